import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
	imageModel,
	imageModels,
	imageResolutions,
	pictureUses,
	resultTypes,
	type ImageRatio,
	type ImageResolution,
	type PictureUse,
	type ResultType,
} from '../../kling/imageModels';
import { usdPerImageUnit, usdText } from '../../kling/pricing';
import { imageAllowed, type ImageChoices, type ImageSituation } from '../../kling/rules/imageChoices';
import { anyOther, displayVariants, type Panel, type Shape } from '../displayVariants';
import { elementRows, elementsField } from './library';
import { imagesField, pictureRows } from './pictures';

/** The fields of Image → Generate; what they offer, the table of image models says. */

interface Selection {
	model: string;
	imageInput: 'text' | 'references';
	pictureUse: PictureUse;
	resultType: ResultType;
	resolution: ImageResolution;
}
type PanelSituation = ImageSituation & Pick<Selection, 'resolution'>;

const domains: Panel<Selection, PanelSituation>['domains'] = {
	model: [...Object.keys(imageModels), anyOther],
	imageInput: ['text', 'references'],
	pictureUse: pictureUses,
	resultType: resultTypes,
	resolution: imageResolutions,
};

const situationOf = ({ model, imageInput, pictureUse, resultType, resolution }: Selection): PanelSituation => ({
	model: imageModel(model),
	pictures: imageInput === 'references',
	elements: false,
	resultType,
	pictureUse,
	resolution,
});

const panel: Panel<Selection, PanelSituation> = {
	domains,
	neutral: { model: anyOther, imageInput: 'text', pictureUse: 'none', resultType: 'single', resolution: '1k' },
	reachable: (selection, selector) => {
		if (selector === 'model' || selector === 'imageInput') return domains[selector];
		return imageAllowed(selector as keyof Selection & keyof ImageChoices, situationOf(selection)) as never;
	},
	situationOf,
};

const variants = <Offer>(
	base: INodeProperties,
	by: ReadonlyArray<keyof Selection>,
	offer: (situation: PanelSituation) => Offer | undefined,
	shape: (offer: Offer) => Shape,
) => displayVariants(panel, base, by, offer, shape);

/** A field that is shown as it is, wherever it can be set. */
const where = (base: INodeProperties, by: ReadonlyArray<keyof Selection>, isOffered: (situation: ImageSituation) => boolean) =>
	variants(
		base,
		by,
		(situation) => (isOffered(situation) ? true : undefined),
		() => ({}),
	);

/** A list of options, hidden where there is nothing to choose. */
function choice<C extends 'resolution' | 'resultType' | 'aspectRatio' | 'pictureUse'>(
	field: C,
	by: ReadonlyArray<keyof Selection>,
	base: Omit<INodeProperties, 'type'>,
	texts: Partial<Record<ImageChoices[C], Omit<INodePropertyOptions, 'value'>>>,
): INodeProperties[] {
	return variants(
		{ ...base, type: 'options' },
		by,
		(situation) => {
			const values = imageAllowed(field, situation);
			return values.length < 2 ? undefined : values;
		},
		(values) => ({ options: values.map((value) => ({ value, ...(texts[value] ?? { name: value }) })) }),
	);
}

const imageInput: INodeProperties = {
	displayName: 'Made From',
	name: 'imageInput',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Text', value: 'text', description: 'Words alone' },
		{ name: 'Text and References', value: 'references', description: 'Words, pictures and elements' },
	],
	default: 'text',
	description: 'What the images are made from',
};

export const imageInputs: INodeProperties[] = [
	imageInput,
	...variants(
		imagesField,
		['model', 'imageInput'],
		({ pictures }) => (pictures ? true : undefined),
		() => pictureRows({}),
	),
	...choice(
		'pictureUse',
		['model', 'imageInput'],
		{
			displayName: 'Use of the Picture',
			name: 'pictureUse',
			noDataExpression: true,
			default: 'none',
			description: 'What the images take from the picture',
		},
		{
			none: { name: 'Everything' },
			subject: { name: 'Subject', description: 'The person or thing in it' },
			face: { name: 'Face', description: 'The one face in it' },
		},
	),
	...where(
		{
			displayName: 'Picture Fidelity',
			name: 'pictureFidelity',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.5,
			description: 'How closely the picture is followed: 0 is freest, 1 is closest',
		},
		['model', 'imageInput'],
		(situation) => imageAllowed('pictureFidelity', situation).includes(true),
	),
	...where(
		{
			displayName: 'Face Fidelity',
			name: 'faceFidelity',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.45,
			description: 'How closely the subject’s face is followed: 0 is freest, 1 is closest',
		},
		['model', 'imageInput', 'pictureUse'],
		(situation) => imageAllowed('faceFidelity', situation).includes(true),
	),
	...variants(
		elementsField,
		['model', 'imageInput'],
		(situation) => (situation.pictures && imageAllowed('element', situation).includes(true) ? true : undefined),
		() => elementRows({ kinds: ['multiImage'] }),
	),
];

export const imagePrompt: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. A paper boat on a calm harbour at dusk, watercolour',
	description: 'What the images show. Mention attachments as @image1 or @element1.',
};

export const imageNegativePrompt: INodeProperties[] = where(
	{
		displayName: 'Negative Prompt',
		name: 'negativePrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. blur, text, watermark',
		description: 'What the images should not show',
	},
	['model', 'imageInput'],
	(situation) => imageAllowed('negativePrompt', situation).includes(true),
);

const seriesAmounts = [
	{ name: 'Automatic', value: 'auto' },
	...Array.from({ length: 8 }, (_, i) => ({ name: String(i + 2), value: i + 2 })),
];

const ratioTexts: Partial<Record<ImageRatio, Omit<INodePropertyOptions, 'value'>>> = {
	'16:9': { name: '16:9 — YouTube, Landscape' },
	'9:16': { name: '9:16 — Reel, TikTok, Short' },
	'1:1': { name: '1:1 — Square Post' },
	auto: { name: 'Automatic', description: 'As the references have it' },
};

/** How many images of what size. */
export const imageOutputs: INodeProperties[] = [
	...choice(
		'resultType',
		['model'],
		{ displayName: 'Result', name: 'resultType', noDataExpression: true, default: 'single' },
		{
			single: { name: 'Single Images', description: 'Different answers to the prompt' },
			series: { name: 'Series', description: 'Images that belong together, such as the pages of a story' },
		},
	),
	...where(
		{
			displayName: 'Number of Images',
			name: 'count',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 9, numberPrecision: 0 },
			default: 1,
			description: 'Kling bills per image',
		},
		['model', 'resultType'],
		({ resultType }) => resultType === 'single',
	),
	...where(
		{
			displayName: 'Images in the Series',
			name: 'seriesAmount',
			type: 'options',
			options: seriesAmounts,
			default: 4,
			description: 'Kling bills per image; Automatic leaves the number, and so the cost, to the prompt',
		},
		['model', 'resultType'],
		({ resultType }) => resultType === 'series',
	),
	...choice(
		'resolution',
		['model'],
		{ displayName: 'Resolution', name: 'resolution', default: '1k', description: 'Size of the images' },
		{ '1k': { name: '1K' }, '2k': { name: '2K' }, '4k': { name: '4K', description: 'Costs twice as much' } },
	),
	...choice(
		'aspectRatio',
		['model', 'imageInput'],
		{ displayName: 'Aspect Ratio', name: 'aspectRatio', default: '16:9', description: 'The format of the images' },
		ratioTexts,
	),
];

/** What an image costs by Kling's list. */
export const imagePriceNotice: INodeProperties[] = variants(
	{ displayName: '', name: 'priceNotice', type: 'notice', default: '' },
	['model'],
	({ model: { prices } }) => {
		const { words, picture } = prices;
		if (words['1k'] === undefined) return undefined;
		const dearest = words['4k'] === undefined ? '' : `, ${usdText(words['4k'], usdPerImageUnit)} in 4K`;
		const withPicture = picture?.['1k'] === undefined ? '' : `, ${usdText(picture['1k'], usdPerImageUnit)} with a reference picture`;
		return `Price of an image: ${usdText(words['1k'], usdPerImageUnit)}${dearest}${withPicture}`;
	},
	(displayName) => ({ displayName }),
);
