import type { INodeProperties } from 'n8n-workflow';
import { drivingSound, sourceVideo } from '../../fields/attachment';
import { completions } from '../../fields/completion';
import { studioOptions, watermark } from '../../fields/options';
import { soundOrLine } from '../../fields/spokenLine';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const when = (name: string, value: string, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...field.displayOptions?.show, [name]: [value] } },
});

const volume = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
	default: 1,
	description,
});

const seconds = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description,
});

const fields: INodeProperties[] = [
	{
		displayName: 'Faces From',
		name: 'facesFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Earlier Session',
				value: 'session',
				description: 'Faces that were found within the last 24 hours; nothing is paid for them again',
			},
			{ name: 'Video', value: 'video', description: 'Find the faces of a video first, for 0.05 units' },
		],
		default: 'video',
	},
	when(
		'facesFrom',
		'video',
		sourceVideo('Whose lips move: MP4 or MOV at a public address, 2 to 60 seconds, 720p or 1080p, at most 100 MB'),
	),
	when('facesFrom', 'video', {
		displayName: 'Face',
		name: 'face',
		type: 'options',
		options: [
			{ name: 'Biggest', value: 'biggest' },
			{ name: 'By Number', value: 'number', description: 'As Find Faces counts them' },
			{ name: 'First', value: 'first', description: 'The first that comes into sight' },
		],
		default: 'biggest',
		description: 'Who speaks, where several people are seen',
	}),
	{
		displayName: 'Face Number',
		name: 'faceNumber',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		displayOptions: { show: { facesFrom: ['video'], face: ['number'] } },
	},
	when('facesFrom', 'session', {
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		required: true,
		default: '={{ $json.sessionId }}',
		description: 'The sessionId that Find Faces gave out, or an error of this node',
	}),
	when('facesFrom', 'session', {
		displayName: 'Face ID',
		name: 'faceId',
		type: 'string',
		required: true,
		default: '={{ $json.faces[0].faceId }}',
		description: 'The faceId of the face that speaks',
	}),
	...soundOrLine(drivingSound('What is spoken: MP3, WAV, M4A or AAC of 2 to 60 seconds, at most 5 MB')),
	{
		displayName: 'Timing',
		name: 'timing',
		type: 'collection',
		placeholder: 'Add Time',
		default: {},
		options: [
			seconds('Insert At', 'insertAt', 'Second of the video where the sound begins; when the face comes into sight, if left out'),
			seconds('Sound End', 'soundEnd', 'Second of the sound where it ends; at its own end or the video’s, if left out'),
			seconds('Sound Start', 'soundStart', 'Second of the sound where it begins'),
		],
	},
	volume('Sound Volume', 'soundVolume', 'How loud the sound is: 0 to 2'),
	volume('Original Volume', 'originalVolume', 'How loud the video’s own sound stays: 0 to 2'),
	...completions,
	studioOptions('video', [watermark]),
];

/** Lets a face of a video speak a recording or a line (contract §21.3). */
export const operation: Operation = {
	value: 'lipSync',
	name: 'Lip Sync',
	action: 'Let a video speak',
	description: 'Let a person of a video speak a recording or a line',
	fields: () => fields,
	makes: [{ product: 'lipSync', name: 'Lip Sync', description: 'A video whose face speaks something else', canBeWatched: true }],
	async execute() {
		return await runStudioJobs(this, 'lipSync');
	},
};
