import * as z from 'zod/v4-mini';
import { common } from './parts';
import type { StudioProduct } from './product';
import { lineOnWire, lineUnits, spokenFields, spokenRule } from './spokenLine';

/** A line that is spoken (contract §21.4, R85–R87): the create's answer is the sound. */

const schema = z.object({
	kind: z._default(z.literal('speech'), 'speech'),
	...spokenFields,
	...common,
});

type SpeechJob = z.output<typeof schema>;

export const product: StudioProduct<SpeechJob> = {
	noun: 'a spoken line',
	schema,
	path: '/v1/audio/tts',
	makes: 'audio',
	isAtOnce: true,
	places: [],
	rules: [spokenRule],
	units: () => lineUnits,
	body: lineOnWire,
};
