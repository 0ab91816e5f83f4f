import * as z from 'zod/v4-mini';
import { element, media, orText, pictureRow } from './jobParts';
import { aspectRatios, qualities, shotKinds, videoOperations } from './models';
import { filledText, flag, group, id, listOf, number, oneOf, optionalText, prepared, text, wholeSeconds } from './values';

/**
 * A video job in the project's own words, whatever dialect will carry it; the others have a file each.
 *
 * Keys are the panel's parameter names, so that a schema issue's path names the field a person filled in. The schemas
 * check each value alone; what values exclude each other is in `rules/`.
 */

const imageRoles = ['firstFrame', 'lastFrame', 'reference'] as const;

const voice = prepared(orText('id'), group({ id: id.check(z.refine(Boolean, { error: 'is empty' })) }, 'an ID'));

/** A list from elsewhere may call the seconds a duration. */
const shot = prepared(
	(value) =>
		value && typeof value === 'object' && 'duration' in value && !('seconds' in value) ? { ...value, seconds: value.duration } : value,
	group({ prompt: text, seconds: wholeSeconds }, 'an entry with prompt and seconds'),
);

export const videoJob = z.object({
	kind: z._default(z.literal('video'), 'video'),
	operation: z.enum(videoOperations),
	model: filledText,
	prompt: z._default(text, ''),
	negativePrompt: optionalText,
	cfgScale: z.optional(number),
	shots: z._default(oneOf(shotKinds), 'single'),
	storyboard: z._default(listOf(shot), []),
	/** Whole seconds; absent where the shots or the source video decide. */
	duration: z.optional(wholeSeconds),
	quality: z._default(oneOf(qualities), '1080p'),
	aspectRatio: z.optional(oneOf(aspectRatios)),
	sound: flag,
	images: z._default(listOf(pictureRow(imageRoles, 'reference')), []),
	elements: z._default(listOf(element), []),
	voices: z._default(listOf(voice), []),
	/** `base` is edited, `feature` is imitated, `motion` lends its movement. */
	video: z.optional(z.object({ role: z.enum(['base', 'feature', 'motion']), media, keepSound: flag })),
	characterOrientation: z.optional(oneOf(['image', 'video'])),
	watermark: flag,
	callbackUrl: optionalText,
});

export type VideoJob = z.output<typeof videoJob>;

/** Length of the finished video in seconds as far as the job decides it: the shots' sum, or Duration. */
export function requestedSeconds(job: VideoJob): number | undefined {
	return job.shots === 'storyboard' ? job.storyboard.reduce((total, { seconds }) => total + seconds, 0) : job.duration;
}
