import type { INodeProperties } from 'n8n-workflow';
import { sourceVideo } from '../../fields/attachment';
import { completions } from '../../fields/completion';
import { studioOptions } from '../../fields/options';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	sourceVideo('MP4 or MOV at a public address: 3 to 20 seconds, at most 100 MB'),
	{
		displayName: 'Sound Prompt',
		name: 'soundPrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Waves lap against a wooden hull, gulls far away',
		description: 'What is heard in the video, at most 200 characters; Kling decides if it is empty',
	},
	{
		displayName: 'Music Prompt',
		name: 'musicPrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Calm piano',
		description: 'The music behind it, at most 200 characters; Kling decides if it is empty',
	},
	{
		displayName: 'ASMR',
		name: 'asmr',
		type: 'boolean',
		default: false,
		description: 'Whether every small sound is heard as if from close by',
	},
	...completions,
	studioOptions('video'),
];

/** Gives a silent or edited video sound and music (contract §21.5). */
export const operation: Operation = {
	value: 'videoToAudio',
	name: 'Sound for a Video',
	action: 'Make sound for a video',
	description: 'Give a silent or edited video sounds and music; the item has the video with its sound, and the sound alone',
	fields: () => fields,
	makes: [
		{ product: 'videoToAudio', name: 'Sound for a Video', description: 'Sounds and music that were made for a video', canBeWatched: true },
	],
	async execute() {
		return await runStudioJobs(this, 'videoToAudio');
	},
};
