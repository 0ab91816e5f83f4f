import type { INodeProperties } from 'n8n-workflow';

/** Which way the person of the picture faces; decides how long the motion video may be, and whether an element fits (R68). */
export const characterOrientation: INodeProperties = {
	displayName: 'Character Orientation',
	name: 'characterOrientation',
	type: 'options',
	options: [
		{ name: 'Like the Image', value: 'image', description: 'The motion video may last 3 to 10 seconds' },
		{ name: 'Like the Video', value: 'video', description: 'The motion video may last 3 to 30 seconds' },
	],
	default: 'video',
	description: 'Which way the character faces',
};
