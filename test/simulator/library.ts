import { badParameter } from './refusal';
import type { Outcome } from './tasks';

export interface Element {
	/** Beyond 2^53, hence as text. */
	id: string;
	kind: 'multi_image' | 'video_character';
	name: string;
	description: string;
	/** `kling` for the official gallery, otherwise the creator's number. */
	ownedBy: string;
	deleted: boolean;
	/** The frontal picture and the others, as they were given. */
	pictures: string[];
	video?: string | undefined;
	voiceId?: string | undefined;
	tags: string[];
}

export interface Voice {
	id: string;
	name: string;
	ownedBy: string;
	deleted: boolean;
}

/** The elements and voices of the account and of the official galleries. */
export class Library {
	/** The creator's number. */
	readonly owner = '7001';
	readonly presetElements: Element[] = [];
	readonly presetVoices: Voice[] = [];
	readonly #elements = new Map<string, Element>();
	readonly #voices = new Map<string, Voice>();
	#nextElement = 829836802793500001n;
	#nextVoice = 850000000000100001n;

	constructor() {
		for (let n = 1n; n <= 10n; n++) this.#addPreset(829836802793406550n + n, 'multi_image', `Gallery figure ${n}`);
		for (let n = 1n; n <= 5n; n++) this.#addPreset(829836802793407000n + n, 'video_character', `Gallery actor ${n}`);
		['Nora', 'Emil', 'Ines', 'Tomo'].forEach((name, at) => {
			const voice = { id: String(850000000000000001n + BigInt(at)), name, ownedBy: 'kling', deleted: false };
			this.presetVoices.push(voice);
			this.#voices.set(voice.id, voice);
		});
	}

	/** @throws Refusal when there is no such element: also the fate of an id that lost digits on its way (R30) */
	element(id: string): Element {
		const element = this.#elements.get(id);
		return element && !element.deleted ? element : badParameter(`Element id not found: ${id}`);
	}

	voice(id: string): Voice {
		const voice = this.#voices.get(id);
		return voice && !voice.deleted ? voice : badParameter(`Voice id not found: ${id}`);
	}

	/** Takes in what a finished task has made. */
	keep(outcome: Outcome): void {
		if (outcome.kind === 'element') this.#elements.set(outcome.element.id, outcome.element);
		if (outcome.kind === 'voice') this.#voices.set(outcome.voice.id, outcome.voice);
	}

	nextElementId(): string {
		return String(this.#nextElement++);
	}

	nextVoiceId(): string {
		return String(this.#nextVoice++);
	}

	#addPreset(id: bigint, kind: Element['kind'], name: string): void {
		const element: Element = {
			id: String(id),
			kind,
			name,
			description: `${name} of the official gallery`,
			ownedBy: 'kling',
			deleted: false,
			pictures: [],
			tags: [],
		};
		this.presetElements.push(element);
		this.#elements.set(element.id, element);
	}
}
