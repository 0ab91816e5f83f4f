import { z } from 'zod/v4';
import { COMMON, classicJob, readClassic } from './classicParts';
import { list, nonEmpty, oneOf, text, webAddress } from './fields';
import { CLASSIC_IMAGE, type VideoLimits } from './media';
import { madeVideo } from './sources';
import { badParameter } from '../refusal';
import { CALL_UNITS, MODEL_VERSION } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const TAGS = ['o_101', 'o_102', 'o_103', 'o_104', 'o_105', 'o_106', 'o_107', 'o_108'] as const;

/** Contract §13, elements. */
const ELEMENT = z.strictObject({
	element_name: text(1, 20),
	element_description: text(1, 100),
	reference_type: oneOf('image_refer', 'video_refer'),
	element_image_list: z
		.strictObject({ frontal_image: nonEmpty, refer_images: list(z.strictObject({ image_url: nonEmpty }), 3) })
		.optional(),
	element_video_list: z.strictObject({ refer_videos: list(z.strictObject({ video_url: nonEmpty })) }).optional(),
	element_voice_id: nonEmpty.optional(),
	tag_list: list(z.strictObject({ tag_id: oneOf(...TAGS) })).optional(),
	...COMMON,
});

/** Contract §13, voices. */
const VOICE = z.strictObject({ voice_name: text(1, 20), voice_url: webAddress.optional(), video_id: nonEmpty.optional(), ...COMMON });

/** "1080p, 16:9 or 9:16". */
const ELEMENT_VIDEO: VideoLimits = { maxBytes: 200 * 1024 * 1024, seconds: [3, 8], pixels: [1080, 1920] };
const VOICE_SECONDS = [5, 30] as const;

/** Checks `POST /v1/general/advanced-custom-elements` (R69). */
export function checkElement(body: JsonObject, { media, library }: Context): Job {
	const fields = readClassic(ELEMENT, body);
	const { element_image_list: images, element_video_list: videos, element_voice_id: voiceId } = fields;
	const isVideo = fields.reference_type === 'video_refer';
	if (isVideo) {
		if (images) badParameter("element_image_list is not supported when reference_type is 'video_refer'");
		if (!videos) return badParameter("element_video_list can not be null when reference_type is 'video_refer'");
		if (videos.refer_videos.length > 1) badParameter('element_video_list.refer_videos: exactly one video is required');
		const facts = media.video(videos.refer_videos[0]?.video_url ?? '', 'element_video_list.refer_videos[0].video_url', ELEMENT_VIDEO);
		if (facts && ![16 / 9, 9 / 16].includes(facts.width / facts.height))
			badParameter('Video aspect ratio is invalid: 16:9 or 9:16 is expected');
	} else {
		// a list of videos is ignored here, as the contract says
		if (!images) return badParameter("element_image_list can not be null when reference_type is 'image_refer'");
		media.image(images.frontal_image, 'element_image_list.frontal_image', CLASSIC_IMAGE);
		images.refer_images.forEach(({ image_url: url }, at) =>
			media.image(url, `element_image_list.refer_images[${at}].image_url`, CLASSIC_IMAGE),
		);
	}
	if (voiceId) library.voice(voiceId);
	return {
		...classicJob(fields),
		product: 'element',
		model: '',
		body,
		texts: [fields.element_name, fields.element_description],
		charge: { pack: 'none', units: 0, weight: 0 },
		outcome: {
			kind: 'element',
			element: {
				id: library.nextElementId(),
				kind: isVideo ? 'video_character' : 'multi_image',
				name: fields.element_name,
				description: fields.element_description,
				ownedBy: library.owner,
				deleted: false,
				pictures: images ? [images.frontal_image, ...images.refer_images.map(({ image_url: url }) => url)] : [],
				video: isVideo ? videos?.refer_videos[0]?.video_url : undefined,
				voiceId,
				tags: (fields.tag_list ?? []).map(({ tag_id: tag }) => tag),
			},
		},
	};
}

/** Checks `POST /v1/general/custom-voices` (R70). */
export function checkVoice(body: JsonObject, context: Context): Job {
	const { media, library } = context;
	const fields = readClassic(VOICE, body);
	const { voice_url: url, video_id: videoId } = fields;
	if (!url && !videoId) badParameter('voice_url and video_id can not be both null');
	if (url && videoId) badParameter('voice_url and video_id can not be used together');
	if (url) media.sound(url, VOICE_SECONDS);
	if (videoId) {
		const { product, model, job } = madeVideo(videoId, context);
		const speaks = MODEL_VERSION[model] === '2.6' && job.charge.video?.condition.startsWith('native');
		if (!speaks && product !== 'avatar' && product !== 'advanced-lip-sync')
			badParameter(`video_id ${videoId} is not a result of 2.6 with sound on, of Avatar or of Lip-Sync`);
	}
	return {
		...classicJob(fields),
		product: 'voice',
		model: '',
		body,
		texts: [fields.voice_name],
		charge: { pack: 'video', units: CALL_UNITS, weight: 0 },
		outcome: { kind: 'voice', voice: { id: library.nextVoiceId(), name: fields.voice_name, ownedBy: library.owner, deleted: false } },
	};
}
