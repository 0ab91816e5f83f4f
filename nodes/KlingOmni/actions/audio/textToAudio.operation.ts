import type { INodeProperties } from 'n8n-workflow';
import { completions } from '../../fields/completion';
import { studioOptions } from '../../fields/options';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 2 },
		required: true,
		default: '',
		placeholder: 'e.g. Rain on a tin roof, thunder far away',
		description: 'What is heard, at most 200 characters; no speech',
	},
	{
		displayName: 'Duration',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 3, maxValue: 10, numberPrecision: 1 },
		default: 5,
		description: 'Seconds, 3 to 10; the price is the same',
	},
	...completions,
	studioOptions('video'),
];

/** Makes sounds from words; no speech (contract §21.5). */
export const operation: Operation = {
	value: 'textToAudio',
	name: 'Sound From Text',
	action: 'Make a sound from text',
	description: 'Make noises and atmosphere from words',
	fields: () => fields,
	makes: [{ product: 'textToAudio', name: 'Sound From Text', description: 'Sounds that were made from words', canBeWatched: true }],
	async execute() {
		return await runStudioJobs(this, 'textToAudio');
	},
};
