import type { INodeProperties } from 'n8n-workflow';
import { dialects, dialectWith } from '../kling/dialects';
import { allowed } from '../kling/rules/choices';
import type { Choice, Frames, Situation, VideoRole } from '../kling/rules/situation';
import { qualities, shotKinds, videoModel, videoModels, type Quality, type Shots, type VideoOperation } from '../kling/models';
import { anyOther, displayVariants, type Panel, type Shape } from './displayVariants';

/** What the fields of the video operations depend on, and which of it can be chosen together. */

/** What a person has chosen before a field is reached, in the panel's order. */
export interface Selection {
	/** The id of one of the table. */
	dialect: string;
	/** A model id of the table, or `other` for any id typed by hand. */
	model: string;
	frames: Frames;
	referenceVideo: ReferenceVideo;
	shots: Shots;
	quality: Quality;
	sound: boolean;
}
export type Selector = keyof Selection;

/** What the person attaches in Reference to Video. */
export const referenceVideos = ['none', 'video', 'videoAndFirstFrame'] as const;
export type ReferenceVideo = (typeof referenceVideos)[number];

const domains: { [S in Selector]: ReadonlyArray<Selection[S]> } = {
	dialect: dialects.map(({ id }) => id),
	model: [...Object.keys(videoModels), anyOther],
	frames: ['first', 'firstAndLast'],
	referenceVideo: referenceVideos,
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
};

/** Selectors that one operation alone has. */
const onlyIn: Partial<Record<Selector, VideoOperation>> = { frames: 'imageToVideo', referenceVideo: 'referenceToVideo' };

/** All variants of a field for one operation; `displayVariants` says more. */
export function variants<Offer>(
	operation: VideoOperation,
	base: INodeProperties,
	selectors: readonly Selector[],
	offer: (situation: Situation) => Offer | undefined,
	shape: (offer: Offer) => Shape,
): INodeProperties[] {
	const applies = (selector: Selector) =>
		selector in onlyIn ? onlyIn[selector] === operation : selector !== 'dialect' || sellers(operation).length > 1;
	return displayVariants(panelOf(operation), base, selectors.filter(applies), offer, shape);
}

/** The dialects that have an operation. */
const sellers = (operation: VideoOperation) => dialects.filter(({ operations }) => operations.includes(operation));

const panelOf = (operation: VideoOperation): Panel<Selection, Situation> => ({
	domains,
	neutral: {
		// an operation that is on one API only is there whatever API Version says (R68)
		dialect: sellers(operation)[0]!.id,
		model: anyOther,
		frames: 'first',
		referenceVideo: 'none',
		shots: 'single',
		quality: '1080p',
		sound: false,
	},
	reachable: (selection, selector) => {
		if (selector === 'dialect' || selector === 'model' || selector === 'referenceVideo') return domains[selector];
		return allowed(selector as keyof Selection & Choice, situationOf(operation, selection)) as never;
	},
	situationOf: (selection) => situationOf(operation, selection),
});

/** A panel's selection as a situation of the rules. */
export function situationOf(
	operation: VideoOperation,
	{ dialect, model, frames, referenceVideo, shots, quality, sound }: Selection,
): Situation {
	const video: VideoRole =
		operation === 'editVideo' ? 'base' : operation === 'motionControl' ? 'motion' : referenceVideo === 'none' ? 'none' : 'feature';
	return {
		dialect: dialectWith(dialect),
		model: videoModel(model),
		operation,
		frames: operation === 'imageToVideo' ? frames : referenceVideo === 'videoAndFirstFrame' ? 'first' : 'none',
		video,
		shots,
		quality,
		sound,
		references: operation === 'referenceToVideo',
		elements: false,
	};
}
