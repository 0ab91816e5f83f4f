import type { INodeProperties } from 'n8n-workflow';
import { avatarQualities } from '../../../kling/studio/avatar.product';
import { drivingSound, image } from '../../fields/attachment';
import { completions } from '../../fields/completion';
import { studioOptions, watermark } from '../../fields/options';
import { soundOrLine } from '../../fields/spokenLine';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	image('Who speaks: JPG or PNG with one face, at most 10 MB, 300 pixels or more per side'),
	...soundOrLine(drivingSound('What is spoken: MP3, WAV, M4A or AAC of 2 to 300 seconds, at most 5 MB; the video is as long')),
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. She smiles and points at the camera',
		description: 'Gestures, mood and camera; what is said is in the sound',
	},
	{
		displayName: 'Quality',
		name: 'quality',
		type: 'options',
		options: avatarQualities.map((value) => ({ name: value, value })),
		default: '720p',
		description: 'The price of a second is 0.4 units in 720p and 0.8 in 1080p',
	},
	...completions,
	studioOptions('video', [watermark]),
];

/** Lets the face of a picture speak a recording (contract §21.2). */
export const operation: Operation = {
	value: 'avatar',
	name: 'Avatar',
	action: 'Let an image speak',
	description: 'Animate the person of a picture to speak or sing a recording',
	fields: () => fields,
	makes: [{ product: 'avatar', name: 'Avatar', description: 'A picture that speaks a recording', canBeWatched: true }],
	async execute() {
		return await runStudioJobs(this, 'avatar');
	},
};
