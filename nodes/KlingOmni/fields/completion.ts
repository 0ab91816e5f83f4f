import type { INodeProperties } from 'n8n-workflow';
import { servicesWhere } from './service';

/** What happens after a task was created, and the options that every paid operation has. */

const completionTexts = {
	wait: {
		name: 'Wait Here',
		value: 'wait',
		description:
			'Go on when Kling has finished, usually after one to five minutes. You may close this panel meanwhile. Only a restart of n8n (in queue mode, of the worker) ends the waiting; for long runs there, choose another way.',
	},
	callback: {
		name: 'Wait Until Kling Calls',
		value: 'callback',
		description:
			'Set the execution aside: it keeps no worker busy and outlasts a restart of n8n. Where Kling cannot call this n8n, n8n looks by itself.',
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

/** The services that tell an address about their tasks. */
export const calling = servicesWhere(({ callbackIdKey }) => callbackIdKey !== undefined);

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
				'Set the execution aside: n8n looks after a minute and then ever more rarely, or goes on as soon as Kling has called $execution.resumeUrl for every task',
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
