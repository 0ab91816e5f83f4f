import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { fraction, integer, list, longId, nonEmpty, oneOf, text } from './fields';
import { CLASSIC_IMAGE } from './media';
import { requireModel } from './models';
import { badParameter } from '../refusal';
import { imageUnits } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9'] as const;
const ELEMENTS = list(z.strictObject({ element_id: longId })).optional();
const OMNI_MODELS = ['kling-image-o1', 'kling-v3-omni'] as const;
const PLAIN_MODELS = ['kling-v3', 'kling-v2-1'] as const;
/** How many pictures `series_amount: "auto"` makes here; the real service decides by the prompt. */
const AUTO_SERIES = 4;

/** Contract §14, first table. R48: the key of a picture is `image`. */
const OMNI_FIELDS = z.strictObject({
	model_name: oneOf(...OMNI_MODELS).default('kling-image-o1'),
	prompt: text(1, 2500),
	image_list: list(z.strictObject({ image: nonEmpty })).optional(),
	element_list: ELEMENTS,
	resolution: oneOf('1k', '2k', '4k').default('1k'),
	result_type: oneOf('single', 'series').default('single'),
	n: integer(1, 9).optional(),
	series_amount: z
		.union([z.number(), z.string()])
		.refine((value) => value === 'auto' || (typeof value === 'number' && Number.isInteger(value) && value >= 2 && value <= 9), {
			error: (issue) => `value '${String(issue.input)}' is invalid: a whole number from 2 to 9 or "auto" is expected`,
		})
		.optional(),
	aspect_ratio: oneOf(...RATIOS, 'auto').default('auto'),
	...COMMON_WITH_WATERMARK,
});

/** Contract §14, second table. */
const PLAIN_FIELDS = z.strictObject({
	model_name: oneOf(...PLAIN_MODELS).default('kling-v3'),
	prompt: text(1, 2500),
	negative_prompt: text(0, 2500).optional(),
	image: nonEmpty.optional(),
	image_reference: oneOf('subject', 'face').optional(),
	image_fidelity: fraction(0, 1).optional(),
	human_fidelity: fraction(0, 1).optional(),
	element_list: ELEMENTS,
	resolution: oneOf('1k', '2k').default('1k'),
	n: integer(1, 9).default(1),
	aspect_ratio: oneOf(...RATIOS).default('16:9'),
	...COMMON_WITH_WATERMARK,
});

/** Checks `POST /v1/images/omni-image`. */
export function checkOmniImage(body: JsonObject, context: Context): Job {
	requireModel(body.model_name, OMNI_MODELS);
	const fields = readClassic(OMNI_FIELDS, body);
	const { model_name: model, image_list: images = [], element_list: elements = [], resolution } = fields;
	const isSeries = fields.result_type === 'series';
	requirePrompt(fields.prompt);
	// R47; the table says that the server ignores the field that does not belong, the rule says "only with"
	if (isSeries && fields.n !== undefined) badParameter("n is not supported when result_type is 'series'");
	if (!isSeries && fields.series_amount !== undefined) badParameter("series_amount is not supported when result_type is 'single'");
	if (model !== 'kling-v3-omni' && resolution === '4k') badParameter(`resolution value '4k' is invalid for model ${model}`);
	if (model !== 'kling-v3-omni' && isSeries) badParameter(`result_type value 'series' is invalid for model ${model}`);
	requireFewReferences(images.length + elements.length);
	// R60: also when it is only the default
	if (model === 'kling-v3-omni' && fields.aspect_ratio === 'auto' && images.length + elements.length === 0) {
		badParameter("aspect_ratio value 'auto' is invalid without an image or an element");
	}
	elements.forEach(({ element_id: id }) => context.library.element(id));
	images.forEach(({ image }, at) => context.media.image(image, `image_list[${at}].image`, CLASSIC_IMAGE));

	const amount = fields.series_amount === 'auto' ? AUTO_SERIES : Number(fields.series_amount ?? 4);
	const count = isSeries ? amount : (fields.n ?? 1);
	return {
		...classicJob(fields),
		product: 'omni-image',
		model,
		body,
		texts: [fields.prompt],
		charge: { pack: 'image', units: imageUnits(model, resolution, images.length, count), weight: count },
		outcome: { kind: 'images', count, series: isSeries },
	};
}

/** Checks `POST /v1/images/generations`. */
export function checkImageGeneration(body: JsonObject, context: Context): Job {
	requireModel(body.model_name, PLAIN_MODELS);
	const fields = readClassic(PLAIN_FIELDS, body);
	const { model_name: model, image, element_list: elements = [], n: count } = fields;
	requirePrompt(fields.prompt);
	checkReference(fields);
	requireFewReferences((image ? 1 : 0) + elements.length);
	elements.forEach(({ element_id: id }) => context.library.element(id));
	if (image) context.media.image(image, 'image', CLASSIC_IMAGE);
	return {
		...classicJob(fields),
		product: 'images-generations',
		model,
		body,
		texts: [fields.prompt],
		charge: { pack: 'image', units: imageUnits(model, fields.resolution, image ? 1 : 0, count), weight: count },
		outcome: { kind: 'images', count, series: false },
	};
}

/** R59. */
function checkReference(fields: z.output<typeof PLAIN_FIELDS>): void {
	const { model_name: model, image, image_reference: reference } = fields;
	if (reference && !image) badParameter('image can not be null when image_reference is set');
	if (fields.negative_prompt && image) badParameter('negative_prompt is not supported with image');
	if (model === 'kling-v2-1') {
		if (fields.element_list) badParameter(`element_list is not supported by model ${model}`);
		if (fields.human_fidelity !== undefined && reference !== 'subject')
			badParameter("human_fidelity is only supported when image_reference is 'subject'");
		return;
	}
	for (const field of ['image_reference', 'image_fidelity', 'human_fidelity'] as const) {
		if (fields[field] !== undefined) badParameter(`${field} is not supported by model ${model}`);
	}
}

function requirePrompt(prompt: string): void {
	if (!prompt.trim()) badParameter('prompt can not be null');
}

/** R47. */
function requireFewReferences(count: number): void {
	if (count > 10) badParameter('images and elements: at most 10 in total');
}
