import type { INodeProperties } from 'n8n-workflow';
import * as editVideo from './editVideo.operation';
import * as imageToVideo from './imageToVideo.operation';
import * as motionControl from './motionControl.operation';
import * as referenceToVideo from './referenceToVideo.operation';
import * as textToVideo from './textToVideo.operation';

export const operations = { editVideo, imageToVideo, motionControl, referenceToVideo, textToVideo };

export const description = (): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['video'] } },
		options: [
			{
				name: 'Edit Video',
				value: 'editVideo',
				action: 'Edit a video',
				description: 'Change people, things, style or weather in an existing video',
			},
			{
				name: 'Image to Video',
				value: 'imageToVideo',
				action: 'Make a video from an image',
				description: 'Animate a picture, or lead from one picture to another',
			},
			{
				name: 'Motion Control',
				value: 'motionControl',
				action: 'Let an image perform the motion of a video',
				description: 'Animate the character of a picture with the movement of a video; needs a credential with an API key',
				displayOptions: { show: { service: ['kling'] } },
			},
			{
				name: 'Reference to Video',
				value: 'referenceToVideo',
				action: 'Make a video from references',
				description: 'Use the looks of pictures, elements or another video',
			},
			{ name: 'Text to Video', value: 'textToVideo', action: 'Make a video from text', description: 'Make a video from words alone' },
		],
		default: 'textToVideo',
	},
	...textToVideo.description(),
	...imageToVideo.description(),
	...referenceToVideo.description(),
	...editVideo.description(),
	...motionControl.description(),
];
