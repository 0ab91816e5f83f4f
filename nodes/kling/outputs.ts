/** What tasks make. */

/** An entry of the element library. */
export interface ElementOutput {
	type: 'element';
	/** Digits, beyond 2^53 (R30). */
	id: string;
	name: string;
	description?: string;
	kind?: 'multiImage' | 'videoCharacter';
	/** The voice that is bound to it. */
	voiceId?: string;
	/** `kling` for the official gallery. */
	ownedBy?: string;
	status?: string;
}

export interface VoiceOutput {
	type: 'voice';
	id: string;
	name: string;
	trialUrl?: string;
	ownedBy?: string;
	status?: string;
}

/** A sound, by itself or beside the video that it is in. */
export interface AudioOutput {
	type: 'audio';
	/** By which other products take it (R78). */
	id?: string;
	url: string;
	wavUrl?: string;
	seconds?: number;
}

/** A face in a video. */
export interface Face {
	id: string;
	pictureUrl?: string;
	/** When it is seen, ms. */
	startMs: number;
	endMs: number;
}

/** The faces of a video, and by which a lip sync takes them (R84). */
export interface FacesOutput {
	type: 'faces';
	sessionId: string;
	faces: Face[];
}

export type Output =
	| FacesOutput
	| { type: 'video'; id?: string; url: string; watermarkUrl?: string; seconds?: number }
	| { type: 'image'; url: string; watermarkUrl?: string }
	| AudioOutput
	| ElementOutput
	| VoiceOutput;
