import { aspectRatios, elementKinds, qualities, secondsOf, shotKinds } from '../models';
import type { AspectRatio, Dialect, ElementKind, Quality, Shots, VideoModel, VideoOperation } from '../models';
import { limits } from './limits';

/**
 * What may be chosen in a situation.
 *
 * Panels ask `allowed()` to hide what a combination does not offer; `checkRules` applies the same limits to a finished
 * job, whose values may have come from expressions.
 */

/** What has been decided about a job so far; panels walk through it, `situationOf` reads it from a job. */
export interface Situation {
	dialect: Dialect;
	model: VideoModel;
	operation: VideoOperation;
	frames: Frames;
	video: VideoRole;
	shots: Shots;
	quality: Quality;
	sound: boolean;
	/** Reference pictures are attached. */
	references: boolean;
	/** Elements are attached. */
	elements: boolean;
}

export type Frames = 'none' | 'first' | 'firstAndLast';
export type VideoRole = 'none' | 'base' | 'feature' | 'motion';

/** Every field that a situation narrows. */
export interface Choices {
	frames: Frames;
	shots: Shots;
	quality: Quality;
	sound: boolean;
	aspectRatio: AspectRatio;
	duration: number;
	keepSound: boolean;
	elementKind: ElementKind;
	/** Plain reference pictures beside frames and video. */
	reference: boolean;
	voice: boolean;
	negativePrompt: boolean;
	cfgScale: boolean;
}
export type Choice = keyof Choices;

/** One of the contract's rules, as the values that it leaves a field. */
export interface Limit<C extends Choice = Choice> {
	/** The contract's rule, or its section where no rule has a number. */
	id: string;
	/**
	 * - `error`: another value is refused before anything is sent; the default
	 * - `warning`: another value is sent, with a hint
	 * - `adjust`: the field is decided by the others; another value is replaced or left out silently
	 */
	severity?: 'error' | 'warning' | 'adjust';
	/** Always, if absent. */
	when?: (situation: Situation) => boolean;
	/** Nothing is left where the field does not apply. */
	allow: ReadonlyArray<Choices[C]> | ((situation: Situation) => ReadonlyArray<Choices[C]>);
	/** The reason in a person's words; a clause that follows "but". */
	why: string | ((situation: Situation) => string);
}

const everything: { [C in Choice]: ReadonlyArray<Choices[C]> } = {
	frames: ['none', 'first', 'firstAndLast'],
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
	aspectRatio: aspectRatios,
	duration: secondsOf({ min: 1, max: 60 }),
	keepSound: [true, false],
	elementKind: elementKinds,
	reference: [true, false],
	voice: [true, false],
	negativePrompt: [true, false],
	cfgScale: [true, false],
};

/** The limits on a field that apply in a situation, with the values that each leaves, in the table's order. */
export function limitsOn<C extends Choice>(field: C, situation: Situation) {
	const all: ReadonlyArray<Limit<C>> = limits[field];
	return all
		.filter(({ when }) => when?.(situation) ?? true)
		.map(({ id, severity = 'error', allow, why }) => ({
			id,
			severity,
			left: typeof allow === 'function' ? allow(situation) : allow,
			why: typeof why === 'function' ? why(situation) : why,
		}));
}

/**
 * The values of a field that a situation leaves.
 *
 * @returns an empty list where the field does not apply
 */
export function allowed<C extends Choice>(field: C, situation: Situation): Array<Choices[C]> {
	const ruling = limitsOn(field, situation).filter(({ severity }) => severity !== 'warning');
	return everything[field].filter((value) => ruling.every(({ left }) => left.includes(value)));
}
