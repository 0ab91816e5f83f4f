import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Shape } from '../displayVariants';

/** Rows of pictures, as every operation that takes several has them. */

/** The row of a list as prompts call it: by its own name, or by kind and number. */
export const rowTitle = (kind: string) =>
	({ itemTitle: `={{ "@" + ($collection.item.value.name || "${kind}" + ($collection.item.index + 1)) }}` }) as const;

/** A row's own name, on the API that has such names. */
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

export interface PictureRows {
	/** What a picture can be for; the role is not asked where there is only the usual one. */
	roles: INodePropertyOptions[];
	/** The role of a new row, if it is among them. */
	usual: string;
	/** The roles of the rows that are there from the start. */
	initial: string[];
	most: number;
	/** Whether rows can have names of their own. */
	named?: boolean;
}

/** What rows of pictures look like. */
export function pictureRows({ roles, usual, initial, most, named = false }: PictureRows): Shape {
	const values = roles.map(({ value }) => value);
	const ofNewRow = values.includes(usual) ? usual : (values[0] ?? usual);
	const role: INodeProperties = {
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: roles,
		default: ofNewRow,
		description: 'What the picture is for',
	};
	const asksRole = values.some((value) => value !== usual);
	return {
		typeOptions: {
			multipleValues: true,
			sortable: true,
			maxAllowedFields: most,
			fixedCollection: rowTitle('image'),
		},
		...(initial.length ? { default: { image: initial.map((one) => (asksRole ? { role: one } : {})) } } : {}),
		options: [
			{
				displayName: 'Image',
				name: 'image',
				values: [
					...(asksRole ? [role] : []),
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
						hint: 'Name of the input item’s binary field with the picture',
						displayOptions: { show: { source: ['binary'] } },
					},
					...(named ? [rowName('hero')] : []),
				],
			},
		],
	};
}
