import type { INodeProperties } from 'n8n-workflow';
import { dialects, dialectWith } from '../kling/dialects';
import type { DialectApi } from '../kling/dialects/dialect';
import { allowed } from '../kling/rules/choices';
import type { Choice, Situation, VideoRole } from '../kling/rules/situation';
import { isOffered, qualities, shotKinds, videoModel, videoModels, type Quality, type Shots, type VideoOperation } from '../kling/models';
import { placesOf } from './fields/service';
import { anyOther, displayVariants, type Panel, type Shape } from './displayVariants';

/** What the fields of the video operations depend on, and which of it can be chosen together. */

/** What a person has chosen and attached. */
export interface Selection {
	/** The id of one of the table. */
	dialect: string;
	/** A model id of the table, or `other` for any id typed by hand. */
	model: string;
	/** Whether a picture or a video is given. */
	lastFrame: boolean;
	video: boolean;
	firstFrame: boolean;
	shots: Shots;
	quality: Quality;
	sound: boolean;
}
export type Selector = keyof Selection;

const isGiven = [false, true];

const domains: { [S in Selector]: ReadonlyArray<Selection[S]> } = {
	dialect: dialects.map(({ id }) => id),
	model: [...Object.keys(videoModels), anyOther],
	lastFrame: isGiven,
	video: isGiven,
	firstFrame: isGiven,
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
};

/** Selectors that a person can leave empty, with the one operation where others depend on it. */
const attached: Partial<Record<Selector, VideoOperation>> = {
	lastFrame: 'imageToVideo',
	video: 'referenceToVideo',
	firstFrame: 'referenceToVideo',
};

/** All variants of a field for one operation; `displayVariants` says more. */
export function variants<Offer>(
	operation: VideoOperation,
	base: INodeProperties,
	selectors: readonly Selector[],
	offer: (situation: Situation) => Offer | undefined,
	shape: (offer: Offer) => Shape,
): INodeProperties[] {
	const applies = (selector: Selector) =>
		selector in attached ? attached[selector] === operation : selector !== 'dialect' || sellers(operation).length > 1;
	return displayVariants(panelOf(operation), base, selectors.filter(applies), offer, shape);
}

/** The dialects that have an operation. */
const sellers = (operation: VideoOperation) => dialects.filter(({ operations }) => operations.includes(operation));

/** Where in the panel of an operation the dialects stand that can do something; one that alone has it is asked for nowhere. */
export const placesIn = (operation: VideoOperation, can: (dialect: DialectApi) => boolean): Array<Record<string, string[]>> =>
	sellers(operation).length > 1
		? placesOf(can)
		: sellers(operation)
				.filter(can)
				.map(() => ({}));

const panelOf = (operation: VideoOperation): Panel<Selection, Situation> => ({
	domains: { ...domains, dialect: sellers(operation).map(({ id }) => id) },
	neutral: {
		// an operation that is on one API only is there whatever API Version says (R68)
		dialect: sellers(operation)[0]!.id,
		model: anyOther,
		lastFrame: false,
		video: false,
		firstFrame: false,
		shots: 'single',
		quality: '1080p',
		sound: false,
	},
	reachable: (selection, selector) => reachable(operation, selection, selector),
	situationOf: (selection) => situationOf(operation, selection),
	written: (selector, value) => (selector in attached ? (value ? { _cnd: { exists: true } } : '') : value),
});

function reachable<S extends Selector>(operation: VideoOperation, selection: Selection, selector: S): ReadonlyArray<Selection[S]> {
	switch (selector) {
		case 'model':
			// of a model that the operation does not have anywhere, nothing shows but that it does not
			return domains.model.filter((id) => dialects.some((dialect) => isOffered(id, dialect, operation))) as never;
		case 'lastFrame':
			return isGiven.filter((given) => !given || allowed('frames', situationOf(operation, selection)).includes('firstAndLast')) as never;
		case 'shots':
		case 'quality':
		case 'sound':
			return allowed(selector as Selector & Choice, situationOf(operation, selection)) as never;
		default:
			return panelOf(operation).domains[selector];
	}
}

const roles: Partial<Record<VideoOperation, VideoRole>> = { editVideo: 'base', motionControl: 'motion' };

/** A panel's selection as a situation of the rules. A model that is not on a dialect is shown as where it is. */
export function situationOf(
	operation: VideoOperation,
	{ dialect, model: id, lastFrame, video, firstFrame, shots, quality, sound }: Selection,
): Situation {
	const model = videoModel(id);
	// beside a video only; without one, the field is hidden
	const frame = operation === 'imageToVideo' || (firstFrame && video);
	return {
		dialect: [dialectWith(dialect), ...dialects].find((one) => isOffered(id, one, operation)) ?? dialectWith(dialect),
		model,
		operation,
		frames: lastFrame ? 'firstAndLast' : frame ? 'first' : 'none',
		video: roles[operation] ?? (video ? 'feature' : 'none'),
		shots,
		quality,
		sound,
		references: operation === 'referenceToVideo',
		elements: false,
	};
}
