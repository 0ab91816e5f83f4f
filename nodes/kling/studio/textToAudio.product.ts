import * as z from 'zod/v4-mini';
import { between, needed } from '../rules/problem';
import { number, text } from '../values';
import { common } from './parts';
import type { StudioProduct } from './product';

/** Sound from words (contract §21.5, R89). */

const schema = z.object({
	kind: z._default(z.literal('textToAudio'), 'textToAudio'),
	prompt: z._default(text, ''),
	/** Seconds, with one decimal at most. */
	duration: z._default(number, 5),
	...common,
});

type TextToAudioJob = z.output<typeof schema>;

export const product: StudioProduct<TextToAudioJob> = {
	noun: 'a sound from text',
	schema,
	path: '/v1/audio/text-to-audio',
	makes: 'audio',
	places: [],
	rules: [
		{ id: 'R89', severity: 'error', check: ({ prompt }) => needed('Prompt', prompt, 200) },
		{
			id: 'R89',
			severity: 'error',
			check: ({ duration }) => {
				const outside = between('Duration', duration, 3, 10);
				if (outside.length || Number.isInteger(Number((duration * 10).toFixed(6)))) return outside;
				return [
					{ field: 'Duration', message: `Duration is ${duration}, but takes one decimal`, remedy: `Set it to ${duration.toFixed(1)}` },
				];
			},
		},
	],
	units: () => 0.25,
	// a number here, text everywhere else on this API
	body: ({ prompt, duration }) => ({ prompt, duration }),
};
