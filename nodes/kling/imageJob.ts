import * as z from 'zod/v4';
import { imageRatios, imageResolutions, pictureUses, resultTypes } from './imageModels';
import { element, pictureRow } from './job';
import { flag, listOf, number, oneOf, optionalText, text, wholeNumber } from './values';

/** A job that makes pictures (contract §14). Keys are the panel's parameter names, as in `job.ts`. */
export const imageJob = z.object({
	kind: z.literal('image').default('image'),
	model: text,
	prompt: text.default(''),
	negativePrompt: optionalText,
	images: listOf(pictureRow(['reference'], 'reference')).default([]),
	elements: listOf(element).default([]),
	pictureUse: oneOf(pictureUses).default('none'),
	/** How closely the picture, or its face, is followed: 0 to 1. */
	pictureFidelity: number.optional(),
	faceFidelity: number.optional(),
	resolution: oneOf(imageResolutions).default('1k'),
	resultType: oneOf(resultTypes).default('single'),
	/** Of single images. */
	count: wholeNumber.default(1),
	/** Of images in a series; `auto` leaves it to the prompt. */
	seriesAmount: z.union([oneOf(['auto']), wholeNumber], { error: 'must be a whole number or “auto”' }).default(4),
	aspectRatio: oneOf(imageRatios).default('16:9'),
	watermark: flag,
	callbackUrl: optionalText,
});

export type ImageJob = z.output<typeof imageJob>;

/** How many images a job makes; not known beforehand where the prompt decides. */
export function imageCount({ resultType, count, seriesAmount }: ImageJob): number | undefined {
	if (resultType === 'single') return count;
	return seriesAmount === 'auto' ? undefined : seriesAmount;
}
