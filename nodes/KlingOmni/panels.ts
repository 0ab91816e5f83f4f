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
 * @param selectors what the shape depends on; they stand above the field in the panel
 * @param shape the field's shape in a situation, or `undefined` where it is hidden
 */
export function variants(
	operation: VideoOperation,
	base: INodeProperties,
	selectors: readonly Selector[],
	shape: (situation: Situation, selection: Selection) => Shape | undefined,
): INodeProperties[] {
	const by = selectors.filter((selector) => !(selector in onlyIn) || onlyIn[selector] === operation);
	const boxes = selections(operation, by).flatMap((selection): Box[] => {
		const found = shape(situationOf(operation, selection), selection);
		return found
			? [{ shape: JSON.stringify(found), values: Object.fromEntries(by.map((selector) => [selector, [selection[selector]]])) }]
			: [];
	});
	return joined(boxes, by).flatMap((box) =>
		conditions(box.values).map((displayOptions) => ({
			...base,
			...(JSON.parse(box.shape) as Shape),
			...(Object.keys(displayOptions).length ? { displayOptions } : {}),
		})),
	);
}

interface Box {
	shape: string;
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
			found.flatMap((selection) =>
				domains[selector]
					.map((value) => ({ ...selection, [selector]: value }))
					.filter((candidate) => isReachable(operation, candidate, selector)),
			),
		[neutral],
	);
}

/** Whether the panel offers a selector's value, given those above it. */
function isReachable(operation: VideoOperation, selection: Selection, selector: Selector): boolean {
	const situation = situationOf(operation, selection);
	if (selector === 'frames' || selector === 'shots' || selector === 'quality' || selector === 'sound')
		return (allowed(selector, situation) as unknown[]).includes(selection[selector]);
	return true;
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

/** Joins boxes of one shape that differ in one selector only, selector by selector. */
function joined(boxes: Box[], by: readonly Selector[]): Box[] {
	return by.reduce((current, selector) => {
		const groups = new Map<string, Box>();
		for (const box of current) {
			const key = JSON.stringify([box.shape, by.filter((other) => other !== selector).map((other) => box.values[other])]);
			const group = groups.get(key);
			if (group) group.values[selector] = [...(group.values[selector] ?? []), ...(box.values[selector] ?? [])];
			else groups.set(key, { shape: box.shape, values: { ...box.values } });
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
function conditions({ dialect, model, ...others }: Box['values']): IDisplayOptions[] {
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
