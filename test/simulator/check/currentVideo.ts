import { z } from 'zod/v4';
import { OPTIONS, PART, RATIO, checkIds, currentJob, parts, promptOf, requireAtMost, requirePrompt } from './currentParts';
import { integer, list, oneOf, readFields } from './fields';
import { CURRENT_IMAGE } from './media';
import { checkShotSyntax } from './shotSyntax';
import { badParameter } from '../refusal';
import { videoUnits, type Condition } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

/** `settings` by model (contract §15.2); image-to-video has no `aspect_ratio` (R66). */
const audio = oneOf('native', 'off').default('off');
const upTo1080p = oneOf('720p', '1080p').default('720p');
const upTo15 = integer(3, 15).default(5);
const SETTINGS = {
	'kling-3.0': { resolution: oneOf('720p', '1080p', '4k').default('720p'), audio, duration: upTo15, multi_shot: z.boolean().default(true) },
	'kling-3.0-turbo': { resolution: upTo1080p, duration: upTo15 },
	'kling-2.6': { resolution: upTo1080p, audio, duration: fiveOrTen() },
	'kling-2.5-turbo': { resolution: upTo1080p, duration: fiveOrTen() },
};
export type CurrentModel = keyof typeof SETTINGS;
type Settings = { resolution: '720p' | '1080p' | '4k'; duration: number; audio?: 'native' | 'off'; multi_shot?: boolean };

/** `contents` of image-to-video by model (contract §15.2); frames carry no id here. */
const first = PART.plain('first_frame');
const last = PART.plain('last_frame');
const CONTENTS = {
	'kling-3.0': list(z.discriminatedUnion('type', [PART.prompt, first, last, PART.element])),
	'kling-3.0-turbo': list(z.discriminatedUnion('type', [PART.prompt, first])),
	'kling-2.6': list(z.discriminatedUnion('type', [PART.prompt, first, last, PART.voice])),
	'kling-2.5-turbo': list(z.discriminatedUnion('type', [PART.prompt, first, last])),
};

/** R71. */
const TEXT_PROMPT: Record<CurrentModel, number> = {
	'kling-3.0': 3072,
	'kling-3.0-turbo': 3072,
	'kling-2.6': 2500,
	'kling-2.5-turbo': 2500,
};
const IMAGE_PROMPT: Record<CurrentModel, number> = {
	'kling-3.0': 3072,
	'kling-3.0-turbo': 2500,
	'kling-2.6': 2500,
	'kling-2.5-turbo': 2500,
};

export function isCurrentModel(model: string): model is CurrentModel {
	return model in SETTINGS;
}

/** Checks `POST /text-to-video/<model>`. */
export function checkCurrentTextToVideo(body: JsonObject, model: CurrentModel): Job {
	const table = z.strictObject({
		prompt: z.string(),
		settings: z.strictObject({ ...SETTINGS[model], aspect_ratio: RATIO }).prefault({}),
		options: OPTIONS,
	});
	const fields = readFields(table, body);
	const settings: Settings = fields.settings;
	const prompt = requirePrompt(fields.prompt, TEXT_PROMPT[model]);
	checkShots(prompt, settings, model);
	requireHighQualityForSound(settings, model);
	return videoJob('text2video', body, model, settings, fields.options, prompt, false);
}

/** Checks `POST /image-to-video/<model>`. */
export function checkCurrentImageToVideo(body: JsonObject, model: CurrentModel, context: Context): Job {
	const table = z.strictObject({ contents: CONTENTS[model], settings: z.strictObject(SETTINGS[model]).prefault({}), options: OPTIONS });
	const fields = readFields(table, body);
	const settings: Settings = fields.settings;
	const contents: z.output<(typeof CONTENTS)['kling-3.0' | 'kling-2.6']>[number][] = fields.contents;
	const prompt = promptOf(contents, IMAGE_PROMPT[model]);
	checkIds(contents);
	checkShots(prompt, settings, model);
	requireHighQualityForSound(settings, model);

	// R66
	for (const type of ['first_frame', 'last_frame']) requireAtMost(contents, type, 1);
	if (parts(contents, 'first_frame').length === 0) badParameter('contents: first_frame is required');
	requireAtMost(contents, 'element', 3);
	parts(contents, 'element').forEach(({ element_id: id }) => context.library.element(id));
	if (parts(contents, 'last_frame').length) checkLastFrame(settings, model);
	const voices = parts(contents, 'voice');
	checkVoices(voices, settings, context);

	contents.forEach((part, at) => {
		if ('url' in part) context.media.image(part.url, `contents[${at}].url`, CURRENT_IMAGE);
	});
	return videoJob('image2video', body, model, settings, fields.options, prompt, voices.length > 0);
}

/** R72: the 3.0 generation reads the shot syntax; Turbo has no switch for it. */
function checkShots(prompt: string, { duration, multi_shot: multiShot }: Settings, model: CurrentModel): void {
	if (model === 'kling-3.0-turbo' || multiShot) checkShotSyntax(prompt, duration);
}

/** R63: 2.6 makes sound in 1080p only. */
function requireHighQualityForSound(settings: Settings, model: CurrentModel): void {
	if (model === 'kling-2.6' && settings.audio === 'native' && settings.resolution !== '1080p') {
		badParameter(`settings.resolution value '${settings.resolution}' is invalid with audio native: 1080p is required`);
	}
}

/** R63: 2.6 and 2.5 Turbo, and 2.6 only without sound (C33). */
function checkLastFrame({ resolution, audio: sound }: Settings, model: CurrentModel): void {
	if (model !== 'kling-2.6' && model !== 'kling-2.5-turbo') return;
	if (resolution !== '1080p') badParameter(`settings.resolution value '${resolution}' is invalid with last_frame: 1080p is required`);
	if (sound === 'native') badParameter("settings.audio value 'native' is invalid with last_frame");
}

/** R64. */
function checkVoices(voices: { voice_id: string }[], { audio: sound }: Settings, { library }: Context): void {
	if (voices.length > 2) badParameter('contents: at most 2 voices are supported');
	if (voices.length && sound !== 'native') badParameter('settings.audio must be native with voices');
	voices.forEach(({ voice_id: id }) => library.voice(id));
}

function videoJob(
	product: 'text2video' | 'image2video',
	body: JsonObject,
	model: CurrentModel,
	settings: Settings,
	options: z.output<typeof OPTIONS>,
	prompt: string,
	hasVoices: boolean,
): Job {
	const hasSound = model === 'kling-3.0-turbo' || settings.audio === 'native';
	const condition: Condition = hasVoices ? 'native audio + voice' : hasSound ? 'native audio' : 'silent';
	const { resolution: quality, duration: seconds } = settings;
	return {
		...currentJob(options),
		product,
		model,
		body,
		texts: [prompt],
		charge: {
			pack: 'video',
			weight: 1,
			units: videoUnits(model, condition, quality, seconds),
			video: { quality, condition, keepsSound: false },
		},
		outcome: { kind: 'video', seconds },
	};
}

/** R65. */
function fiveOrTen() {
	return z
		.number()
		.refine((value) => value === 5 || value === 10, { error: (issue) => `value '${String(issue.input)}' is invalid: 5 or 10 is expected` })
		.default(5);
}
