import type { DialectTraits } from '../dialects/traits';
import type { AspectRatio, ElementKind, Quality, Shots, VideoModel, VideoOperation } from '../models';
import type { LimitIn } from './limit';

/** What has been decided about a job so far; panels walk through it, `situationOf` reads it from a job. */
export interface Situation {
	dialect: DialectTraits;
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
