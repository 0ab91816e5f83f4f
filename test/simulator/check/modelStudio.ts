import { z } from 'zod/v4';
import { integer, list, longId, nonEmpty, oneOf, readFields } from './fields';
import type { ImageLimits, VideoLimits } from './media';
import { countElements, requireFewElementsWithFrames, requireFewPictures } from './omniCounts';
import { NUMBER_SHOTS, SHOT_TYPE, checkShots, textsOf } from './shots';
import { badParameter } from '../refusal';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

const V3 = 'kling/kling-v3-video-generation';
const OMNI = 'kling/kling-v3-omni-video-generation';
const TURBO = 'kling/kling-v3-turbo-video-generation';
/** The models of this call. */
export const MODELS = [V3, OMNI, TURBO] as const;
/** Siblings that exist, but not on this call. */
const IMAGE_MODELS = ['kling/kling-v3-image-generation', 'kling/kling-v3-omni-image-generation'];

const MEDIA = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal(['first_frame', 'last_frame', 'refer']), url: nonEmpty }),
	z.strictObject({ type: z.literal(['base', 'feature']), url: nonEmpty, keep_original_sound: oneOf('yes', 'no').default('no') }),
]);

/** Contract §16.2. R46: a prompt that is too long is cut, not refused. */
const FIELDS = z.strictObject({
	model: oneOf(...MODELS),
	input: z.strictObject({
		prompt: z.string().optional(),
		negative_prompt: z.string().optional(), // C15: on some pages only
		media: list(MEDIA).optional(),
		multi_shot: z.boolean().default(false),
		shot_type: SHOT_TYPE,
		multi_prompt: NUMBER_SHOTS,
		element_list: list(z.strictObject({ element_id: longId })).optional(),
	}),
	parameters: z
		.strictObject({
			mode: oneOf('std', 'pro', '4k').default('pro'),
			aspect_ratio: oneOf('16:9', '9:16', '1:1').optional(),
			duration: integer(3, 15).default(5),
			audio: z.boolean().optional(),
			watermark: z.boolean().default(false),
		})
		.prefault({}),
});
type Fields = z.output<typeof FIELDS>;

/** R41: which media may come together; several pictures count as one `refer`. */
const SETS: readonly string[] = [
	'',
	'first_frame',
	'first_frame+last_frame',
	'refer',
	'feature',
	'feature+refer',
	'feature+first_frame',
	'base',
	'base+refer',
];

const MB = 1024 * 1024;
// R44; unlike on the native APIs no ratio is printed
const IMAGE: ImageLimits = { maxBytes: 10 * MB, maxPixels: 8000, maxRatio: Infinity, alpha: false };
const VIDEO: VideoLimits = { maxBytes: 200 * MB, seconds: [3, 10], pixels: [720, 2160], fps: [24, 60] };

/**
 * Checks `POST …/services/aigc/video-generation/video-synthesis`.
 *
 * @param stored the content of a file behind an `oss://` link (R98, R99)
 */
export function checkModelStudio(body: JsonObject, context: Context, stored: (link: string, model: string) => Buffer = notStored): Job {
	if (IMAGE_MODELS.includes(String(body.model))) badParameter(`model ${String(body.model)} is not supported for this API`);
	const fields = readFields(FIELDS, body);
	const { model, input, parameters } = fields;
	const types = (input.media ?? []).map(({ type }) => type);
	checkMediaSet(fields, types);
	checkShots(input, parameters.duration, 'input.');
	if (input.multi_shot && types.includes('base')) badParameter('input.multi_shot is not supported with a base video'); // R20
	checkParameters(fields, types);
	checkElements(fields, types, context);
	const sourceSeconds = checkFiles(fields, context, (link) => stored(link, model));

	// R3: a base edit is as long as its source
	const seconds = types.includes('base') ? Math.round(sourceSeconds ?? 5) : parameters.duration;
	return {
		dialect: 'modelStudio',
		product: 'omni-video',
		model,
		body,
		texts: textsOf(input),
		watermark: parameters.watermark,
		// billed in Alibaba Cloud's own money, which the contract does not list
		charge: { pack: 'video', units: 0, weight: 1 },
		outcome: { kind: 'video', seconds },
		modelStudio: {
			mode: parameters.mode,
			ratio: parameters.aspect_ratio ?? '16:9',
			audio: parameters.audio ?? model === TURBO,
			prompt: input.prompt ?? '',
		},
	};
}

/** R17, R25, R41, R42. */
function checkMediaSet({ model, input }: Fields, types: string[]): void {
	for (const type of ['first_frame', 'last_frame', 'base', 'feature']) {
		if (types.filter((one) => one === type).length > 1) badParameter(`input.media: at most one ${type} is supported`); // R17, R25
	}
	const set = [...new Set(types)].sort();
	const isAllowed = SETS.some((allowed) => allowed.split('+').filter(Boolean).sort().join() === set.join());
	if (!isAllowed) badParameter(`input.media: the combination ${set.join(' + ')} is not supported`);
	// R42
	const own = model === OMNI ? types : types.filter((type) => type === 'first_frame' || (type === 'last_frame' && model === V3));
	if (own.length < types.length) badParameter(`input.media: model ${model} does not support ${set.join(' + ')}`);
	// elements belong to the omni model (the 2026 spring page of Aliyun; the newer one is silent)
	if (model !== OMNI && input.element_list) badParameter(`input.element_list is not supported by model ${model}`);
}

/** R1, R2, R22, R45. */
function checkParameters({ model, parameters }: Fields, types: string[]): void {
	const hasVideo = types.includes('base') || types.includes('feature');
	if (hasVideo && parameters.audio) badParameter('parameters.audio must be false with video input'); // R1
	if (model === TURBO && parameters.audio !== undefined) badParameter(`parameters.audio is not supported by model ${model}`); // R45
	if (model === TURBO && parameters.mode === '4k') badParameter(`parameters.mode value '4k' is invalid for model ${model}`);
	if (hasVideo && parameters.duration > 10) badParameter(`parameters.duration value '${parameters.duration}' is invalid with video input`); // R22
	// R2; the table also names a default, the rule says that it is needed
	if (!parameters.aspect_ratio && !types.includes('first_frame') && !types.includes('base')) {
		badParameter('parameters.aspect_ratio can not be null without a first frame or a base video');
	}
}

/** R9, R14; only elements of the official gallery exist here. */
function checkElements({ input }: Fields, types: string[], { library }: Context): void {
	const elements = (input.element_list ?? []).map(({ element_id: id }) => library.element(id));
	for (const { id, ownedBy } of elements) if (ownedBy !== 'kling') badParameter(`Element id not found: ${id}`);
	const attached = { references: types.filter((type) => type === 'refer').length, ...countElements(elements) };
	requireFewPictures(attached, types.includes('base') || types.includes('feature'));
	if (types.includes('first_frame')) requireFewElementsWithFrames(attached);
}

/** R44. Returns the length of the source video, if it is known. */
function checkFiles({ input }: Fields, { media }: Context, stored: (link: string) => Buffer): number | undefined {
	let seconds: number | undefined;
	(input.media ?? []).forEach(({ type, url }, at) => {
		const field = `input.media[${at}].url`;
		const isVideo = type === 'base' || type === 'feature';
		if (url.startsWith('oss://')) {
			if (isVideo) seconds = media.videoFile(stored(url), VIDEO);
			else media.imageFile(stored(url), IMAGE);
		} else if (isVideo) seconds = media.video(url, field, VIDEO)?.seconds;
		else media.imageUrl(url, field, IMAGE);
	});
	return seconds;
}

function notStored(link: string): never {
	return badParameter(`there is no file behind ${link}`);
}
