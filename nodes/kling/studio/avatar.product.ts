import * as z from 'zod/v4-mini';
import { media, wireMedia } from '../jobParts';
import { tooLong } from '../rules/problem';
import { oneOf, optionalId, text } from '../values';
import { soundOnWire, soundPlace, speakFirst, spokenSound } from './drivingSound';
import { optionalMedia, withWatermark } from './parts';
import type { StudioProduct } from './product';
import { lineUnits, soundFrom, spokenFields } from './spokenLine';

/** A picture that speaks a recording (contract §21.2, R77–R79). */

export const avatarQualities = ['720p', '1080p'] as const;

const schema = z.object({
	kind: z._default(z.literal('avatar'), 'avatar'),
	image: media,
	soundFrom,
	sound: optionalMedia,
	audioId: optionalId,
	...spokenFields,
	/** Gestures, mood, camera. */
	prompt: z._default(text, ''),
	quality: z._default(oneOf(avatarQualities), '720p'),
	...withWatermark,
});

type AvatarJob = z.output<typeof schema>;

const unitsPerSecond = { '720p': 0.4, '1080p': 0.8 };

export const product: StudioProduct<AvatarJob> = {
	noun: 'an avatar’s video',
	schema,
	path: '/v1/videos/avatar/image2video',
	makes: 'video',
	places: [{ key: 'image', field: 'Image', type: 'picture' }, soundPlace(300)],
	rules: [spokenSound, { id: '§21.2', severity: 'error', check: ({ prompt }) => tooLong('Prompt', prompt.length, 2500) }],
	// C40: the sound's whole seconds count
	units: ({ quality, text: said }, { soundSeconds }) =>
		soundSeconds === undefined ? undefined : unitsPerSecond[quality] * Math.floor(soundSeconds) + (said ? lineUnits : 0),
	before: speakFirst,
	body: ({ image, prompt, quality, text: said, ...sound }) => ({
		image: wireMedia(image),
		...(said ? { audio_id: '(of the line that is spoken first)' } : soundOnWire(sound)),
		...(prompt ? { prompt } : {}),
		mode: quality === '720p' ? 'std' : 'pro',
	}),
};
