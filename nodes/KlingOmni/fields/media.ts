import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { dialects } from '../../kling/dialects';
import { allowed } from '../../kling/rules/choices';
import type { Situation } from '../../kling/rules/situation';
import type { ImageRole } from '../../kling/job';
import type { VideoOperation } from '../../kling/models';
import { mostReferences } from '../../kling/rules/mediaRules';
import { variants, type Selector } from '../panels';
import { elementRows, elementsField, voiceRows, voicesField } from './library';
import { imagesField, pictureRows, source } from './pictures';

/** Pictures, elements and videos that a job is given. */

const roleTexts: Record<ImageRole, INodePropertyOptions> = {
	firstFrame: { name: 'First Frame', value: 'firstFrame' },
	lastFrame: { name: 'Last Frame', value: 'lastFrame' },
	reference: { name: 'Reference', value: 'reference' },
};

/** The roles that a picture can have in a situation. */
export function rolesIn(situation: Situation): ImageRole[] {
	const reference = situation.operation !== 'textToVideo' && allowed('reference', situation).includes(true);
	return [
		...(situation.frames === 'none' ? [] : (['firstFrame'] as const)),
		...(situation.frames === 'firstAndLast' ? (['lastFrame'] as const) : []),
		...(reference ? (['reference'] as const) : []),
	];
}

const mediaSelectors: readonly Selector[] = ['dialect', 'model', 'frames', 'referenceVideo'];

export const images = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		imagesField,
		mediaSelectors,
		(situation) => {
			const roles = rolesIn(situation);
			if (roles.length === 0) return undefined;
			const frames = roles.filter((role) => role !== 'reference');
			const others = roles.includes('reference') ? (operation === 'motionControl' ? 1 : mostReferences(situation.video)) : 0;
			return {
				roles,
				frames,
				most: frames.length + others,
				named: hasNames(situation) && operation !== 'motionControl' && situation.model.family === 'omni',
			};
		},
		({ roles, frames, most, named }) =>
			pictureRows({
				roles: roles.map((role) => roleTexts[role]),
				usual: 'reference',
				initial: operation === 'motionControl' ? ['reference'] : frames,
				most,
				named,
			}),
	);

/** Some APIs know attachments by names, the others by numbers only (contract §7). */
const hasNames = ({ dialect }: Situation) => dialect.traits.namesAttachments === true;

/** A library may be on another dialect of the same account. */
const canList = ({ dialect: { credential } }: Situation) => dialects.some((other) => other.library && other.credential === credential);

/** @param show what else has to be chosen for it */
export const elements = (operation: VideoOperation, show?: Record<string, string[]>): INodeProperties[] =>
	variants(
		operation,
		elementsField,
		mediaSelectors,
		(situation) => {
			const kinds = allowed('elementKind', situation);
			if (kinds.length === 0) return undefined;
			const { frames, model, video } = situation;
			const most =
				operation === 'motionControl'
					? 1
					: frames === 'none'
						? mostReferences(video)
						: (model.elements?.withFrames ?? mostReferences(video));
			return { kinds, most, canList: canList(situation), named: hasNames(situation) };
		},
		elementRows,
	).map((field) => ({ ...field, displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, ...show } } }));

export const voices = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		voicesField,
		['dialect', 'model', 'frames', 'quality', 'sound'],
		(situation) => (allowed('voice', situation).includes(true) ? true : undefined),
		() => voiceRows,
	);

/** The one video of a job: to edit, to imitate, or to take the movement from. */
export const video = (displayName: string, description: string, show?: Record<string, string[]>): INodeProperties[] => [
	{ ...source, displayName: `${displayName} From`, name: 'videoSource', ...(show ? { displayOptions: { show } } : {}) },
	{
		displayName: `${displayName} URL`,
		name: 'videoUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/clip.mp4',
		description,
		displayOptions: { show: { ...show, videoSource: ['url'] } },
	},
	{
		displayName: `${displayName} Binary Field`,
		name: 'videoBinaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Kling fetches videos from the web: the file leaves as a signed link to this n8n, which must be reachable from outside',
		displayOptions: { show: { ...show, videoSource: ['binary'] } },
	},
];
