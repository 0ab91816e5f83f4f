import * as z from 'zod/v4-mini';
import { media, wireMedia } from '../jobParts';
import { tooLong } from '../rules/problem';
import { oneOf, text } from '../values';
import { oneSound, soundOnWire, soundPlace } from './drivingSound';
import { optionalId, optionalMedia, withWatermark } from './parts';
import type { StudioProduct } from './product';

/** A picture that speaks a recording (contract §21.2, R77–R79). */

export const avatarQualities = ['720p', '1080p'] as const;

const schema = z.object({
	kind: z._default(z.literal('avatar'), 'avatar'),
	image: media,
	sound: optionalMedia,
	audioId: optionalId,
	/** Gestures, mood, camera. */
	prompt: z._default(text, ''),
	quality: z._default(oneOf(avatarQualities), '720p'),
	...withWatermark,
});

export type AvatarJob = z.output<typeof schema>;

const unitsPerSecond = { '720p': 0.4, '1080p': 0.8 };

export const avatar: StudioProduct<AvatarJob> = {
	product: 'avatar',
	schema,
	path: '/v1/videos/avatar/image2video',
	makes: 'video',
	places: [{ key: 'image', field: 'Image', type: 'picture' }, soundPlace(300)],
	rules: [oneSound, { id: '§21.2', severity: 'error', check: ({ prompt }) => tooLong('Prompt', prompt.length, 2500) }],
	// C40: the sound's whole seconds count
	units: ({ quality }, { soundSeconds }) => (soundSeconds === undefined ? undefined : unitsPerSecond[quality] * Math.floor(soundSeconds)),
	body: ({ image, prompt, quality, ...sound }) => ({
		image: wireMedia(image),
		...soundOnWire(sound),
		...(prompt ? { prompt } : {}),
		mode: quality === '720p' ? 'std' : 'pro',
	}),
};
