import type { INodeProperties } from 'n8n-workflow';
import { dialects } from '../../kling/dialects';
import { allowed } from '../../kling/rules/choices';
import type { Situation } from '../../kling/rules/situation';
import type { VideoOperation } from '../../kling/models';
import { variants, type Selector } from '../panels';
import { rooted } from './rooted';
import { placesOf } from './service';
import { elementRows, elementsField, voiceRows, voicesField } from './library';
import { imagesField, picture, pictureRows, place, rowName } from './pictures';

/** Pictures, elements and videos that a job is given. */

const mediaSelectors: readonly Selector[] = ['dialect', 'model', 'lastFrame', 'video', 'firstFrame'];

/** A frame stands in the panel wherever operation, model and video leave room for it. */
const frame = (operation: VideoOperation, by: readonly Selector[], field: INodeProperties, fits: (situation: Situation) => boolean) =>
	variants(
		operation,
		field,
		by,
		(situation) => (fits(situation) ? true : undefined),
		() => ({}),
	);

const firstFrameField = picture('First Frame', 'firstFrame', 'The picture that the video starts from');

export const firstFrame = (): INodeProperties[] => [firstFrameField];

export const lastFrame = (): INodeProperties[] =>
	frame(
		'imageToVideo',
		['dialect', 'model'],
		picture('Last Frame', 'lastFrame', 'The picture that the video ends with; leave it empty for any end'),
		(situation) => allowed('frames', situation).includes('firstAndLast'),
	);

/** A reference video lends its movement to a picture. */
export const firstFrameBesideVideo = (): INodeProperties[] =>
	frame(
		'referenceToVideo',
		['video'],
		{ ...firstFrameField, description: 'A picture that the video starts from, with the movement of the reference video; may be empty' },
		({ video }) => video === 'feature',
	);

/** Some APIs know attachments by names, the others by numbers only (contract §7). */
const [whereNamed] = placesOf(({ traits }) => traits.namesAttachments === true);

/** A row's own name, where it can have one; motion control does not ask for the API. */
const nameOf = (operation: VideoOperation, example: string): INodeProperties => ({
	...rowName(example),
	...(operation === 'motionControl' ? {} : { displayOptions: { show: rooted(whereNamed) } }),
});

/** Rows of reference pictures. */
export const images = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		imagesField,
		mediaSelectors,
		(situation) => (allowed('reference', situation).includes(true) ? true : undefined),
		() => pictureRows({ name: nameOf(operation, 'hero') }),
	);

/** Who has no list of elements; a library may be on another dialect of the same account. */
const withoutList = ({ dialect: { credential, vendor } }: Situation) =>
	dialects.some((other) => other.library && other.credential === credential) ? undefined : vendor;

/** @param show what else has to be chosen for it */
export const elements = (operation: VideoOperation, show?: Record<string, string[]>): INodeProperties[] =>
	variants(
		operation,
		elementsField,
		mediaSelectors,
		(situation) => {
			const kinds = allowed('elementKind', situation);
			if (kinds.length === 0) return undefined;
			return { kinds, withoutList: withoutList(situation) };
		},
		(rows) => elementRows({ ...rows, name: nameOf(operation, 'captain') }),
	).map((field) => ({ ...field, displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, ...show } } }));

export const voices = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		voicesField,
		['dialect', 'model', 'lastFrame', 'quality', 'sound'],
		(situation) => (allowed('voice', situation).includes(true) ? true : undefined),
		() => voiceRows,
	);

/** The one video of a job: to edit, to imitate, or to take the movement from. */
export const video = (displayName: string, description: string): INodeProperties =>
	place(displayName, 'video', {
		example: 'clip.mp4',
		description,
		hint: 'Kling fetches videos from the web: the file leaves as a signed link to this n8n, which must be reachable from outside',
	});
