import type { INodeProperties } from 'n8n-workflow';
import { servicesWhere } from './service';

/** What happens after a task was created, and the options that every paid operation has. */

const completionTexts = {
	wait: {
		name: 'Wait Here',
		value: 'wait',
		description:
			'Go on when Kling has finished, usually after one to five minutes. You may close this panel meanwhile; only a restart of n8n ends it, in queue mode one of the worker: take one of the others there.',
	},
	callback: {
		name: 'Wait Until Kling Calls',
		value: 'callback',
		description:
			'Put the execution aside, so that no worker is held and a restart of n8n loses nothing; where Kling cannot call this n8n, it looks by itself',
	},
	submit: {
		name: 'Return at Once',
		value: 'submit',
		description: 'Give out the task ID; fetch the result later with Task → Wait or a trigger',
	},
};

const completion: Omit<INodeProperties, 'type'> = {
	displayName: 'How to Wait',
	name: 'completion',
	noDataExpression: true,
	default: 'wait',
};

export const download: INodeProperties = {
	displayName: 'Download',
	name: 'download',
	type: 'boolean',
	default: true,
	description:
		'Whether to put the file into the binary field “data”; without it, only the link is given, which Kling deletes after 30 days',
};

const calling = servicesWhere(({ callbackIdKey }) => callbackIdKey !== undefined);

export const completionChoice: INodeProperties[] = [
	{
		...completion,
		type: 'options',
		options: [completionTexts.wait, completionTexts.callback, completionTexts.submit],
		displayOptions: { show: { service: calling } },
	},
	{
		...completion,
		type: 'options',
		options: [completionTexts.wait, completionTexts.submit],
		displayOptions: { hide: { service: calling } },
	},
];

/** How Task → Wait waits. */
export const waitChoice: INodeProperties = {
	...completion,
	type: 'options',
	options: [
		completionTexts.wait,
		{
			name: 'Put Aside',
			value: 'callback',
			description:
				'Hold no worker: look after a minute and then ever more rarely, or as soon as Kling has reported all of them to $execution.resumeUrl',
		},
	],
};

const unlessSubmitted = { hide: { completion: ['submit'] } };

/** Completion, and Download where there is something to download. */
export const completions: INodeProperties[] = [...completionChoice, { ...download, displayOptions: unlessSubmitted }];

export const imageCompletions: INodeProperties[] = [
	...completionChoice,
	{
		...download,
		description:
			'Whether to put the files into the binary fields image1, image2 …; without it, only the links are given, which Kling deletes after 30 days',
		displayOptions: unlessSubmitted,
	},
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
