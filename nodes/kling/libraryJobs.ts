import * as z from 'zod/v4-mini';
import { elementKinds } from './models';
import { media, pictureRow } from './jobParts';
import { listOf, oneOf, optionalId, optionalText, someOf, text } from './values';

/** Jobs that add an element or a voice to the account's library (contract §13). Keys are the panel's parameter names. */

/** The vendor's tags and what they stand for. */
export const elementTags = {
	o_101: 'Hottest',
	o_102: 'Character',
	o_103: 'Animal',
	o_104: 'Item',
	o_105: 'Costume',
	o_106: 'Scene',
	o_107: 'Effect',
	o_108: 'Others',
} as const;

const viewRoles = ['frontal', 'other'] as const;

export const elementJob = z.object({
	kind: z._default(z.literal('element'), 'element'),
	name: text,
	description: text,
	/** From pictures, or from a clip of a person. */
	elementKind: z._default(oneOf(elementKinds), 'multiImage'),
	images: z._default(listOf(pictureRow(viewRoles, 'other')), []),
	video: z.optional(z.object({ media })),
	voiceId: optionalId,
	tags: z._default(someOf(Object.keys(elementTags)), []),
	callbackUrl: optionalText,
});

export type ElementJob = z.output<typeof elementJob>;

export const voiceJob = z.object({
	kind: z._default(z.literal('voice'), 'voice'),
	name: text,
	/** Somebody speaking, as sound or video… */
	sound: z.optional(media),
	/** … or the id of a video that Kling made with sound. */
	videoId: optionalId,
	callbackUrl: optionalText,
});

export type VoiceJob = z.output<typeof voiceJob>;
