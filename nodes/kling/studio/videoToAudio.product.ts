import * as z from 'zod/v4-mini';
import { MB, onlyLimited } from '../media/limits';
import { tooLong } from '../rules/problem';
import { flag, text } from '../values';
import { common } from './parts';
import type { StudioProduct } from './product';
import { oneVideo, sourceVideoFields, sourceVideoKeys, videoOnWire } from './sourceVideo';

/** Sound and music for a video that is there (contract §21.5, R88). */

const schema = z.object({
	kind: z._default(z.literal('videoToAudio'), 'videoToAudio'),
	...sourceVideoFields,
	soundPrompt: z._default(text, ''),
	musicPrompt: z._default(text, ''),
	/** Sounds as if from close by. */
	asmr: flag,
	...common,
});

type VideoToAudioJob = z.output<typeof schema>;

export const product: StudioProduct<VideoToAudioJob> = {
	noun: 'the sound for a video',
	schema,
	path: '/v1/audio/video-to-audio',
	makes: 'audio',
	places: [{ ...sourceVideoKeys, field: 'Video', type: 'video', video: onlyLimited({ size: 100 * MB, seconds: { min: 3, max: 20 } }) }],
	rules: [
		oneVideo,
		{
			id: 'R88',
			severity: 'error',
			check: ({ soundPrompt, musicPrompt }) => [
				...tooLong('Sound Prompt', soundPrompt.length, 200),
				...tooLong('Music Prompt', musicPrompt.length, 200),
			],
		},
	],
	units: () => 0.25,
	body: ({ soundPrompt, musicPrompt, asmr, ...source }) => ({
		...videoOnWire(source),
		...(soundPrompt ? { sound_effect_prompt: soundPrompt } : {}),
		...(musicPrompt ? { bgm_prompt: musicPrompt } : {}),
		asmr_mode: asmr,
	}),
};
