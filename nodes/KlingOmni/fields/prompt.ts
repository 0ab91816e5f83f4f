import type { INodeProperties } from 'n8n-workflow';

/** What the video shows: one prompt, or a row per shot. */

export const prompt: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. A paper boat drifts past a lighthouse at dusk, slow dolly in',
	description: 'What happens in the video. Mention attachments as @image1, @element1 or @video1.',
	displayOptions: { hide: { shots: ['storyboard'] } },
};

export const storyboard: INodeProperties = {
	displayName: 'Storyboard',
	name: 'storyboard',
	type: 'fixedCollection',
	placeholder: 'Add Shot',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		maxAllowedFields: 6,
		fixedCollection: { itemTitle: '={{ "Shot " + ($index + 1) }}' },
	},
	default: { shot: [{ prompt: '', seconds: 3 }] },
	description: 'Up to six shots; the video is as long as their seconds together',
	displayOptions: { show: { shots: ['storyboard'] } },
	options: [
		{
			displayName: 'Shot',
			name: 'shot',
			values: [
				{
					displayName: 'Prompt',
					name: 'prompt',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Wide: rain on a tin roof',
					description: 'What this shot shows, at most 512 characters',
				},
				{
					displayName: 'Seconds',
					name: 'seconds',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 15, numberPrecision: 0 },
					default: 3,
				},
			],
		},
	],
};
