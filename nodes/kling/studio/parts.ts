import * as z from 'zod/v4-mini';
import { media } from '../jobParts';
import { flag, optionalText } from '../values';

/** What the jobs of several products have. */

export const common = { callbackUrl: optionalText };

export const withWatermark = { ...common, watermark: flag };

export const optionalMedia = z.optional(media);
