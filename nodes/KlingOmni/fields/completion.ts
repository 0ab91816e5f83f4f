import type { INodeProperties } from 'n8n-workflow';

/** What happens after a task was created, and the options that every paid operation has. */

const completion: INodeProperties = {
	displayName: 'Completion',
	name: 'completion',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Wait Here', value: 'wait', description: 'Go on when the video is finished' },
		{ name: 'Return at Once', value: 'submit', description: 'Give out the task ID; fetch the video later with Task → Wait or a trigger' },
	],
	default: 'wait',
};

export const download: INodeProperties = {
	displayName: 'Download',
	name: 'download',
	type: 'boolean',
	default: false,
	description: 'Whether to put the file into the binary field “data”; Kling deletes files after 30 days',
};

/** Completion, and Download where there is something to download. */
export const completions: INodeProperties[] = [completion, { ...download, displayOptions: { show: { completion: ['wait'] } } }];

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const timeLimit: INodeProperties = {
	displayName: 'Time Limit (Minutes)',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How long to wait for each task; it goes on at Kling afterwards and can be fetched with Task → Wait',
};

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/kling',
			description: 'Address that Kling tells about every change of the task',
		},
		{
			displayName: 'Idempotency',
			name: 'idempotency',
			type: 'options',
			options: [
				{ name: 'Own Key', value: 'ownKey', description: 'One video per key that you give, whenever and wherever it runs again' },
				{
					name: 'Per Execution',
					value: 'perExecution',
					description: 'A retry within this execution finds the first task; a new execution makes a new video',
				},
				{
					name: 'Same Input, Same Video',
					value: 'sameInput',
					description: 'Whenever this node gets the same job again, it finds the first task',
				},
			],
			default: 'perExecution',
			description: 'When a task counts as the same, so that it is looked up instead of paid again',
		},
		{
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.rowId }}',
			description: 'Kling’s external task ID: an ID of your own for this video, such as a content row’s, to find it again by',
			displayOptions: { show: { idempotency: ['ownKey'] } },
		},
		{
			displayName: 'Max Concurrent Tasks',
			name: 'maxConcurrentTasks',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 5,
			description: 'How many tasks of this node may run at Kling at the same time',
		},
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. row-42',
			description: 'An ID of your own that comes back with the finished video, also from the triggers',
		},
		simplify,
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. campaign-7',
			description: 'A word that the triggers can filter by',
		},
		timeLimit,
		{
			displayName: 'Watermark',
			name: 'watermark',
			type: 'boolean',
			default: false,
			description: 'Whether to also return a version with Kling’s watermark',
		},
	],
};
