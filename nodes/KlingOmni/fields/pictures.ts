import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import type { Shape } from '../displayVariants';

/** Rows of pictures, as every operation that takes several has them. */

/** The row of a list as prompts call it: by its own name, or by kind and number. */
export const rowTitle = (kind: string) =>
	({ itemTitle: `={{ "@" + ($collection.item.value.name || "${kind}" + ($collection.item.index + 1)) }}` }) as const;

/** A row's own name. */
export const rowName = (example: string): INodeProperties => ({
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: `e.g. ${example}`,
	description: `What the prompt calls it: @${example}. Letters, digits and _ only.`,
});

/** Where a picture, video or recording comes from. */
export const source: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'URL', value: 'url' },
		{ name: 'Binary Field', value: 'binary' },
	],
	default: 'url',
};

export const imagesField: INodeProperties = {
	displayName: 'Images',
	name: 'images',
	type: 'fixedCollection',
	placeholder: 'Add Image',
	default: {},
	description: 'JPG or PNG, at most 10 MB, 300 pixels or more per side. Mention the second row in the prompt as @image2.',
};

/** One picture or video: an address, or the name of a binary field. */
export const place = (
	displayName: string,
	name: string,
	texts: { example: string; description: string; hint: string },
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'url', value: '' },
	description: texts.description,
	modes: [
		{ displayName: 'URL', name: 'url', type: 'string', placeholder: `e.g. https://example.com/${texts.example}` },
		{ displayName: 'Binary Field', name: 'binary', type: 'string', placeholder: 'e.g. data', hint: texts.hint },
	],
});

export const required = (field: INodeProperties): INodeProperties => ({ ...field, required: true });

const pictureHint = 'Name of the input item’s binary field with the picture';

/** A picture that a job has one of. */
export const picture = (displayName: string, name: string, description: string) =>
	place(displayName, name, { example: 'picture.jpg', description, hint: pictureHint });

interface PictureRows {
	/** What a picture can be for, where that is asked. */
	role?: INodeProperties;
	/** The rows that are there from the start. */
	initial?: INodeParameters[];
	/** The row's own name, where it can have one. */
	name?: INodeProperties;
}

/** What rows of pictures look like. */
export const pictureRows = ({ role, initial = [], name }: PictureRows): Shape => ({
	typeOptions: { multipleValues: true, sortable: true, fixedCollection: rowTitle('image') },
	...(initial.length ? { default: { image: initial } } : {}),
	options: [
		{
			displayName: 'Image',
			name: 'image',
			values: [
				...(role ? [role] : []),
				source,
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/picture.jpg',
					description: 'A public address that Kling can fetch',
					displayOptions: { show: { source: ['url'] } },
				},
				{
					displayName: 'Binary Field',
					name: 'binaryProperty',
					type: 'string',
					default: 'data',
					hint: pictureHint,
					displayOptions: { show: { source: ['binary'] } },
				},
				...(name ? [name] : []),
			],
		},
	],
});
