import type { WireRequest } from '../client';
import { wireMedia } from '../jobParts';
import { nameOn, videoModel } from '../models';
import { attachmentId, attachments, namedToken, promptWithShots, sentPrompt } from '../prompt';
import type { Product } from '../task';
import { requestedSeconds, type VideoJob } from '../videoJob';

/** Requests of the current API (contract §5, §15.2, §15.3): the path names the model; `contents`, `settings` and `options`. */

const folders: Partial<Record<Product, string>> = {
	omniVideo: 'omni-video',
	textToVideo: 'text-to-video',
	imageToVideo: 'image-to-video',
	motionControl: 'motion-control',
};

const nameOf = (model: string) => nameOn({ id: 'current' }, model);

/** A model id typed by hand may be a whole path, for models that are not known here (R52): `text-to-video/kling-9`. */
const typedPath = (model: string) => (model.includes('/') && !nameOf(model) ? model.replace(/^\/+/, '') : undefined);

export function productOf({ model, operation }: VideoJob): Product {
	const folder = typedPath(model)?.split('/')[0];
	const typed = folder && (Object.keys(folders) as Product[]).find((product) => folders[product] === folder);
	if (typed) return typed;
	if (operation === 'motionControl') return 'motionControl';
	if (videoModel(model).family === 'omni') return 'omniVideo';
	return operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo';
}

const pathOf = (job: VideoJob): string => `/${typedPath(job.model) ?? `${folders[productOf(job)]}/${nameOf(job.model) ?? job.model}`}`;

export function encode(job: VideoJob, externalTaskId: string): WireRequest {
	const settings = settingsOf(job);
	const options = {
		...(job.callbackUrl ? { callback_url: job.callbackUrl } : {}),
		external_task_id: externalTaskId,
		...(job.watermark ? { watermark_info: { enabled: true } } : {}),
	};
	const words = productOf(job) === 'textToVideo' ? { prompt: promptOf(job) } : { contents: contentsOf(job) };
	return { method: 'POST', path: pathOf(job), body: { ...words, settings, options } };
}

const promptOf = (job: VideoJob) => promptWithShots(job, sentPrompt(namedToken, job));

/** R35: one prompt, and an id on everything that the prompt may refer to; standard frames have none (§15.2). */
function contentsOf(job: VideoJob): object[] {
	const product = productOf(job);
	const ids = new Map(attachments(job).map((attachment) => [`${attachment.kind}${attachment.number}`, attachmentId(attachment)]));
	const named = (kind: string, index: number) => ({ id: ids.get(`${kind}${index + 1}`) });
	const imageTypes = {
		firstFrame: 'first_frame',
		lastFrame: 'last_frame',
		reference: product === 'motionControl' ? 'image' : 'refer_image',
	};
	const videoTypes = { base: 'base_video', feature: 'feature_video', motion: 'video' };
	return [
		{ type: 'prompt', text: promptOf(job) },
		...job.images.map(({ role, media }, index) => ({
			type: imageTypes[role],
			url: wireMedia(media),
			...(product === 'omniVideo' ? named('image', index) : {}),
		})),
		...(job.video
			? [{ type: videoTypes[job.video.role], url: wireMedia(job.video.media), ...(product === 'omniVideo' ? named('video', 0) : {}) }]
			: []),
		...job.elements.map((element, index) => ({ type: 'element', element_id: element.id, ...named('element', index) })),
		...job.voices.map((voice, index) => ({ type: 'voice', voice_id: voice.id, ...named('voice', index) })),
	];
}

/** R37, R55: what the server would decide differently is always sent. */
function settingsOf(job: VideoJob) {
	const model = videoModel(job.model);
	const seconds = requestedSeconds(job);
	// a standard model of which nobody chooses the sound has no such field (R66)
	const takesAudio = model.family === 'omni' || model.sound === 'choice' || (model.sound === 'never' && job.sound);
	const plansShots = model.shots.includes('auto') && productOf(job) !== 'motionControl';
	return {
		...(plansShots ? { multi_shot: job.shots !== 'single' } : {}),
		...(takesAudio ? { audio: job.video?.keepSound ? 'original' : job.sound ? 'native' : 'off' } : {}),
		resolution: job.quality,
		...(job.aspectRatio ? { aspect_ratio: job.aspectRatio } : {}),
		...(seconds === undefined ? {} : { duration: seconds }),
		...(job.characterOrientation ? { character_orientation: job.characterOrientation } : {}),
	};
}
