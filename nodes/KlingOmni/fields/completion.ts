import type { INodeProperties } from 'n8n-workflow';

/** What happens after a task was created, and the options that every paid operation has. */

const completionTexts = {
	wait: { name: 'Wait Here', value: 'wait', description: 'Go on when the video is finished; the execution stays active until then' },
	callback: {
		name: 'Wait Until Kling Calls',
		value: 'callback',
		description: 'Put the execution aside until then, so that no worker is held; for active workflows on an n8n with a public address',
	},
	submit: {
		name: 'Return at Once',
		value: 'submit',
		description: 'Give out the task ID; fetch the video later with Task → Wait or a trigger',
	},
};

const completion: Omit<INodeProperties, 'type'> = {
	displayName: 'Completion',
	name: 'completion',
	noDataExpression: true,
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
export const completions: INodeProperties[] = [
	{
		...completion,
		type: 'options',
		options: [completionTexts.wait, completionTexts.callback, completionTexts.submit],
		displayOptions: { show: { service: ['kling'] } },
	},
	// Model Studio calls nobody back
	{
		...completion,
		type: 'options',
		options: [completionTexts.wait, completionTexts.submit],
		displayOptions: { show: { service: ['modelStudio'] } },
	},
	{ ...download, displayOptions: { hide: { completion: ['submit'] } } },
];

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
			displayOptions: { show: { '/service': ['kling'] }, hide: { '/completion': ['callback'] } },
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to only check the job and show the request and its price; nothing is sent',
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
			displayOptions: { show: { '/service': ['kling'] } },
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
			displayName: 'Max Cost per Run (Units)',
			name: 'maxCost',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 50,
			description: 'Stop before a task that would bring this run above so many units; one video unit is about US$ 0.14',
		},
		{
			displayName: 'On Existing',
			name: 'onExisting',
			type: 'options',
			options: [
				{ name: 'Refuse', value: 'refuse' },
				{ name: 'Return', value: 'return' },
			],
			default: 'return',
			description: 'What to do when a task exists already for the idempotency key; it is never paid twice',
			displayOptions: { show: { '/service': ['kling'] } },
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
			displayName: 'Skip Media Checks',
			name: 'skipMediaChecks',
			type: 'boolean',
			default: false,
			description: 'Whether to send pictures and videos without looking at their type, size and length first',
		},
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
