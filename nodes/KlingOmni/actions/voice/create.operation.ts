import type { INodeProperties } from 'n8n-workflow';
import { checkVoiceRules } from '../../../kling/rules/checkLibraryRules';
import { completionChoice } from '../../fields/completion';
import { voiceOptions } from '../../fields/options';
import { readVoiceJob } from '../../readLibraryJobs';
import { runJobs } from '../../run/runJobs';
import { whereOffered } from '../../run/whereOffered';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Ada',
		description: 'At most 20 characters',
	},
	{
		displayName: 'Made From',
		name: 'soundSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Binary Field', value: 'binary', description: 'A recording that the input item holds' },
			{ name: 'Kling Video', value: 'video', description: 'A video that Kling 2.6 made with sound' },
			{ name: 'URL', value: 'url', description: 'A recording at a public address' },
		],
		default: 'url',
	},
	{
		displayName: 'Recording URL',
		name: 'soundUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/voice.mp3',
		description: 'MP3, WAV, MP4 or MOV: 5 to 30 seconds of one person speaking, without noise',
		displayOptions: { show: { soundSource: ['url'] } },
	},
	{
		displayName: 'Recording Binary Field',
		name: 'soundBinaryProperty',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'Kling fetches recordings from the web: the file leaves as a signed link to this n8n, which must be reachable from outside',
		displayOptions: { show: { soundSource: ['binary'] } },
	},
	{
		displayName: 'Video ID',
		name: 'videoId',
		type: 'string',
		required: true,
		default: '={{ $json.videoId }}',
		description: 'The videoId of an earlier Kling Omni node',
		displayOptions: { show: { soundSource: ['video'] } },
	},
	...completionChoice,
	voiceOptions,
];

/** Adds a voice to the account's library and waits until it can be used (contract §13, R70). */
export const operation: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a voice',
	description: 'Make a voice from a recording or from a video, to be used in videos',
	fields: () => fields,
	makes: [{ product: 'voice', name: 'Voice', description: 'A new entry of the voice library' }],
	async execute() {
		return await runJobs(
			this,
			whereOffered((context, itemIndex, { dialect }, options) => {
				const read = readVoiceJob(context, itemIndex, options);
				return read.problems ? read : { job: read.values, problems: checkVoiceRules(read.values, dialect) };
			}),
		);
	},
};
