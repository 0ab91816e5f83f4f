import { z } from 'zod/v4';
import { OPTIONS, PART, RATIO, checkIds, currentJob, parts, promptOf, requireAtMost } from './currentParts';
import { integer, list, oneOf, readFields } from './fields';
import { CURRENT_IMAGE, O1_VIDEO, OMNI3_VIDEO, type VideoLimits } from './media';
import { countElements, requireFewCharacters, requireFewElementsWithFrames, requireFewPictures, type Attachments } from './omniCounts';
import { checkShotSyntax } from './shotSyntax';
import { badParameter } from '../refusal';
import { videoUnits, type Condition } from '../prices';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import type { Job } from '../tasks';

/** Contract §5, contents[]. */
const CONTENTS = list(
	z.discriminatedUnion('type', [
		PART.prompt,
		PART.tagged('first_frame'),
		PART.tagged('last_frame'),
		PART.tagged('refer_image'),
		PART.tagged('feature_video'),
		PART.tagged('base_video'),
		PART.element,
	]),
);

/** Contract §5, settings{}, in the order in which the service was seen to check them. */
const OMNI3_FIELDS = z.strictObject({
	contents: CONTENTS,
	settings: z
		.strictObject({
			aspect_ratio: RATIO,
			resolution: oneOf('720p', '1080p', '4k').default('720p'),
			audio: oneOf('native', 'original', 'off').default('off'),
			duration: integer(3, 15).default(5),
			multi_shot: z.boolean().default(true),
		})
		.prefault({}),
	options: OPTIONS,
});
const O1_FIELDS = z.strictObject({
	contents: CONTENTS,
	settings: z
		.strictObject({
			aspect_ratio: RATIO,
			resolution: oneOf('720p', '1080p').default('720p'),
			audio: oneOf('original', 'off').default('off'), // R24
			duration: integer(3, 10).default(5),
		})
		.prefault({}),
	options: OPTIONS,
});

type Contents = z.output<typeof CONTENTS>;
type Omni3Settings = z.output<typeof OMNI3_FIELDS>['settings'];
/** o1 has no `multi_shot`. */
type Settings = Omit<Omni3Settings, 'multi_shot'> & Partial<Omni3Settings>;

interface Request extends Attachments {
	settings: Settings;
	hasFirstFrame: boolean;
	hasLastFrame: boolean;
	video?: 'base_video' | 'feature_video';
}

// C24: the page of this API prints a narrower ratio; C27: and a smaller side for o1
const LIMITS: Record<string, VideoLimits> = {
	'kling-3.0-omni': { ...OMNI3_VIDEO, ratio: [0.4, 2] },
	'kling-o1': { ...O1_VIDEO, pixels: [700, 2160] },
};

/** Checks `POST /omni-video/kling-3.0-omni` and `POST /omni-video/kling-o1`. */
export function checkCurrentOmniVideo(body: JsonObject, model: string, context: Context): Job {
	const isO1 = model === 'kling-o1';
	const fields = isO1 ? readFields(O1_FIELDS, body) : readFields(OMNI3_FIELDS, body);
	const { contents, options } = fields;
	const settings: Settings = fields.settings;
	const prompt = promptOf(contents, isO1 ? 2500 : 3072);
	checkIds(contents);
	const request = sortContents(contents, settings, context);
	checkFrames(request, isO1);
	if (isO1) checkO1(request);
	else checkOmni3(request, prompt);
	requireFewPictures(request, request.video !== undefined); // R9

	const sourceSeconds = checkMedia(contents, context, LIMITS[model] ?? OMNI3_VIDEO);
	// R3: a base edit is as long as its source
	const seconds = request.video === 'base_video' ? Math.round(sourceSeconds ?? 5) : settings.duration;
	const condition: Condition = request.video ? 'video input' : settings.audio === 'native' ? 'native audio' : 'silent';
	return {
		...currentJob(options),
		product: 'omni-video',
		model,
		body,
		texts: [prompt],
		charge: {
			pack: 'video',
			weight: 1,
			units: videoUnits(model, condition, settings.resolution, seconds),
			video: { quality: settings.resolution, condition, keepsSound: settings.audio === 'original' },
		},
		outcome: { kind: 'video', seconds },
	};
}

function sortContents(contents: Contents, settings: Settings, { library }: Context): Request {
	for (const type of ['first_frame', 'last_frame']) requireAtMost(contents, type, 1); // R17
	const videos = contents.flatMap(({ type }) => (type === 'base_video' || type === 'feature_video' ? [type] : []));
	if (videos.length > 1) badParameter('contents: at most one video is supported'); // R25
	return {
		settings,
		hasFirstFrame: parts(contents, 'first_frame').length > 0,
		hasLastFrame: parts(contents, 'last_frame').length > 0,
		references: parts(contents, 'refer_image').length,
		...countElements(parts(contents, 'element').map(({ element_id: id }) => library.element(id))),
		video: videos[0],
	};
}

/** R17, R19, R56. */
function checkFrames({ settings, hasFirstFrame, hasLastFrame, video }: Request, isO1: boolean): void {
	if (hasLastFrame && !hasFirstFrame) badParameter('contents: last_frame is not supported without first_frame'); // R17
	if (video === 'base_video' && (hasFirstFrame || hasLastFrame)) badParameter('contents: frames are not supported with base_video'); // R19
	if (isO1 && video && hasLastFrame) badParameter('contents: last_frame is not supported with feature_video'); // R57
	if (settings.audio === 'original' && !video) badParameter("settings.audio value 'original' is invalid without video input"); // R56
}

/** R15, R21. */
function checkO1({ settings, hasFirstFrame, hasLastFrame, references, multiImageElements, characters, video }: Request): void {
	if (characters) badParameter('contents: video character elements are not supported by kling-o1'); // R15
	if (hasLastFrame && references + multiImageElements)
		badParameter('contents: reference images and elements are not supported with last_frame'); // R15
	// R21: here neither elements nor a last frame lift the limit of a first frame
	const isLimited = !video && !references && (hasFirstFrame || !multiImageElements);
	if (isLimited && settings.duration !== 5 && settings.duration !== 10) {
		badParameter('Duration only supports 5 or 10 seconds when no refer_image is provided');
	}
}

/** R1, R13, R14, R16, R20, R54, R72. */
function checkOmni3(request: Request, prompt: string): void {
	const { settings, hasFirstFrame, references, multiImageElements, characters, video } = request;
	const multiShot = settings.multi_shot === true;
	if (video && settings.audio === 'native') badParameter('audio native is not supported with video input'); // R1
	if (video === 'feature_video' && settings.audio !== 'off')
		badParameter(`settings.audio value '${settings.audio}' is invalid with feature_video`); // R54
	// R20, R55: leaving it out means true
	if (video === 'base_video' && multiShot) badParameter('settings.multi_shot must be false with base_video; its default is true');
	if (video && characters) {
		// R16
		if (characters > 1) badParameter('contents: at most one video character element is supported with video input');
		if (references + multiImageElements)
			badParameter('contents: next to a video and a video character element no other reference is supported');
	}
	if (!video) requireFewCharacters(request); // R13
	if (hasFirstFrame) requireFewElementsWithFrames(request); // R14
	// with multi_shot false the same text is one plain shot (R72)
	if (multiShot) checkShotSyntax(prompt, settings.duration);
}

/** Looks at the files last. Returns the length of the source video, if it is known. */
function checkMedia(contents: Contents, { media }: Context, limits: VideoLimits): number | undefined {
	let seconds: number | undefined;
	contents.forEach((part, at) => {
		if (part.type === 'prompt' || part.type === 'element') return;
		const field = `contents[${at}].url`;
		if (part.type === 'base_video' || part.type === 'feature_video') seconds = media.video(part.url, field, limits)?.seconds;
		else media.image(part.url, field, CURRENT_IMAGE);
	});
	return seconds;
}
