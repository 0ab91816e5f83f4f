import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { allowed, limitsOn } from '../../kling/rules/choices';
import type { Choice, Choices, Situation } from '../../kling/rules/situation';
import type { AspectRatio, Quality, Shots, VideoOperation } from '../../kling/models';
import { variants, type Selector } from '../panels';

/** The fields whose options depend on what was chosen above them; which options, the capability table says. */

type Texts<Value extends string> = Record<Value, { name: string; description?: string }>;

const shotTexts: Texts<Shots> = {
	single: { name: 'Single', description: 'One continuous shot' },
	storyboard: { name: 'Storyboard', description: 'Up to six shots, each with its own prompt and length' },
	auto: { name: 'Automatic', description: 'Kling plans the shots from the prompt' },
};

const qualityTexts: Texts<Quality> = {
	'720p': { name: '720p', description: 'HD; the lowest price' },
	'1080p': { name: '1080p', description: 'Full HD' },
	'4k': { name: '4K', description: 'Costs three to five times as much as 720p' },
};

const ratioTexts: Texts<AspectRatio> = {
	'16:9': { name: '16:9 — YouTube, Landscape' },
	'9:16': { name: '9:16 — Reel, TikTok, Short' },
	'1:1': { name: '1:1 — Square Post' },
	'21:9': { name: '21:9 — Cinema' },
	auto: { name: 'Automatic', description: 'Follows what is attached' },
};

const optionsOf = <Value extends string>(texts: Partial<Texts<Value>>, values: readonly Value[]): INodePropertyOptions[] =>
	values.map((value) => ({ value, ...(texts[value] ?? { name: value }) }));

/** A field with a list of options, offered as far as the situation allows; hidden where there is nothing to choose. */
function choice<C extends Choice & ('shots' | 'quality' | 'aspectRatio')>(
	operation: VideoOperation,
	field: C,
	by: readonly Selector[],
	base: Omit<INodeProperties, 'type'>,
	texts: Partial<Texts<Choices[C] & string>>,
): INodeProperties[] {
	return variants(
		operation,
		{ ...base, type: 'options' },
		by,
		(situation) => {
			const values = allowed(field, situation).filter((value) => value in texts) as Array<Choices[C] & string>;
			return values.length < 2 ? undefined : { values, usual: usualValue(field, situation, values, base.default) };
		},
		({ values, usual }) => ({ options: optionsOf(texts, values), default: usual as string }),
	);
}

/** What a field holds that nobody touched: the given default, unless a rule is against it or warns of it (R55). */
function usualValue<C extends Choice>(field: C, situation: Situation, values: Array<Choices[C]>, given: unknown): Choices[C] {
	const warning = limitsOn(field, situation).find(({ severity }) => severity === 'warning');
	const sound = warning?.left.filter((value) => values.includes(value)) ?? values;
	return sound.find((value) => value === given) ?? sound[0]!;
}

/** A field that is shown as it is, wherever the person has a choice about it. */
export function whereChosen(operation: VideoOperation, choice: Choice, by: readonly Selector[], field: INodeProperties): INodeProperties[] {
	return variants(
		operation,
		field,
		by,
		(situation) => (allowed(choice, situation).length > 1 ? true : undefined),
		() => ({}),
	);
}

export const shots = (operation: VideoOperation): INodeProperties[] =>
	choice(
		operation,
		'shots',
		['dialect', 'model', 'video'],
		{ displayName: 'Shots', name: 'shots', noDataExpression: true, default: 'single' },
		shotTexts,
	);

export const quality = (operation: VideoOperation): INodeProperties[] =>
	choice(operation, 'quality', ['model', 'lastFrame'], { displayName: 'Quality', name: 'quality', default: '1080p' }, qualityTexts);

export const aspectRatio = (operation: VideoOperation): INodeProperties[] =>
	choice(
		operation,
		'aspectRatio',
		['model', 'video', 'firstFrame'],
		{ displayName: 'Aspect Ratio', name: 'aspectRatio', default: '16:9', description: 'The format of the video' },
		ratioTexts,
	);

export const sound = (operation: VideoOperation): INodeProperties[] =>
	whereChosen(operation, 'sound', ['model', 'lastFrame', 'video', 'quality'], {
		displayName: 'Sound',
		name: 'sound',
		type: 'boolean',
		default: false,
		description: 'Whether to generate speech, effects and ambience along with the picture; costs more',
	});

/** A number between bounds, or a list where only certain lengths exist; a storyboard's shots decide it themselves (R5). */
export const duration = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		{
			displayName: 'Duration (Seconds)',
			name: 'duration',
			type: 'number',
			default: 5,
			description: 'Length of the video; Kling bills per second',
		},
		['dialect', 'model', 'lastFrame', 'video', 'shots'],
		(situation) => {
			const seconds = allowed('duration', situation);
			return situation.shots === 'storyboard' || seconds.length === 0 ? undefined : seconds;
		},
		(seconds) => {
			const [first, last] = [seconds[0]!, seconds.at(-1)!];
			if (last - first === seconds.length - 1)
				return { typeOptions: { minValue: first, maxValue: last, numberPrecision: 0 }, hint: `${first} to ${last} seconds` };
			return { type: 'options', options: seconds.map((value) => ({ name: String(value), value })) };
		},
	);

const keepSoundField: INodeProperties = {
	displayName: 'Keep Original Sound',
	name: 'keepSound',
	type: 'boolean',
	default: false,
	description: 'Whether the new video keeps the sound of the source video',
};

/** Motion control keeps it unless told otherwise (§15.3). */
export const keepSound = (operation: VideoOperation): INodeProperties[] =>
	whereChosen(operation, 'keepSound', ['dialect', 'model', 'video'], {
		...keepSoundField,
		default: operation === 'motionControl',
	});

export const negativePrompt = (operation: VideoOperation): INodeProperties[] =>
	whereChosen(operation, 'negativePrompt', ['dialect', 'model'], {
		displayName: 'Negative Prompt',
		name: 'negativePrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. blur, text, watermark',
		description: 'What the video should not show',
	});
