import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { flag, list, longId, oneOf, secondsText, text } from './fields';
import { CLASSIC_IMAGE, O1_VIDEO, OMNI3_VIDEO } from './media';
import { requireModel } from './models';
import { countElements, requireFewCharacters, requireFewElementsWithFrames, requireFewPictures, type Attachments } from './omniCounts';
import { SHOT_TYPE, TEXT_SHOTS, checkShots, textsOf } from './shots';
import { badParameter } from '../refusal';
import { videoUnits, type Condition, type Quality } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

/** Contract §3, the table of fields. */
const FIELDS = z.strictObject({
	model_name: oneOf('kling-video-o1', 'kling-v3-omni').default('kling-video-o1'),
	multi_shot: flag.default(false),
	shot_type: SHOT_TYPE,
	prompt: text(0, 2500).optional(),
	multi_prompt: TEXT_SHOTS,
	// R26: a plain reference has no type at all, R48: the key is image_url
	image_list: list(z.strictObject({ image_url: z.string(), type: oneOf('first_frame', 'end_frame').optional() })).optional(),
	element_list: list(z.strictObject({ element_id: longId })).optional(),
	video_list: list(
		z.strictObject({
			video_url: z.string(),
			refer_type: oneOf('base', 'feature').default('base'),
			keep_original_sound: oneOf('yes', 'no').optional(),
		}),
	).optional(),
	sound: oneOf('on', 'off').default('off'),
	mode: oneOf('std', 'pro', '4k').default('pro'),
	aspect_ratio: oneOf('16:9', '9:16', '1:1').optional(),
	duration: secondsText(3, 15).default('5'),
	...COMMON_WITH_WATERMARK,
});

/** What the rules look at: the fields, and the media sorted by their role. */
interface Request extends Attachments {
	fields: z.output<typeof FIELDS>;
	isO1: boolean;
	firstFrames: number;
	endFrames: number;
	video?: 'base' | 'feature';
}

const QUALITY: Record<'std' | 'pro' | '4k', Quality> = { std: '720p', pro: '1080p', '4k': '4k' };

/** Checks `POST /v1/videos/omni-video`. */
export function checkClassicOmniVideo(body: JsonObject, context: Context): Job {
	requireModel(body.model_name, ['kling-video-o1', 'kling-v3-omni']);
	const fields = readClassic(FIELDS, body);
	const request = sortMedia(fields, context);
	checkStory(request);
	checkFrames(request);
	checkCounts(request);
	checkQualityAndSound(request);
	checkLength(request);
	const sourceSeconds = checkMedia(request, context);

	// R3: a base edit is as long as its source, charged in whole seconds; five when the source is not known here
	const seconds = request.video === 'base' ? Math.round(sourceSeconds ?? 5) : Number(fields.duration);
	const condition: Condition = request.video ? 'video input' : fields.sound === 'on' ? 'native audio' : 'silent';
	const quality = QUALITY[fields.mode];
	return {
		...classicJob(fields),
		product: 'omni-video',
		model: fields.model_name,
		body,
		texts: textsOf(fields),
		charge: {
			pack: 'video',
			units: videoUnits(fields.model_name, condition, quality, seconds),
			weight: 1,
			video: { quality, condition, keepsSound: fields.video_list?.[0]?.keep_original_sound === 'yes' },
		},
		outcome: { kind: 'video', seconds },
	};
}

function sortMedia(fields: z.output<typeof FIELDS>, { library }: Context): Request {
	const images = fields.image_list ?? [];
	const elements = (fields.element_list ?? []).map(({ element_id: id }) => library.element(id));
	const videos = fields.video_list ?? [];
	if (videos.length > 1) badParameter('video_list: at most one video is supported'); // R25
	return {
		fields,
		isO1: fields.model_name === 'kling-video-o1',
		firstFrames: images.filter(({ type }) => type === 'first_frame').length,
		endFrames: images.filter(({ type }) => type === 'end_frame').length,
		references: images.filter(({ type }) => type === undefined).length,
		...countElements(elements),
		video: videos[0]?.refer_type,
	};
}

/** R4, R5, R11, R12 in common with other calls, and R20. */
function checkStory({ fields, isO1, video }: Request): void {
	if (fields.multi_shot && isO1) badParameter('multi_shot is not supported by model kling-video-o1');
	checkShots(fields, fields.duration);
	// R20
	if (fields.multi_shot && video === 'base') badParameter('multi_shot is not supported with a base video');
	if (fields.shot_type === 'customize' && video === 'feature') badParameter("shot_type value 'customize' is invalid with a feature video");
}

/** R15, R17, R18, R19. */
function checkFrames(request: Request): void {
	const { fields, isO1, firstFrames, endFrames, references, multiImageElements, characters, video } = request;
	if (firstFrames > 1 || endFrames > 1) badParameter('image_list: at most one first_frame and one end_frame are supported'); // R17
	if (endFrames && !firstFrames) badParameter('image_list: end_frame is not supported without first_frame'); // R17
	if (video === 'base' && firstFrames + endFrames)
		badParameter('image_list: first_frame and end_frame are not supported with a base video'); // R19
	if (!isO1) return;
	const imageCount = fields.image_list?.length ?? 0;
	if (endFrames && imageCount > 2) badParameter('image_list: end_frame is not supported when there are more than 2 images'); // R18
	// R15
	if (endFrames && references + multiImageElements + characters) {
		badParameter('element_list: elements are not supported together with end_frame by model kling-video-o1');
	}
	if (characters) badParameter('element_list: video character elements are not supported by model kling-video-o1');
}

/** R9, R13, R14, R16. */
function checkCounts(request: Request): void {
	const { isO1, firstFrames, characters, video } = request;
	if (video && characters) badParameter('element_list: video character elements are not supported with video input'); // R16
	requireFewPictures(request, video !== undefined);
	requireFewCharacters(request);
	if (!isO1 && firstFrames) requireFewElementsWithFrames(request);
}

/** R1, R2, R23, R24. */
function checkQualityAndSound({ fields, isO1, firstFrames, video }: Request): void {
	if (fields.sound === 'on' && video) badParameter('sound on is not supported with video input'); // R1
	if (fields.sound === 'on' && isO1) badParameter('sound on is not supported by model kling-video-o1'); // R24
	if (fields.mode === '4k' && isO1) badParameter("mode value '4k' is invalid for model kling-video-o1"); // R23
	// R2 also wants one for a feature video, but the vendor's own sample has none
	if (!fields.aspect_ratio && !firstFrames && !video) {
		badParameter('aspect_ratio can not be null without a first frame or a video');
	}
}

/** R21, R22; with a base video the length is ignored (R3). */
function checkLength({ fields, isO1, firstFrames, endFrames, references, multiImageElements, video }: Request): void {
	if (!isO1 || video === 'base') return;
	const seconds = Number(fields.duration);
	if (seconds > 10) badParameter(`duration value '${seconds}' is invalid for model kling-video-o1`);
	// elements and a last frame lift the limit here, other than on the current API (C34)
	const isPlain = !video && !references && !multiImageElements && !endFrames;
	if (isPlain && seconds !== 5 && seconds !== 10) {
		badParameter(`Duration only supports 5 or 10 seconds when no refer_image is provided${firstFrames ? ' next to the first frame' : ''}`);
	}
}

/** Looks at the files last. Returns the length of the source video, if it is known. */
function checkMedia({ fields, isO1 }: Request, { media }: Context): number | undefined {
	fields.image_list?.forEach(({ image_url: url }, at) => media.image(url, `image_list[${at}].image_url`, CLASSIC_IMAGE));
	const source = fields.video_list?.[0]?.video_url;
	if (source === undefined) return undefined;
	return media.video(source, 'video_list[0].video_url', isO1 ? O1_VIDEO : OMNI3_VIDEO)?.seconds;
}
