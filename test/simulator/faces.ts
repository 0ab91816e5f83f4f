import { randomUUID } from 'node:crypto';

/** The video that a job goes on from, as its task shows it. */
export interface ParentVideo {
	id: string;
	url: string;
	/** Seconds as text. */
	duration: string;
}

export interface Face {
	id: string;
	/** When it is really in the picture. */
	startMs: number;
	endMs: number;
}

/** What face recognition has found in one video. */
export interface FaceSession {
	id: string;
	video: ParentVideo;
	seconds: number;
	faces: Face[];
	openedAt: number;
}

/** The `end_time` that is printed lies a little behind the real end (R82). */
export const OVERSTATED_MS = 40;

/**
 * Finds the faces of a video: one all the time, unless its address or its prompt says `nobody` or `people`
 * (two: the second comes in after a third of the video).
 */
export function findFaces(hint: string, video: ParentVideo, seconds: number): FaceSession {
	const end = seconds * 1000;
	const faces = [
		{ id: '0', startMs: 0, endMs: end },
		{ id: '1', startMs: Math.round(end / 3), endMs: end },
	];
	const count = hint.includes('nobody') ? 0 : hint.includes('people') ? 2 : 1;
	return { id: randomUUID(), video, seconds, faces: faces.slice(0, count), openedAt: Date.now() };
}

/** The sessions that lip sync can go on from (R84). */
export class FaceSessions {
	readonly #sessions = new Map<string, FaceSession>();

	constructor(private readonly lifeMs: number) {}

	keep(session: FaceSession): void {
		this.#sessions.set(session.id, session);
	}

	find(id: string): FaceSession | undefined {
		const session = this.#sessions.get(id);
		return session && Date.now() - session.openedAt < this.lifeMs ? session : undefined;
	}
}
