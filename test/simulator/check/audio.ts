import { z } from 'zod/v4';
import { COMMON, classicJob, readClassic } from './classicParts';
import { fraction, nonEmpty, oneOf, text } from './fields';
import type { VideoLimits } from './media';
import { sourceVideo } from './sources';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import { CALL_UNITS, SOUND_UNITS } from '../prices';
import { badParameter } from '../refusal';
import type { Job } from '../tasks';

/** Contract §21.4. R87: no id and no callback. */
const SPEECH = z.strictObject({
	text: text(1, 1000),
	voice_id: nonEmpty,
	voice_language: oneOf('zh', 'en'),
	voice_speed: oneDecimal(0.8, 2).default(1),
});
/** Contract §21.5: no watermark. R88: `asmr_mode` is a JSON boolean. */
const FROM_VIDEO = z.strictObject({
	video_id: nonEmpty.optional(),
	video_url: nonEmpty.optional(),
	sound_effect_prompt: text(0, 200).optional(),
	bgm_prompt: text(0, 200).optional(),
	asmr_mode: z.boolean().default(false),
	...COMMON,
});
/** R89. */
const FROM_TEXT = z.strictObject({ prompt: text(1, 200), duration: oneDecimal(3, 10), ...COMMON });

/** The catalogue of speech, which has nothing to do with the library's voices (R86), and what each of them speaks. */
const VOICES: Record<string, readonly string[]> = { oversea_male1: ['en'], genshin_vindi2: ['zh', 'en'] };
/** Characters spoken in a second. */
const PACE = 15;

const SOURCE: VideoLimits = { maxBytes: 100 * 1024 * 1024, seconds: [3, 20], pixels: [1, Infinity] };

/** Checks `POST /v1/audio/tts` (R85). */
export function checkSpeech(body: JsonObject): Job {
	const fields = readClassic(SPEECH, body);
	if (!fields.text.trim()) badParameter('text can not be null');
	const languages = VOICES[fields.voice_id];
	if (!languages) return badParameter(`Voice id not found: ${fields.voice_id}`);
	if (!languages.includes(fields.voice_language))
		badParameter(`voice_language value '${fields.voice_language}' is invalid for voice ${fields.voice_id}`);
	const seconds = Math.max(1, Math.round((fields.text.length / PACE / fields.voice_speed) * 10) / 10);
	return {
		dialect: 'classic',
		product: 'tts',
		model: '',
		body,
		texts: [fields.text],
		watermark: false,
		charge: { pack: 'video', weight: 0, units: CALL_UNITS },
		outcome: { kind: 'speech', seconds },
	};
}

/** Checks `POST /v1/audio/video-to-audio` (R88). */
export function checkVideoToAudio(body: JsonObject, context: Context): Job {
	const fields = readClassic(FROM_VIDEO, body);
	const { video, seconds } = sourceVideo(fields, SOURCE, context);
	return {
		...classicJob(fields),
		product: 'video-to-audio',
		model: '',
		body,
		texts: [fields.sound_effect_prompt ?? '', fields.bgm_prompt ?? ''],
		charge: { pack: 'video', weight: 1, units: SOUND_UNITS },
		outcome: { kind: 'sound', seconds: Math.round(seconds), withVideo: true },
		parentVideo: video,
	};
}

/** Checks `POST /v1/audio/text-to-audio`. */
export function checkTextToAudio(body: JsonObject): Job {
	const fields = readClassic(FROM_TEXT, body);
	if (!fields.prompt.trim()) badParameter('prompt can not be null');
	return {
		...classicJob(fields),
		product: 'text-to-audio',
		model: '',
		body,
		texts: [fields.prompt],
		charge: { pack: 'video', weight: 1, units: SOUND_UNITS },
		outcome: { kind: 'sound', seconds: fields.duration, withVideo: false },
	};
}

/** A JSON number with at most one decimal. */
function oneDecimal(min: number, max: number) {
	return fraction(min, max).refine((value) => /^\d+(\.\d)?$/.test(String(value)), {
		error: (issue) => `value '${String(issue.input)}' is invalid: at most one decimal is supported`,
	});
}
