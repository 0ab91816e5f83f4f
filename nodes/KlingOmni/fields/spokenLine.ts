import type { INodeProperties } from 'n8n-workflow';
import { spokenLanguages } from '../../kling/studio/spokenLine';

/** A line, and who speaks it. */
export const spokenLine: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Our new boats are here',
		description: 'What is said, at most 1000 characters, in the language of the voice',
	},
	{
		displayName: 'Voice ID',
		name: 'voiceId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. oversea_male1',
		description: 'An ID from Kling’s voice guide for speech; the voices of your library do not work here',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: Object.entries(spokenLanguages).map(([value, name]) => ({ name, value })),
		default: 'en',
		description: 'The language of the voice',
	},
	{
		displayName: 'Speed',
		name: 'speed',
		type: 'number',
		typeOptions: { minValue: 0.8, maxValue: 2, numberPrecision: 1 },
		default: 1,
		description: 'How fast it is said: 0.8 to 2',
	},
];

/** A sound, or a line that is spoken first. @param sound the field of the sound */
export const soundOrLine = (sound: INodeProperties): INodeProperties[] => [
	{
		displayName: 'Speech',
		name: 'soundFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Line to Speak', value: 'line', description: 'A voice of Kling says a text first, for 0.05 units' },
			{ name: 'Recording', value: 'recording' },
		],
		default: 'recording',
	},
	{ ...sound, displayOptions: { show: { soundFrom: ['recording'] } } },
	...spokenLine.map((field) => ({ ...field, displayOptions: { show: { soundFrom: ['line'] } } })),
];
