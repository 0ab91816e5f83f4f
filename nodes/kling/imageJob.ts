import * as z from 'zod/v4-mini';
import { imageRatios, imageResolutions, pictureUses, resultTypes } from './imageModels';
import { element, pictureRow } from './jobParts';
import { filledText, flag, listOf, number, oneOf, optionalText, text, wholeNumber } from './values';

/** A job that makes pictures (contract §14). Keys are the panel's parameter names, as in `job.ts`. */
export const imageJob = z.object({
	kind: z._default(z.literal('image'), 'image'),
	model: filledText,
	prompt: z._default(text, ''),
	negativePrompt: optionalText,
	images: z._default(listOf(pictureRow(['reference'], 'reference')), []),
	elements: z._default(listOf(element), []),
	pictureUse: z._default(oneOf(pictureUses), 'none'),
	/** How closely the picture, or its face, is followed: 0 to 1. */
	pictureFidelity: z.optional(number),
	faceFidelity: z.optional(number),
	resolution: z._default(oneOf(imageResolutions), '1k'),
	resultType: z._default(oneOf(resultTypes), 'single'),
	/** Of single images. */
	count: z._default(wholeNumber, 1),
	/** Of images in a series; `auto` leaves it to the prompt. */
	seriesAmount: z._default(z.union([oneOf(['auto']), wholeNumber], { error: 'must be a whole number or “auto”' }), 4),
	aspectRatio: z._default(oneOf(imageRatios), '16:9'),
	watermark: flag,
	callbackUrl: optionalText,
});

export type ImageJob = z.output<typeof imageJob>;

/** How many images a job makes; not known beforehand where the prompt decides. */
export function imageCount({ resultType, count, seriesAmount }: ImageJob): number | undefined {
	if (resultType === 'single') return count;
	return seriesAmount === 'auto' ? undefined : seriesAmount;
}
