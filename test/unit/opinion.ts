import type { WireRequest } from '../../nodes/kling/client';
import { stringifyJson } from '../../nodes/kling/json';
import { checkSpeech, checkTextToAudio, checkVideoToAudio } from '../simulator/check/audio';
import { checkAvatar } from '../simulator/check/avatar';
import { checkImageGeneration, checkOmniImage } from '../simulator/check/classicImage';
import { checkElement, checkVoice } from '../simulator/check/classicLibrary';
import { checkClassicMotion } from '../simulator/check/classicMotion';
import { checkClassicOmniVideo } from '../simulator/check/classicOmniVideo';
import { checkImageToVideo, checkTextToVideo } from '../simulator/check/classicVideo';
import { checkCurrentMotion, isMotionModel } from '../simulator/check/currentMotion';
import { checkCurrentOmniVideo } from '../simulator/check/currentOmniVideo';
import { checkCurrentImageToVideo, checkCurrentTextToVideo, isCurrentModel } from '../simulator/check/currentVideo';
import { checkExpand } from '../simulator/check/expand';
import { checkFaces, checkLipSync } from '../simulator/check/lipSync';
import { MediaChecks } from '../simulator/check/media';
import { checkModelStudio } from '../simulator/check/modelStudio';
import type { Context } from '../simulator/context';
import { FaceSessions } from '../simulator/faces';
import { readJson, type JsonObject } from '../simulator/json';
import { Library } from '../simulator/library';
import { Refusal } from '../simulator/refusal';
import type { Job } from '../simulator/tasks';

/** What the simulator's checks say of a create, without a server: fast enough for tens of thousands of requests. */

const context: Context = {
	media: new MediaChecks(
		() => 0,
		() => false,
	),
	library: new Library(),
	faces: new FaceSessions(Infinity),
	linkTo: (name) => name,
	findTask: () => undefined,
};

/** What the service makes of a create, its charge included. @throws Refusal */
export const acceptedJob = ({ path, body }: WireRequest): Job => check(path, readJson(stringifyJson(body)) as JsonObject);

/** @returns the service's refusal, or `undefined` if it takes the request */
export function refusalOf(request: WireRequest): string | undefined {
	try {
		acceptedJob(request);
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
}

const classicChecks: Record<string, (body: JsonObject, context: Context) => Job> = {
	'omni-video': checkClassicOmniVideo,
	text2video: checkTextToVideo,
	image2video: checkImageToVideo,
	'omni-image': checkOmniImage,
	generations: checkImageGeneration,
	'advanced-custom-elements': checkElement,
	'custom-voices': checkVoice,
	'motion-control': checkClassicMotion,
	avatar: checkAvatar,
	'identify-face': checkFaces,
	'advanced-lip-sync': checkLipSync,
	tts: checkSpeech,
	'video-to-audio': checkVideoToAudio,
	'text-to-audio': checkTextToAudio,
	editing: checkExpand,
};

function check(path: string, body: JsonObject): Job {
	const [, first = '', second = '', third = ''] = path.split('/');
	if (first === 'v1') return classicChecks[third]!(body, context);
	if (first === 'services') return checkModelStudio(body, context);
	if (first === 'omni-video') return checkCurrentOmniVideo(body, second, context);
	if (first === 'motion-control' && isMotionModel(second)) return checkCurrentMotion(body, second, context);
	if (!isCurrentModel(second)) throw new Refusal(404, 1203, `no model ${second}`);
	return first === 'text-to-video' ? checkCurrentTextToVideo(body, second) : checkCurrentImageToVideo(body, second, context);
}
