import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { flag, fraction, list, longId, nonEmpty, oneOf, secondsText, text } from './fields';
import { CLASSIC_IMAGE } from './media';
import { requireModel } from './models';
import { SHOT_TYPE, TEXT_SHOTS, checkShots, textsOf } from './shots';
import { badParameter } from '../refusal';
import { videoUnits, type Condition, type Quality } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const MODELS = ['kling-v3', 'kling-v2-6', 'kling-v2-5-turbo'] as const;

/** Contract §15.1. No default model is printed for these two calls, so it has to be named. */
const SHARED = {
	model_name: oneOf(...MODELS),
	prompt: text(0, 2500).optional(),
	negative_prompt: text(0, 2500).optional(),
	multi_shot: flag.default(false),
	shot_type: SHOT_TYPE,
	multi_prompt: TEXT_SHOTS,
	sound: oneOf('on', 'off').default('off'),
	cfg_scale: fraction(0, 1).optional(),
	mode: oneOf('std', 'pro', '4k').default('std'),
	duration: secondsText(3, 15).default('5'),
	...COMMON_WITH_WATERMARK,
};
const TEXT_FIELDS = z.strictObject({ ...SHARED, aspect_ratio: oneOf('16:9', '9:16', '1:1').default('16:9') });
const IMAGE_FIELDS = z.strictObject({
	...SHARED,
	image: nonEmpty.optional(),
	image_tail: nonEmpty.optional(),
	element_list: list(z.strictObject({ element_id: longId }), 3).optional(),
	voice_list: list(z.strictObject({ voice_id: nonEmpty }), 2).optional(),
});
type Shared = z.output<z.ZodObject<typeof SHARED>>;

const QUALITY: Record<Shared['mode'], Quality> = { std: '720p', pro: '1080p', '4k': '4k' };

/** Checks `POST /v1/videos/text2video`. */
export function checkTextToVideo(body: JsonObject): Job {
	requireModel(body.model_name, MODELS);
	const fields = readClassic(TEXT_FIELDS, body);
	checkByModel(fields);
	checkShots(fields, fields.duration);
	return videoJob('text2video', body, fields, false);
}

/** Checks `POST /v1/videos/image2video`. */
export function checkImageToVideo(body: JsonObject, { media, library }: Context): Job {
	requireModel(body.model_name, MODELS);
	const fields = readClassic(IMAGE_FIELDS, body);
	const { image, image_tail: tail, element_list: elements, voice_list: voices } = fields;
	if (!image && !tail) badParameter('image and image_tail can not be both null'); // R49
	if (!image) badParameter(`image_tail is not supported without image by model ${fields.model_name}`); // R67
	if (elements && voices) badParameter('voice_list and element_list can not be used together'); // R49
	checkByModel(fields);
	if (tail) checkTail(fields);
	if (elements && fields.model_name !== 'kling-v3') badParameter(`element_list is not supported by model ${fields.model_name}`); // R67
	if (voices) checkVoices(fields);
	checkShots(fields, fields.duration);
	elements?.forEach(({ element_id: id }) => library.element(id));
	voices?.forEach(({ voice_id: id }) => library.voice(id));
	if (image) media.image(image, 'image', CLASSIC_IMAGE);
	if (tail) media.image(tail, 'image_tail', CLASSIC_IMAGE);
	return videoJob('image2video', body, fields, voices !== undefined);
}

/** R67, and cfg_scale, which no 2.x model has. */
function checkByModel({ model_name: model, multi_shot: multiShot, mode, sound, duration, cfg_scale: cfgScale }: Shared): void {
	if (model === 'kling-v3') return;
	if (multiShot) badParameter(`multi_shot is not supported by model ${model}`);
	if (cfgScale !== undefined) badParameter(`cfg_scale is not supported by model ${model}`);
	if (mode === '4k') badParameter(`mode value '4k' is invalid for model ${model}`);
	if (duration !== '5' && duration !== '10')
		badParameter(`duration value '${duration}' is invalid for model ${model}: 5 or 10 is expected`);
	if (sound === 'off') return;
	if (model === 'kling-v2-5-turbo') badParameter(`sound on is not supported by model ${model}`);
	if (mode !== 'pro') badParameter(`sound on is not supported by model ${model} in mode ${mode}: pro is required`);
}

/** R67: the last frame. */
function checkTail({ model_name: model, mode, sound }: Shared): void {
	if (model === 'kling-v3') return;
	if (mode !== 'pro') badParameter(`image_tail is not supported by model ${model} in mode ${mode}: pro is required`);
	if (sound === 'on') badParameter(`image_tail is not supported by model ${model} with sound on`);
}

/** R67: voices. */
function checkVoices({ model_name: model, mode, sound }: Shared): void {
	if (model !== 'kling-v2-6') badParameter(`voice_list is not supported by model ${model}`);
	if (mode !== 'pro' || sound !== 'on') badParameter('voice_list is only supported with sound on and mode pro');
}

function videoJob(product: 'text2video' | 'image2video', body: JsonObject, fields: Shared, hasVoices: boolean): Job {
	const condition: Condition = hasVoices ? 'native audio + voice' : fields.sound === 'on' ? 'native audio' : 'silent';
	const quality = QUALITY[fields.mode];
	const seconds = Number(fields.duration);
	return {
		...classicJob(fields),
		product,
		model: fields.model_name,
		body,
		texts: textsOf(fields),
		charge: {
			pack: 'video',
			weight: 1,
			units: videoUnits(fields.model_name, condition, quality, seconds),
			video: { quality, condition, keepsSound: false },
		},
		outcome: { kind: 'video', seconds },
	};
}
