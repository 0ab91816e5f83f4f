import type { INodeProperties } from 'n8n-workflow';
import type { PromptPart } from '../../kling/prompt';
import { listed } from '../../kling/values';

/** What the video shows: one prompt, a prompt in parts, or a row per shot. */

const unlessStoryboard = { shots: ['storyboard'] };

const partTexts: Record<PromptPart, { displayName: string; placeholder: string; description: string }> = {
	subject: {
		displayName: 'Subject',
		placeholder: 'e.g. A red paper boat',
		description: 'Who or what the video is about, and how it looks',
	},
	action: {
		displayName: 'Action',
		placeholder: 'e.g. drifts past the rocks and spins once',
		description: 'What the subject does, in the order in which it happens',
	},
	scene: { displayName: 'Scene', placeholder: 'e.g. in a small harbour at low tide', description: 'Where it happens, and what is around' },
	camera: {
		displayName: 'Camera',
		placeholder: 'e.g. Slow dolly in, close to the water',
		description: 'Framing and movement of the camera',
	},
	light: { displayName: 'Light and Mood', placeholder: 'e.g. Warm evening light, calm', description: 'Light, colours and atmosphere' },
	dialogue: {
		displayName: 'Dialogue and Sound',
		placeholder: 'e.g. Gulls; a woman says: "There it goes."',
		description: 'What is said and heard; has an effect with Sound on',
	},
};

/** A prompt in parts. */
export const promptParts = Object.entries(partTexts).map(([name, texts]): INodeProperties => ({
	...texts,
	name,
	type: 'string',
	default: '',
	displayOptions: { show: { promptMode: ['guided'] }, hide: unlessStoryboard },
}));

/** @param attachments what the prompt may refer to, as it writes it */
export const prompt = (...attachments: string[]): INodeProperties => ({
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. A paper boat drifts past a lighthouse at dusk, slow dolly in',
	description: 'What happens in the video',
	...(attachments.length ? { hint: `Mention what you attach as ${listed(attachments)}` } : {}),
	displayOptions: { hide: { ...unlessStoryboard, promptMode: ['guided'] } },
});

export const promptMode: INodeProperties = {
	displayName: 'Prompt Mode',
	name: 'promptMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Free Text', value: 'text', description: 'One text in your own words' },
		{ name: 'Guided', value: 'guided', description: 'A field for each part of a good prompt; Dry Run shows what they become' },
	],
	default: 'text',
	displayOptions: { hide: unlessStoryboard },
};

export const storyboard: INodeProperties = {
	displayName: 'Storyboard',
	name: 'storyboard',
	type: 'fixedCollection',
	placeholder: 'Add Shot',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		fixedCollection: { itemTitle: '={{ "Shot " + ($collection.item.index + 1) }}' },
	},
	default: { shot: [{ prompt: '', seconds: 3 }] },
	description: 'Up to six shots; the video is as long as their seconds together',
	displayOptions: { show: { shots: ['storyboard'] } },
	options: [
		{
			displayName: 'Shot',
			name: 'shot',
			values: [
				{
					displayName: 'Prompt',
					name: 'prompt',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Wide: rain on a tin roof',
					description: 'What this shot shows, at most 512 characters',
				},
				{
					displayName: 'Seconds',
					name: 'seconds',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 15, numberPrecision: 0 },
					default: 3,
				},
			],
		},
	],
};
