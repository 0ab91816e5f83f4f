import type { INodeProperties } from 'n8n-workflow';

/** Lists that an expression gives as a whole, in place of rows: a language model's answer, aggregated items. */

const list = (displayName: string, name: string, placeholder: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'json',
	default: '',
	placeholder,
	description,
});

const storyboardList = list('Storyboard', 'storyboard', 'e.g. {{ $json.shots }}', 'A list of shots, each with prompt and seconds');

const attached = [
	list(
		'Elements',
		'elements',
		'e.g. {{ $json.elementIds }}',
		'A list of element IDs as text, or of entries with ID and kind (multiImage or videoCharacter)',
	),
	list(
		'Images',
		'images',
		'e.g. {{ $json.pictures }}',
		'A list of URLs, or of entries with URL (or binaryProperty) and role (firstFrame, lastFrame or reference)',
	),
];

const lists = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Lists From Expressions',
	name: 'lists',
	type: 'collection',
	placeholder: 'Add List',
	default: {},
	description: 'Whole lists instead of rows; the same checks apply to them',
	options,
});

const ofStoryboard = { shots: ['storyboard'] };

/** For an operation with a storyboard only. */
export const storyboardLists: INodeProperties = { ...lists([storyboardList]), displayOptions: { show: ofStoryboard } };

/** For an operation with attachments and a storyboard. */
export const allLists = lists([...attached, { ...storyboardList, displayOptions: { show: { '/shots': ofStoryboard.shots } } }]);

/** For an operation with attachments only. */
export const attachmentLists = lists(attached);
