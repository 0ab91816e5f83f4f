import { aspectRatios, elementKinds, qualities, seconds, shotKinds } from '../models';
import type { AspectRatio, Dialect, ElementKind, Quality, Shots, VideoModel, VideoOperation } from '../models';
import { chooser, type LimitIn } from './limit';
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

/** A rule that narrows one of these fields. */
export type Limit<C extends Choice = Choice> = LimitIn<Situation, Choices[C]>;

const everything: { [C in Choice]: ReadonlyArray<Choices[C]> } = {
	frames: ['none', 'first', 'firstAndLast'],
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
	aspectRatio: aspectRatios,
	duration: seconds(1, 60),
	keepSound: [true, false],
	elementKind: elementKinds,
	reference: [true, false],
	voice: [true, false],
	negativePrompt: [true, false],
	cfgScale: [true, false],
};

export const { limitsOn, allowed } = chooser<Choices, Situation>({ everything, limits });
