import type { Job } from '../job';
import { videoModel, type Dialect, type VideoModel } from '../models';
import type { PictureFacts, VideoFacts } from './facts';

/** What Kling takes as a picture or video (contract §3, §15.3, §16.2), and how a file that is not so reads. */

interface Range {
	min: number;
	max: number;
}

export interface PictureLimits {
	/** Bytes. */
	size: number;
	/** Pixels per side. */
	side: Range;
	/** Longer side by shorter; none printed for Model Studio. */
	ratio: number;
	alpha: boolean;
}

export interface VideoLimits {
	/** Bytes. */
	size: number;
	seconds: Range;
	/** Pixels per side. */
	side: Range;
	/** Pixels in all. */
	area: number;
	frameRate: Range;
	/** Width by height, where only some are taken. */
	ratios?: Record<string, number>;
}

const MB = 1024 * 1024;

export const pictureLimits: Record<Dialect, PictureLimits> = {
	classic: { size: 10 * MB, side: { min: 300, max: Infinity }, ratio: 2.5, alpha: true },
	current: { size: 50 * MB, side: { min: 300, max: Infinity }, ratio: 2.5, alpha: true },
	modelStudio: { size: 10 * MB, side: { min: 300, max: 8000 }, ratio: Infinity, alpha: false },
};

const anyRate = { min: 24, max: 60 };

/** What a job's video may be. */
export function videoLimitsFor(job: Job, dialect: Dialect): VideoLimits {
	if (job.kind === 'element') return elementLimits;
	if (job.kind === 'video' && job.operation === 'motionControl') return motionLimits(job.characterOrientation);
	return videoLimits(dialect, videoModel('model' in job ? job.model : ''));
}

/** C4, C27: what a source video may be depends on the model and, for O1, on the dialect. */
function videoLimits(dialect: Dialect, { video }: VideoModel): VideoLimits {
	if (dialect === 'modelStudio')
		return { size: 200 * MB, seconds: { min: 3, max: 10 }, side: { min: 720, max: 2160 }, area: Infinity, frameRate: anyRate };
	const { seconds, side } = video ?? { seconds: { min: 3, max: 15.5 }, side: { min: 700, max: 4553 } };
	const smallest = dialect === 'current' ? Math.min(700, side.min) : side.min;
	return { size: 200 * MB, seconds, side: { ...side, min: smallest }, area: 8_294_400, frameRate: anyRate };
}

/** R68: the video that lends its movement. */
const motionLimits = (orientation: 'image' | 'video' | undefined): VideoLimits => ({
	size: 100 * MB,
	seconds: { min: 3, max: orientation === 'video' ? 30 : 10 },
	side: { min: 340, max: 3850 },
	area: Infinity,
	frameRate: { min: 0, max: Infinity },
});

/** Contract §13: the clip of a person that becomes an element; "1080p, 16:9 or 9:16". */
const elementLimits: VideoLimits = {
	size: 200 * MB,
	seconds: { min: 3, max: 8 },
	side: { min: 1080, max: 1920 },
	area: Infinity,
	frameRate: { min: 0, max: Infinity },
	ratios: { '16:9': 16 / 9, '9:16': 9 / 16 },
};

/** Contract §13: the speech that becomes a voice, seconds. */
const voiceSeconds = { min: 5, max: 30 };

/** What is wrong with a file: what it is, and what to do. */
export interface Misfit {
	message: string;
	remedy: string;
}

export function misfitOfSize(size: number | undefined, most: number, what: string): Misfit | undefined {
	if (size === undefined || size <= most) return undefined;
	return { message: `the ${what} has ${(size / MB).toFixed(1)} MB, but Kling takes ${most / MB} MB`, remedy: 'Make the file smaller' };
}

export function misfitOfPicture({ width, height, hasAlpha }: PictureFacts, { side, ratio, alpha }: PictureLimits): Misfit | undefined {
	const is = `the picture is ${width} × ${height} pixels`;
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (shorter < side.min) return { message: `${is}, but each side takes ${side.min} or more`, remedy: 'Use a larger picture' };
	if (longer > side.max) return { message: `${is}, but each side takes ${side.max} at most`, remedy: 'Make the picture smaller' };
	if (longer / shorter > ratio)
		return { message: `${is}, but the longer side may be ${ratio} times the shorter at most`, remedy: 'Crop the picture' };
	if (hasAlpha && !alpha)
		return { message: 'the picture has transparent parts, which Model Studio does not take', remedy: 'Save it as JPG' };
	return undefined;
}

export function misfitOfVideo({ seconds, width, height, frameRate }: VideoFacts, limits: VideoLimits): Misfit | undefined {
	const { side, area } = limits;
	const misfit = misfitOfLength('video', seconds, limits.seconds);
	if (misfit) return misfit;
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (shorter < side.min || longer > side.max || width * height > area) {
		const all = area === Infinity ? '' : ` and ${area.toLocaleString('en')} pixels in all`;
		return {
			message: `the video is ${width} × ${height} pixels, but each side takes ${side.min} to ${side.max}${all}`,
			remedy: 'Scale it',
		};
	}
	const { ratios } = limits;
	if (ratios && !Object.values(ratios).some((ratio) => Math.abs(width / height / ratio - 1) < 0.01)) {
		return { message: `the video is ${width} × ${height} pixels, but Kling takes ${Object.keys(ratios).join(' or ')}`, remedy: 'Crop it' };
	}
	if (frameRate !== undefined && (frameRate < limits.frameRate.min - 0.5 || frameRate > limits.frameRate.max + 0.5)) {
		return {
			message: `the video has ${frameRate.toFixed(1)} frames a second, but Kling takes ${limits.frameRate.min} to ${limits.frameRate.max}`,
			remedy: 'Convert it',
		};
	}
	return undefined;
}

/** The length of speech, where the file tells it. */
export const misfitOfVoice = (seconds: number) => misfitOfLength('recording', seconds, voiceSeconds);

function misfitOfLength(what: string, seconds: number, { min, max }: Range): Misfit | undefined {
	if (seconds >= min - 0.05 && seconds <= max + 0.05) return undefined;
	return { message: `the ${what} is ${seconds.toFixed(1)} s long, but Kling takes ${min} to ${max} s`, remedy: 'Cut it' };
}
