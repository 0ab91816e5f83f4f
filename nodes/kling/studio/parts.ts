import * as z from 'zod/v4-mini';
import { media } from '../jobParts';
import { flag, id, optionalText } from '../values';

/** What the jobs of several products have. */

export const common = { callbackUrl: optionalText };

export const withWatermark = { ...common, watermark: flag };

/** The id of something that Kling made; empty means none. */
export const optionalId = z.optional(
	z.pipe(
		id,
		z.transform((value) => value || undefined),
	),
);

export const optionalMedia = z.optional(media);
