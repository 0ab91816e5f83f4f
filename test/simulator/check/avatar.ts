import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { nonEmpty, oneOf, text } from './fields';
import { CLASSIC_IMAGE } from './media';
import { drivingSound } from './sources';
import { AVATAR_UNITS, roundUnits } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

/** Contract §21.2, R77: no `model_name`, `duration` or `aspect_ratio`. */
const FIELDS = z.strictObject({
	image: nonEmpty,
	audio_id: nonEmpty.optional(),
	sound_file: nonEmpty.optional(),
	prompt: text(0, 2500).optional(),
	mode: oneOf('std', 'pro').default('std'),
	...COMMON_WITH_WATERMARK,
});

/** R78. */
const SOUND_SECONDS = [2, 300] as const;

/** Checks `POST /v1/videos/avatar/image2video`. */
export function checkAvatar(body: JsonObject, context: Context): Job {
	const fields = readClassic(FIELDS, body);
	const { seconds } = drivingSound(fields, SOUND_SECONDS, context);
	context.media.image(fields.image, 'image', CLASSIC_IMAGE);
	return {
		...classicJob(fields),
		product: 'avatar',
		model: '',
		body,
		texts: [fields.prompt ?? ''],
		// C40: the sound's whole seconds
		charge: { pack: 'video', weight: 1, units: roundUnits(AVATAR_UNITS[fields.mode] * Math.floor(seconds)) },
		outcome: { kind: 'video', seconds: Math.floor(seconds) },
	};
}
