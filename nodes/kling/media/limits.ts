import type { Media } from '../jobParts';
import type { VideoModel } from '../models';
import type { PictureFacts, SoundFacts, VideoFacts } from './facts';
import { nameOfKind, type FileKind } from './kinds';

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
	/** Longer side by shorter. */
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

interface SoundLimits {
	/** Bytes. */
	size: number;
	seconds: Range;
}

/** Something attached, with the panel's name of its place. */
export interface MediaRow {
	field: string;
	type: 'picture' | 'video' | 'sound';
	media: Media;
	/** What is taken there, where the place decides it and not the model. */
	video?: VideoLimits;
	sound?: SoundLimits;
	/** A sound that travels inside the request (R27); others need an address. */
	isInline?: boolean;
}

export const MB = 1024 * 1024;

/** Limits of a video of which the contract says less. */
export const onlyLimited = (limits: Pick<VideoLimits, 'size' | 'seconds'> & Partial<VideoLimits>): VideoLimits => ({
	side: { min: 0, max: Infinity },
	area: Infinity,
	frameRate: { min: 0, max: Infinity },
	...limits,
});

/** C4, C27: what Kling takes as a source video depends on the model. */
export function sourceVideoLimits({ video }: VideoModel): VideoLimits {
	const { seconds, side } = video ?? { seconds: { min: 3, max: 15.5 }, side: { min: 700, max: 4553 } };
	return { size: 200 * MB, seconds, side, area: 8_294_400, frameRate: { min: 24, max: 60 } };
}

/** R68: the video that lends its movement. */
export const motionLimits = (orientation: 'image' | 'video' | undefined): VideoLimits =>
	onlyLimited({ size: 100 * MB, seconds: { min: 3, max: orientation === 'video' ? 30 : 10 }, side: { min: 340, max: 3850 } });

/** Contract §13: the clip of a person that becomes an element; "1080p, 16:9 or 9:16". */
export const elementLimits = onlyLimited({
	size: 200 * MB,
	seconds: { min: 3, max: 8 },
	side: { min: 1080, max: 1920 },
	ratios: { '16:9': 16 / 9, '9:16': 9 / 16 },
});

/** Contract §13: the speech that becomes a voice. */
const voiceLimits: SoundLimits = { size: Infinity, seconds: { min: 5, max: 30 } };

/** The kinds of file that are taken for each type of media, and how they are called. M4A is MP4 without a picture. */
const taken = {
	picture: { kinds: ['jpg', 'png'], called: 'a JPG or PNG picture', plainly: 'a picture', convert: 'JPG or PNG' },
	video: { kinds: ['mp4', 'mov'], called: 'an MP4 or MOV video', plainly: 'a video', convert: 'MP4' },
	sound: { kinds: ['mp3', 'wav', 'mp4', 'mov', 'm4a'], called: 'MP3, WAV, MP4 or MOV', plainly: 'a recording', convert: 'MP3 or WAV' },
	// R78: no video among them
	soundAlone: { kinds: ['mp3', 'wav', 'm4a', 'aac', 'mp4'], called: 'MP3, WAV, M4A or AAC', plainly: 'a recording', convert: 'MP3 or WAV' },
} satisfies Record<string, { kinds: readonly FileKind[]; called: string; plainly: string; convert: string }>;

/** What is wrong with a file: what it is, and what to do. */
export interface Misfit {
	message: string;
	remedy: string;
	/** Something that may be as it should be, seen from Kling. */
	isPossible?: boolean;
}

/** What a file is instead of what is taken here. */
export function misfitOfKind(
	kind: FileKind | undefined,
	{ type, sound }: Pick<MediaRow, 'type' | 'sound'>,
	isEmpty: boolean,
): Misfit | undefined {
	const { kinds, called, plainly, convert } = taken[sound ? 'soundAlone' : type] as {
		kinds: readonly FileKind[];
	} & (typeof taken)['sound'];
	if (isEmpty) return { message: 'the file is empty', remedy: 'Look at the node before, which should give the file' };
	if (kind === undefined) {
		return { message: `the file does not look like ${called}`, remedy: `If Kling refuses it, convert it to ${convert}`, isPossible: true };
	}
	if (kinds.includes(kind)) return undefined;
	if (kind === 'html') return { message: `the address gives a web page, not ${plainly}`, remedy: directLink };
	const isSameType = plainly.endsWith(nameOfKind(kind).split(' ').at(-1)!);
	return {
		message: `the file is not ${called}, but ${nameOfKind(kind)}`,
		remedy: isSameType ? `Convert it to ${convert}` : `Attach a file of type ${convert}`,
	};
}

const directLink =
	'Give the address of the file itself. Google Drive and Dropbox links need another form: ' +
	'https://drive.google.com/uc?export=download&id=…, and ?raw=1 at the end for Dropbox; both shared with everyone who has the link';

export function misfitOfSize(size: number | undefined, most: number, what: string): Misfit | undefined {
	if (size === undefined || size <= most) return undefined;
	return { message: `the ${what} has ${(size / MB).toFixed(1)} MB, but Kling takes ${most / MB} MB`, remedy: 'Make the file smaller' };
}

/** @param vendor who takes the picture or not, for people */
export function misfitOfPicture(
	{ width, height, hasAlpha }: PictureFacts,
	{ side, ratio, alpha }: PictureLimits,
	vendor: string,
): Misfit | undefined {
	const is = `the picture is ${width} × ${height} pixels`;
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (shorter < side.min) return { message: `${is}, but each side takes ${side.min} or more`, remedy: 'Use a larger picture' };
	if (longer > side.max) return { message: `${is}, but each side takes ${side.max} at most`, remedy: 'Make the picture smaller' };
	if (longer / shorter > ratio)
		return { message: `${is}, but the longer side may be ${ratio} times the shorter at most`, remedy: 'Crop the picture' };
	if (hasAlpha && !alpha) return { message: `the picture has transparent parts, which ${vendor} does not take`, remedy: 'Save it as JPG' };
	return undefined;
}

export function misfitOfVideo({ seconds, width, height, frameRate }: VideoFacts, limits: VideoLimits): Misfit | undefined {
	return (
		misfitOfLength('video', seconds, limits.seconds) ?? misfitOfSides(width, height, limits) ?? misfitOfRate(frameRate, limits.frameRate)
	);
}

function misfitOfSides(width: number | undefined, height: number | undefined, { side, area, ratios }: VideoLimits): Misfit | undefined {
	if (width === undefined || height === undefined) return undefined;
	const is = `the video is ${width} × ${height} pixels`;
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (shorter < side.min || longer > side.max || width * height > area) {
		const all = area === Infinity ? '' : ` and ${area.toLocaleString('en')} pixels in all`;
		return { message: `${is}, but each side takes ${side.min} to ${side.max}${all}`, remedy: 'Scale it' };
	}
	if (!ratios || Object.values(ratios).some((ratio) => Math.abs(width / height / ratio - 1) < 0.01)) return undefined;
	return { message: `${is}, but Kling takes ${Object.keys(ratios).join(' or ')}`, remedy: 'Crop it' };
}

function misfitOfRate(rate: number | undefined, { min, max }: Range): Misfit | undefined {
	if (rate === undefined || (rate >= min - 0.5 && rate <= max + 0.5)) return undefined;
	return { message: `the video has ${rate.toFixed(1)} frames a second, but Kling takes ${min} to ${max}`, remedy: 'Convert it' };
}

/** The length of a recording, where the file tells it; a length that follows from the file's size refuses nothing. */
export function misfitOfSound({ seconds, isEstimate = false }: SoundFacts, limits = voiceLimits): Misfit | undefined {
	const misfit = misfitOfLength(isEstimate ? 'recording by its size' : 'recording', seconds, limits.seconds);
	return misfit && { ...misfit, isPossible: isEstimate };
}

function misfitOfLength(what: string, seconds: number | undefined, { min, max }: Range): Misfit | undefined {
	if (seconds === undefined || (seconds >= min - 0.05 && seconds <= max + 0.05)) return undefined;
	return { message: `the ${what} is ${seconds.toFixed(1)} s long, but Kling takes ${min} to ${max} s`, remedy: 'Cut it' };
}
