import * as z from 'zod/v4-mini';
import { aspectRatios, elementKinds, qualities, shotKinds, videoOperations } from './models';
import type { ImageJob } from './imageJob';
import type { ElementJob, VoiceJob } from './libraryJobs';
import type { StudioJob } from './studio/products';
import { address, flag, group, id, listOf, number, oneOf, optionalText, prepared, text, wholeSeconds } from './values';

/**
 * A job in the project's own words, whatever dialect will carry it; the video job is here, the others have a file each.
 *
 * Keys are the panel's parameter names, so that a schema issue's path names the field a person filled in. The schemas
 * check each value alone; what values exclude each other is in `choices.ts` and `rules.ts`.
 */

/** A picture or video: a public URL, an n8n binary field, or (read from one) raw base64 without a `data:` prefix. */
export type Media = { url: string } | { binaryProperty: string } | { base64: string };

export const imageRoles = ['firstFrame', 'lastFrame', 'reference'] as const;
export type ImageRole = (typeof imageRoles)[number];

const mediaFields = {
	source: z.optional(oneOf(['url', 'binary'])),
	url: z.optional(address),
	binaryProperty: optionalText,
};

const isFilled = z.refine<{ url?: string | undefined; binaryProperty?: string | undefined }>(
	({ url, binaryProperty }) => Boolean(url) !== Boolean(binaryProperty),
	{ error: 'needs either a URL or the name of a binary field' },
);

export const media = z.pipe(z.object(mediaFields).check(isFilled), z.transform(toMedia));

/** In a list made by an expression, a bare text stands for a URL or an id. */
const orText = (key: string) => (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? { [key]: value } : value);

/** A row of pictures, each with one of the given roles, the first unless it says otherwise. */
export const pictureRow = <const Roles extends readonly string[]>(roles: Roles, usual: Roles[number]) =>
	prepared(
		orText('url'),
		z.pipe(
			group({ role: z._default(oneOf(roles), usual as never), name: optionalText, ...mediaFields }, 'a URL, or an entry with one').check(
				isFilled,
			),
			z.transform(({ role, name, ...from }) => ({ role, media: toMedia(from), ...(name ? { name } : {}) })),
		),
	);

export const element = prepared(
	orText('id'),
	z.pipe(
		group(
			{
				id: id.check(z.refine((value) => /^\d+$/.test(value), { error: 'must be a number of digits only' })),
				kind: z._default(oneOf(elementKinds), 'multiImage'),
				name: optionalText,
			},
			'an ID, or an entry with one',
		),
		z.transform(({ name, ...rest }) => ({ ...rest, ...(name ? { name } : {}) })),
	),
);

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
	model: text,
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

/** Anything that can be ordered. */
export type Job = VideoJob | ImageJob | ElementJob | VoiceJob | StudioJob;

/** Length of the finished video in seconds as far as the job decides it: the shots' sum, or Duration. */
export function requestedSeconds(job: VideoJob): number | undefined {
	return job.shots === 'storyboard' ? job.storyboard.reduce((total, { seconds }) => total + seconds, 0) : job.duration;
}

/** A picture, video or recording as every wire takes it: an address, or raw base64 (R27). */
export function wireMedia(media: Media): string {
	if ('url' in media) return media.url;
	if ('base64' in media) return media.base64;
	throw new Error(`the binary field ${media.binaryProperty} reached the encoder before it was read`);
}

function toMedia({ url, binaryProperty }: { url?: string; binaryProperty?: string }): Media {
	return url ? { url: addressOf(url) } : { binaryProperty: binaryProperty ?? '' };
}

/** An address as it goes over the wire: file names with spaces are common, two addresses in one cell are a mistake. */
function addressOf(typed: string): string {
	const [url, ...others] = typed.trim().split(/(?=\shttps?:)/);
	return url && others.length === 0 && /^https?:/i.test(url) ? url.replace(/\s/g, encodeURIComponent) : typed;
}
