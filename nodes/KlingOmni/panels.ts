import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { allowed, type Frames, type Situation, type VideoRole } from '../kling/rules/choices';
import {
	dialects,
	qualities,
	shotKinds,
	videoModel,
	videoModels,
	type Dialect,
	type Quality,
	type Shots,
	type VideoModel,
	type VideoOperation,
} from '../kling/models';

/**
 * Turns "what is allowed where" into n8n's `displayOptions`.
 *
 * A field is described by a function of the situation that gives its shape (its options, its bounds) or nothing. All
 * situations of an operation are walked, those of the same shape are joined into boxes (sets of values per selector),
 * and each box becomes one property of the same name: exactly one of them is displayed in any situation.
 */

/** What a person has chosen before a field is reached, in the panel's order. */
export interface Selection {
	dialect: Dialect;
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

const anyOther = 'other';

const domains: { [S in Selector]: ReadonlyArray<Selection[S]> } = {
	dialect: dialects,
	model: [...Object.keys(videoModels), anyOther],
	frames: ['first', 'firstAndLast'],
	referenceVideo: referenceVideos,
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
};

/** Selectors that one operation alone has. */
const onlyIn: Partial<Record<Selector, VideoOperation>> = { frames: 'imageToVideo', referenceVideo: 'referenceToVideo' };

/** Everything that a field's variants may differ in. */
export type Shape = Partial<INodeProperties>;

/**
 * All variants of a field for one operation.
 *
 * @param base what all variants share
 * @param selectors what the field depends on; they stand above it in the panel
 * @param offer what the field offers in a situation, in short (a list of values), or `undefined` where it is hidden
 * @param shape what an offer looks like in the panel
 */
export function variants<Offer>(
	operation: VideoOperation,
	base: INodeProperties,
	selectors: readonly Selector[],
	offer: (situation: Situation) => Offer | undefined,
	shape: (offer: Offer) => Shape,
): INodeProperties[] {
	const by = selectors.filter((selector) => !(selector in onlyIn) || onlyIn[selector] === operation);
	const boxes = selections(operation, by).flatMap((selection): Array<Box<Offer>> => {
		const offered = offer(situationOf(operation, selection));
		if (offered === undefined) return [];
		return [{ offered, key: JSON.stringify(offered), values: Object.fromEntries(by.map((selector) => [selector, [selection[selector]]])) }];
	});
	return joined(boxes, by).flatMap((box) =>
		conditions(box.values).map((displayOptions) => ({
			...base,
			...shape(box.offered),
			...(Object.keys(displayOptions).length ? { displayOptions } : {}),
		})),
	);
}

interface Box<Offer> {
	offered: Offer;
	/** The offer as text, to compare by. */
	key: string;
	values: Partial<Record<Selector, unknown[]>>;
}

/** Every reachable combination of the given selectors; the others keep a value that restricts nothing. */
function selections(operation: VideoOperation, by: readonly Selector[]): Selection[] {
	const neutral: Selection = {
		dialect: 'classic',
		model: anyOther,
		frames: 'first',
		referenceVideo: 'none',
		shots: 'single',
		quality: '1080p',
		sound: false,
	};
	return by.reduce<Selection[]>(
		(found, selector) =>
			found.flatMap((selection) => reachable(operation, selection, selector).map((value) => ({ ...selection, [selector]: value }))),
		[neutral],
	);
}

/** The values of a selector that the panel offers, given those above it. */
function reachable(operation: VideoOperation, selection: Selection, selector: Selector): readonly unknown[] {
	if (selector === 'dialect' || selector === 'model' || selector === 'referenceVideo') return domains[selector];
	return allowed(selector, situationOf(operation, selection));
}

/** A panel's selection as a situation of the rules; a model that the dialect lacks is treated like an unknown one. */
export function situationOf(
	operation: VideoOperation,
	{ dialect, model, frames, referenceVideo, shots, quality, sound }: Selection,
): Situation {
	const row: VideoModel = videoModel(
		videoModels[model]?.names[dialect] && videoModels[model].operations.includes(operation) ? model : anyOther,
	);
	const video: VideoRole =
		operation === 'editVideo' ? 'base' : operation === 'motionControl' ? 'motion' : referenceVideo === 'none' ? 'none' : 'feature';
	return {
		dialect,
		model: row,
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

/** Joins boxes of one offer that differ in one selector only, selector by selector. */
function joined<Offer>(boxes: Array<Box<Offer>>, by: readonly Selector[]): Array<Box<Offer>> {
	return by.reduce((current, selector) => {
		const others = by.filter((other) => other !== selector);
		const groups = new Map<string, Box<Offer>>();
		for (const box of current) {
			const key = `${box.key} ${others.map((other) => String(box.values[other])).join(' ')}`;
			const group = groups.get(key);
			if (group) group.values[selector] = [...(group.values[selector] ?? []), ...(box.values[selector] ?? [])];
			else groups.set(key, { ...box, values: { ...box.values } });
		}
		return [...groups.values()];
	}, boxes);
}

/**
 * A box as display conditions; more than one where n8n cannot say it at once.
 *
 * Selectors are written as `hide` conditions on the values outside the box. A selector that is hidden itself has only
 * one value left and meets none of them; nor does an expression, whose value is not known in the editor: for it the
 * least restricted variant is the one that shows.
 */
function conditions({ dialect, model, ...others }: Box<unknown>['values']): IDisplayOptions[] {
	const hide = Object.fromEntries(
		[
			['model', outsideModels(model as string[] | undefined)] as const,
			...Object.entries(others).map(([selector, values]) => [selector, outside(selector as Selector, values)] as const),
		].filter(([, values]) => values.length > 0),
	) as NonNullable<IDisplayOptions['hide']>;
	return dialectConditions(dialect as Dialect[] | undefined).map((show) => ({
		...(Object.keys(show).length ? { show } : {}),
		...(Object.keys(hide).length ? { hide } : {}),
	}));
}

const outside = (selector: Selector, values: unknown[]): unknown[] =>
	(domains[selector] as readonly unknown[]).filter((value) => !values.includes(value));

function outsideModels(models: string[] = [...domains.model]): unknown[] {
	return models.includes(anyOther) ? outside('model', models) : [{ _cnd: { regex: `^(?!(${models.join('|')})$)` } }];
}

function dialectConditions(of: Dialect[] = [...dialects]): Array<Record<string, string[]>> {
	const modelStudio = of.includes('modelStudio');
	const versions = of.filter((dialect) => dialect !== 'modelStudio');
	if (modelStudio && versions.length === 2) return [{}];
	return [
		...(versions.length === 2 ? [{ service: ['kling'] }] : versions.length === 1 ? [{ service: ['kling'], apiVersion: versions }] : []),
		...(modelStudio ? [{ service: ['modelStudio'] }] : []),
	];
}
