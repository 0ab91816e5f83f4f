import { z } from 'zod/v4';
import { OPTIONS, PART, checkIds, currentJob, parts, promptOf, requireAtMost } from './currentParts';
import { list, oneOf, readFields } from './fields';
import { CURRENT_IMAGE, type VideoLimits } from './media';
import { badParameter } from '../refusal';
import { videoUnits } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const image = PART.plain('image');
const video = PART.plain('video');
const SETTINGS = z.strictObject({
	character_orientation: oneOf('image', 'video'),
	audio: oneOf('original', 'off').default('original'),
	resolution: oneOf('720p', '1080p').default('720p'),
});
const WITH_ELEMENT = list(z.discriminatedUnion('type', [PART.prompt, image, video, PART.element]));
const WITHOUT_ELEMENT = list(z.discriminatedUnion('type', [PART.prompt, image, video]));
const FIELDS = {
	'kling-3.0': z.strictObject({ contents: WITH_ELEMENT, settings: SETTINGS, options: OPTIONS }),
	'kling-2.6': z.strictObject({ contents: WITHOUT_ELEMENT, settings: SETTINGS, options: OPTIONS }),
};
type MotionModel = keyof typeof FIELDS;

const MOTION_VIDEO: VideoLimits = { maxBytes: 100 * 1024 * 1024, seconds: [3, 30], pixels: [340, 3850] };

export function isMotionModel(model: string): model is MotionModel {
	return model in FIELDS;
}

/** Checks `POST /motion-control/<model>` (contract §15.3, R68). */
export function checkCurrentMotion(body: JsonObject, model: MotionModel, { media, library }: Context): Job {
	const fields = readFields(FIELDS[model], body);
	const { settings } = fields;
	const contents: z.output<typeof WITH_ELEMENT> = fields.contents;
	const prompt = promptOf(contents, 2500);
	checkIds(contents);
	for (const type of ['image', 'video', 'element']) requireAtMost(contents, type, 1);
	const [picture] = parts(contents, 'image');
	const [source] = parts(contents, 'video');
	if (!picture) return badParameter('contents: image is required');
	if (!source) return badParameter('contents: video is required');

	const orientation = settings.character_orientation;
	parts(contents, 'element').forEach(({ element_id: id }) => {
		library.element(id);
		if (orientation !== 'video') badParameter("settings.character_orientation must be 'video' with an element");
	});

	media.image(picture.url, 'image.url', CURRENT_IMAGE);
	const seconds = media.video(source.url, 'video.url', { ...MOTION_VIDEO, seconds: [3, orientation === 'image' ? 10 : 30] })?.seconds ?? 5;
	const { resolution: quality } = settings;
	return {
		...currentJob(fields.options),
		product: 'motion-control',
		model,
		body,
		texts: [prompt],
		charge: {
			pack: 'video',
			weight: 1,
			units: videoUnits(model, 'motion control', quality, Math.round(seconds)),
			video: { quality, condition: 'motion control', keepsSound: settings.audio === 'original' },
		},
		outcome: { kind: 'video', seconds: Math.round(seconds) },
	};
}
