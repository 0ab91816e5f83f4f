import type { WireRequest } from '../client';
import type { ImageJob } from '../imageJob';
import { imageModel } from '../imageModels';
import type { Job } from '../job';
import { wireMedia } from '../jobParts';
import { requestedSeconds, type VideoJob } from '../videoJob';
import { integer } from '../json';
import type { ElementJob, VoiceJob } from '../libraryJobs';
import { nameOn, videoModel, type Quality } from '../models';
import { numberedToken, sentPrompt } from '../prompt';
import { isAtOnce, studioKinds, studioOf } from '../studio/products';
import type { Product } from '../task';

/** Requests of the classic API (contract §3, §13–§15.1, §21): flat bodies, a path per product. */

const paths: Partial<Record<Product, string>> = {
	omniVideo: '/v1/videos/omni-video',
	textToVideo: '/v1/videos/text2video',
	imageToVideo: '/v1/videos/image2video',
	motionControl: '/v1/videos/motion-control',
	omniImage: '/v1/images/omni-image',
	image: '/v1/images/generations',
	element: '/v1/general/advanced-custom-elements',
	voice: '/v1/general/custom-voices',
	...Object.fromEntries(studioKinds.map((kind) => [kind, studioOf({ kind }).path])),
};

/** Those whose tasks can be asked for. */
export const classicProducts = (Object.keys(paths) as Product[]).filter((product) => !isAtOnce(product));

/** Where a product is created, read and listed. */
export function path(product: Product): string {
	const found = paths[product];
	if (!found) throw new Error(`the classic API has no ${product}`);
	return found;
}

const modes: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

/** A model id typed by hand may name its endpoint: `text2video/kling-v9`. */
const handTyped = /^(omni-video|text2video|image2video|omni-image|images)\/(.+)$/;
const endpoints: Record<string, Product> = { 'omni-video': 'omniVideo', text2video: 'textToVideo', image2video: 'imageToVideo' };

export function productOf(job: Job): Product {
	if (job.kind === 'image') return imageModel(job.model).endpoint;
	if (job.kind !== 'video') return job.kind;
	const typed = endpoints[handTyped.exec(job.model)?.[1] ?? ''];
	if (typed) return typed;
	if (job.operation === 'motionControl') return 'motionControl';
	if (videoModel(job.model).family === 'omni') return 'omniVideo';
	return job.operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo';
}

export function encode(job: Job, externalTaskId: string): WireRequest {
	const product = productOf(job);
	const body = {
		...bodyOf(job, product),
		...('watermark' in job && job.watermark ? { watermark_info: { enabled: true } } : {}),
		...(job.callbackUrl && !isAtOnce(product) ? { callback_url: job.callbackUrl } : {}),
		...(isAtOnce(product) ? {} : { external_task_id: externalTaskId }),
	};
	return { method: 'POST', path: path(product), body };
}

function bodyOf(job: Job, product: Product): object {
	switch (job.kind) {
		case 'video':
			return product === 'motionControl' ? motionBody(job) : videoBody(job, product);
		case 'image':
			return product === 'omniImage' ? omniImageBody(job) : plainImageBody(job);
		case 'element':
			return elementBody(job);
		case 'voice':
			return voiceBody(job);
		default:
			return studioOf(job).body(job);
	}
}

const wireName = (model: string) => model.replace(handTyped, '$2');
const videoName = (model: string) => nameOn({ id: 'classic' }, model) ?? wireName(model);

const videoBody = (job: VideoJob, product: Product) => ({
	model_name: videoName(job.model),
	...shots(job),
	...(product === 'omniVideo' ? omniMedia(job) : standardMedia(job)),
	...sound(job),
	mode: modes[job.quality],
	...(job.aspectRatio ? { aspect_ratio: job.aspectRatio } : {}),
	...duration(job),
});

/** R73, R74: what the server would decide differently is always sent. */
const motionBody = (job: VideoJob) => ({
	model_name: videoName(job.model),
	...(job.images[0] ? { image_url: wireMedia(job.images[0].media) } : {}),
	...(job.video ? { video_url: wireMedia(job.video.media) } : {}),
	character_orientation: job.characterOrientation,
	mode: modes[job.quality],
	keep_original_sound: job.video?.keepSound ? 'yes' : 'no',
	...(job.prompt ? { prompt: sentPrompt(numberedToken, job)(job.prompt) } : {}),
	...elementList(job.elements),
});

/** R4, R11, R12, R31: a storyboard replaces the prompt; its rows are numbered and timed in text. */
function shots(job: VideoJob) {
	const rewritten = sentPrompt(numberedToken, job);
	if (job.shots === 'storyboard') {
		return {
			multi_shot: true,
			shot_type: 'customize',
			multi_prompt: job.storyboard.map(({ prompt, seconds }, index) => ({
				index: index + 1,
				prompt: rewritten(prompt),
				duration: String(seconds),
			})),
		};
	}
	return { ...(job.shots === 'auto' ? { multi_shot: true, shot_type: 'intelligence' } : {}), prompt: rewritten(job.prompt) };
}

/** R6, R26, R30: reference pictures carry no type, videos always their use, element ids leave as bare integers. */
function omniMedia({ images, elements, video }: VideoJob) {
	const types = { firstFrame: { type: 'first_frame' }, lastFrame: { type: 'end_frame' }, reference: {} };
	return {
		...(images.length ? { image_list: images.map(({ role, media }) => ({ image_url: wireMedia(media), ...types[role] })) } : {}),
		...elementList(elements),
		...(video
			? { video_list: [{ video_url: wireMedia(video.media), refer_type: video.role, keep_original_sound: video.keepSound ? 'yes' : 'no' }] }
			: {}),
	};
}

function standardMedia({ images, elements, voices, negativePrompt, cfgScale }: VideoJob) {
	const frame = (role: string) => images.find((image) => image.role === role)?.media;
	const [first, last] = [frame('firstFrame'), frame('lastFrame')];
	return {
		...(negativePrompt ? { negative_prompt: negativePrompt } : {}),
		...(cfgScale === undefined ? {} : { cfg_scale: cfgScale }),
		...(first ? { image: wireMedia(first) } : {}),
		...(last ? { image_tail: wireMedia(last) } : {}),
		...elementList(elements),
		...(voices.length ? { voice_list: voices.map((voice) => ({ voice_id: voice.id })) } : {}),
	};
}

const elementList = (elements: VideoJob['elements']) =>
	elements.length ? { element_list: elements.map((element) => ({ element_id: integer(element.id) })) } : {};

function sound(job: VideoJob) {
	return job.sound ? { sound: 'on' } : videoModel(job.model).sound === 'choice' ? { sound: 'off' } : {};
}

function duration(job: VideoJob) {
	const seconds = requestedSeconds(job);
	return seconds === undefined ? {} : { duration: String(seconds) };
}

/** R47, R48: pictures are under `image` here, and each result type has its own count. */
const omniImageBody = (job: ImageJob) => ({
	...imageBody(job),
	...(job.images.length ? { image_list: job.images.map(({ media }) => ({ image: wireMedia(media) })) } : {}),
	result_type: job.resultType,
	...(job.resultType === 'series' ? { series_amount: job.seriesAmount } : { n: job.count }),
});

/** R59. */
const plainImageBody = (job: ImageJob) => ({
	...imageBody(job),
	...(job.negativePrompt ? { negative_prompt: job.negativePrompt } : {}),
	...(job.images[0] ? { image: wireMedia(job.images[0].media) } : {}),
	...(job.pictureUse === 'none' ? {} : { image_reference: job.pictureUse }),
	...(job.pictureFidelity === undefined ? {} : { image_fidelity: job.pictureFidelity }),
	...(job.faceFidelity === undefined ? {} : { human_fidelity: job.faceFidelity }),
	n: job.count,
});

const imageBody = (job: ImageJob) => ({
	model_name: wireName(job.model),
	prompt: sentPrompt(numberedToken, job)(job.prompt),
	...elementList(job.elements),
	resolution: job.resolution,
	aspect_ratio: job.aspectRatio,
});

/** R69. */
function elementBody({ name, description, elementKind, images, video, voiceId, tags }: ElementJob) {
	const views = (role: string) => images.filter((image) => image.role === role).map(({ media }) => wireMedia(media));
	return {
		element_name: name,
		element_description: description,
		...(elementKind === 'multiImage'
			? {
					reference_type: 'image_refer',
					element_image_list: { frontal_image: views('frontal')[0], refer_images: views('other').map((url) => ({ image_url: url })) },
				}
			: { reference_type: 'video_refer', element_video_list: { refer_videos: video ? [{ video_url: wireMedia(video.media) }] : [] } }),
		...(voiceId ? { element_voice_id: voiceId } : {}),
		...(tags.length ? { tag_list: tags.map((tag) => ({ tag_id: tag })) } : {}),
	};
}

/** R70. */
const voiceBody = ({ name, sound: source, videoId }: VoiceJob) => ({
	voice_name: name,
	...(source ? { voice_url: wireMedia(source) } : {}),
	...(videoId ? { video_id: videoId } : {}),
});
