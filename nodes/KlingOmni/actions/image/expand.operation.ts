import type { INodeProperties } from 'n8n-workflow';
import { image } from '../../fields/attachment';
import { imageCompletions } from '../../fields/completion';
import { imageItems, studioOptions, watermark } from '../../fields/options';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const side = (displayName: string, length: 'height' | 'width'): INodeProperties => ({
	displayName,
	name: displayName.toLowerCase(),
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 4 },
	default: 0,
	description: `How much is added there, as a share of the picture’s ${length}: 0.5 is half of it`,
	displayOptions: { show: { expandBy: ['sides'] } },
});

const ratios = ['1:1', '16:9', '2:3', '21:9', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16'];

const fields: INodeProperties[] = [
	image('JPG or PNG, at most 10 MB, 300 pixels or more per side'),
	{
		displayName: 'Expand By',
		name: 'expandBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Sides', value: 'sides', description: 'How much is added on each side' },
			{ name: 'Target Ratio', value: 'ratio', description: 'Just enough for a ratio, the same on both ends' },
		],
		default: 'ratio',
	},
	{
		displayName: 'Target Ratio',
		name: 'targetRatio',
		type: 'options',
		options: ratios.map((value) => ({ name: value, value })),
		default: '9:16',
		description: 'Width by height of the new picture, which may have three times the area of the old one',
		displayOptions: { show: { expandBy: ['ratio'] } },
	},
	side('Up', 'height'),
	side('Down', 'height'),
	side('Left', 'width'),
	side('Right', 'width'),
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. A wide beach under a clear sky',
		description: 'What comes into sight; Kling goes on with the picture if it is empty',
	},
	{
		displayName: 'Number of Images',
		name: 'count',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 9 },
		default: 1,
		description: 'Each is paid for',
	},
	...imageCompletions,
	studioOptions('image', [watermark, imageItems]),
];

/** Lets a picture go on beyond its edges: another format of the same picture (contract §21.6). */
export const operation: Operation = {
	value: 'expand',
	name: 'Expand',
	action: 'Expand an image',
	description: 'Bring a picture to another format by painting what is beyond its edges',
	fields: () => fields,
	makes: [{ product: 'expand', name: 'Expanded Image', description: 'Pictures that go on beyond their edges', canBeWatched: true }],
	async execute() {
		return await runStudioJobs(this, 'expand');
	},
};
