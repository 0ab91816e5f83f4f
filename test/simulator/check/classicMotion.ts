import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { list, longId, nonEmpty, oneOf, text } from './fields';
import { CLASSIC_IMAGE, type VideoLimits } from './media';
import { requireModel } from './models';
import { badParameter } from '../refusal';
import { videoUnits } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const MODELS = ['kling-v2-6', 'kling-v3'] as const;

/** Contract §21.1, R73, R74: no `duration`, `aspect_ratio`, `negative_prompt`, `cfg_scale` or `sound`. */
const FIELDS = z.strictObject({
	model_name: oneOf(...MODELS).default('kling-v2-6'),
	image_url: nonEmpty,
	video_url: nonEmpty,
	character_orientation: oneOf('image', 'video'),
	mode: oneOf('std', 'pro'),
	keep_original_sound: oneOf('yes', 'no').default('yes'),
	prompt: text(0, 2500).optional(),
	element_list: list(z.strictObject({ element_id: longId })).optional(),
	...COMMON_WITH_WATERMARK,
});

const SOURCE: Omit<VideoLimits, 'seconds'> = { maxBytes: 100 * 1024 * 1024, pixels: [340, 3850] };

/** Checks `POST /v1/videos/motion-control`. */
export function checkClassicMotion(body: JsonObject, { media, library }: Context): Job {
	requireModel(body.model_name, MODELS);
	const fields = readClassic(FIELDS, body);
	const { model_name: model, element_list: elements = [], character_orientation: orientation } = fields;
	// R75
	if (elements.length > 1) badParameter('element_list: at most one element is supported');
	if (elements.length && model !== 'kling-v3') badParameter(`element_list is not supported by model ${model}`);
	if (elements.length && orientation !== 'video') badParameter("character_orientation must be 'video' with an element");
	elements.forEach(({ element_id: id }) => library.element(id));

	media.image(fields.image_url, 'image_url', CLASSIC_IMAGE);
	// R76
	const limits: VideoLimits = { ...SOURCE, seconds: [3, orientation === 'image' ? 10 : 30] };
	const seconds = Math.round(media.video(fields.video_url, 'video_url', limits)?.seconds ?? 5);
	const quality = fields.mode === 'std' ? '720p' : '1080p';
	return {
		...classicJob(fields),
		product: 'motion-control',
		model,
		body,
		texts: [fields.prompt ?? ''],
		charge: {
			pack: 'video',
			weight: 1,
			units: videoUnits(model, 'motion control', quality, seconds),
			video: { quality, condition: 'motion control', keepsSound: fields.keep_original_sound === 'yes' },
		},
		outcome: { kind: 'video', seconds },
	};
}
