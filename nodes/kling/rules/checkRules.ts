import type { DialectApi } from '../dialects/dialect';
import { requestedSeconds, type VideoJob } from '../videoJob';
import { isOffered, modelsFor, operationNames, shotNames, videoModel, videoModels } from '../models';
import { listed } from '../values';
import { addressRules } from './addressRules';
import { checkChoices, type AllTexts } from './checkChoices';
import { allowed, limitsOn } from './choices';
import { decided } from './limit';
import { mediaRules } from './mediaRules';
import { bySeverity, type Problem } from './problem';
import { promptLengths, promptRules } from './promptRules';
import { applyRules } from './rule';
import type { Choice, Choices, Frames, Situation } from './situation';
import { speechRules } from './speechRules';

/** Applies all rules of contract §9 to a video job. */

/**
 * Checks a job against every rule of a dialect, before anything is sent or paid.
 *
 * @returns all problems, errors first; a job without one of severity `error` is one that Kling accepts, as far as the
 * contract can tell
 */
export function checkRules(job: VideoJob, dialect: DialectApi): Problem[] {
	const situation = situationOf(job, dialect);
	if (!isOffered(job.model, dialect, job.operation)) return [notOffered(situation, job)];
	const choices = checkChoices(job, situation, { limitsOn, allowed }, texts);
	const contents = applyRules([...promptRules, ...speechRules, ...mediaRules, ...addressRules], job, situation, dialect);
	return bySeverity([...choices, ...promptLengths(job, situation), ...contents]);
}

/** Gives the fields that other fields decide the only value they can have, or none (rules of severity A). */
export function adjust(job: VideoJob, dialect: DialectApi): VideoJob {
	const situation = situationOf(job, dialect);
	const ruled = <C extends Choice>(field: C, value: Choices[C]) => decided(limitsOn(field, situation), value);
	const { aspectRatio, duration, ...rest } = job;
	const ratio = ruled('aspectRatio', aspectRatio ?? '16:9');
	const seconds = job.shots === 'storyboard' ? undefined : ruled('duration', duration ?? 5);
	return {
		...rest,
		sound: ruled('sound', job.sound) ?? false,
		shots: ruled('shots', job.shots) ?? 'single',
		...(ratio ? { aspectRatio: ratio } : {}),
		...(seconds ? { duration: seconds } : {}),
	};
}

/** What a job has decided, for the limits. */
export function situationOf(job: VideoJob, dialect: DialectApi): Situation {
	return {
		dialect,
		model: videoModel(job.model),
		operation: job.operation,
		frames: framesOf(job),
		video: job.video?.role ?? 'none',
		shots: job.shots,
		quality: job.quality,
		sound: job.sound,
		references: job.images.some(({ role }) => role === 'reference'),
		elements: job.elements.length > 0,
	};
}

function framesOf({ images }: VideoJob): Frames {
	if (images.some(({ role }) => role === 'lastFrame')) return 'firstAndLast';
	return images.some(({ role }) => role === 'firstFrame') ? 'first' : 'none';
}

/** How each choice reads in a message. */
const texts: AllTexts<VideoJob, Situation, Choices> = {
	frames: {
		field: ({ images }) => (images.some(({ role }) => role === 'lastFrame') ? 'Last Frame' : 'First Frame'),
		values: (_, { frames }) => [frames],
		says: (frames) => (frames === 'none' ? 'First Frame is empty' : `${frames === 'first' ? 'First' : 'Last'} Frame is given`),
		remedy: (left) =>
			left.includes('firstAndLast')
				? 'Give the picture that the video starts from'
				: left.includes('first')
					? 'Leave Last Frame empty'
					: 'Remove the frame',
	},
	shots: {
		field: () => 'Shots',
		values: ({ shots }) => [shots],
		says: (shots) => `Shots is ${shotNames[shots]}`,
		remedy: (left) => `Set Shots to ${listed(left.map((shots) => shotNames[shots]))}`,
	},
	quality: {
		field: () => 'Quality',
		values: ({ quality }) => [quality],
		says: (quality) => `Quality is ${quality}`,
		remedy: (left) => `Set Quality to ${listed(left)}`,
	},
	sound: { field: () => 'Sound', values: ({ sound }) => [sound], says: () => 'Sound is on', remedy: () => 'Turn Sound off' },
	aspectRatio: {
		field: () => 'Aspect Ratio',
		values: ({ aspectRatio }) => (aspectRatio ? [aspectRatio] : []),
		says: (ratio) => `Aspect Ratio is ${ratio}`,
		remedy: (left) => `Set Aspect Ratio to ${listed(left)}`,
	},
	duration: {
		field: ({ shots }) => (shots === 'storyboard' ? 'Storyboard' : 'Duration'),
		// an empty storyboard has a message of its own
		values: (job) =>
			[requestedSeconds(job)].filter(
				(seconds) => seconds !== undefined && (job.shots !== 'storyboard' || job.storyboard.length > 0),
			) as number[],
		says: (seconds, { shots }) => `${shots === 'storyboard' ? 'Storyboard shots add up to' : 'Duration is'} ${seconds} s`,
		remedy: (left, { shots }) => (shots === 'storyboard' ? 'Change the seconds of a shot' : `Set Duration to ${spanned(left)}`),
	},
	keepSound: {
		field: () => 'Keep Original Sound',
		values: ({ video }) => (video ? [video.keepSound] : []),
		says: () => 'Keep Original Sound is on',
		remedy: () => 'Turn it off',
	},
	elementKind: {
		field: () => 'Elements',
		values: ({ elements }) => [...new Set(elements.map(({ kind }) => kind))],
		says: (kind) => `Elements has a ${kind === 'multiImage' ? 'multi-image' : 'video-character'} element`,
		remedy: (left) => (left.length ? 'Use multi-image elements only' : 'Remove the elements'),
	},
	reference: {
		field: () => 'Images',
		values: (_, { references }) => [references],
		says: () => 'Images has a reference picture',
		remedy: () => 'Remove the rows of Images',
	},
	voice: {
		field: () => 'Voices',
		values: ({ voices }) => [voices.length > 0],
		says: () => 'Voices is set',
		remedy: () => 'Remove the voices',
	},
	negativePrompt: {
		field: () => 'Negative Prompt',
		values: ({ negativePrompt }) => [Boolean(negativePrompt)],
		says: () => 'Negative Prompt is set',
		remedy: () => 'Clear it',
	},
	cfgScale: {
		field: () => 'CFG Scale',
		values: ({ cfgScale }) => [cfgScale !== undefined],
		says: () => 'CFG Scale is set',
		remedy: () => 'Remove it',
	},
};

function notOffered({ model, dialect }: Situation, { operation, model: id }: VideoJob): Problem {
	return {
		rule: '§8',
		severity: 'error',
		field: 'Model',
		message: `Model ${model.label} (${id}) is not offered on ${dialect.label} for ${operationNames[operation]}`,
		remedy: `Choose ${listed(modelsFor(dialect, operation).map((offered) => videoModels[offered]!.label)) || 'another operation'}`,
	};
}

/** "3 to 15", or "5 or 10" where there are gaps. */
function spanned(values: number[]): string {
	const [first, last] = [values[0], values.at(-1)];
	const unbroken = first !== undefined && last !== undefined && last - first === values.length - 1;
	return unbroken && values.length > 2 ? `${first} to ${last}` : listed(values);
}
