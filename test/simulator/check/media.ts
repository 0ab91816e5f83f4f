import { imageSize } from 'image-size';
import { isWebAddress } from './fields';
import { UnreachableMedia, badParameter } from '../refusal';
import { IMAGES, VIDEOS, type ImageFacts, type VideoFacts } from '../media';
import { SOUNDS, soundFacts, type SoundFacts } from '../sounds';

const MB = 1024 * 1024;

export interface ImageLimits {
	maxBytes: number;
	/** Longest side; the contract names one for Model Studio only. */
	maxPixels?: number;
	/** Longer side divided by the shorter one, default 2.5. */
	maxRatio?: number;
	/** False: no transparency. */
	alpha?: boolean;
}

export interface VideoLimits {
	seconds: readonly [number, number];
	maxBytes: number;
	/** Shortest and longest side. */
	pixels: readonly [number, number];
	maxArea?: number;
	/** Width divided by height. */
	ratio?: readonly [number, number];
	fps?: readonly [number, number];
}

export type MediaKind = 'Image' | 'Video' | 'Audio';
/** The names of the result files of each kind. */
const RESULTS: Record<MediaKind, RegExp> = { Image: /\.png$/, Video: /\.mp4$/, Audio: /\.(mp3|wav)$/ };

/** Contract §3, media limits: the classic API takes pictures of 10 MB, the current one of 50 MB. */
export const CLASSIC_IMAGE: ImageLimits = { maxBytes: 10 * MB };
export const CURRENT_IMAGE: ImageLimits = { maxBytes: 50 * MB };

const VIDEO = { maxBytes: 200 * MB, fps: [24, 60] } as const;
export const OMNI3_VIDEO: VideoLimits = { ...VIDEO, seconds: [3, 15.5], pixels: [700, 4553], maxArea: 8_294_400, ratio: [0.4, 2.5] };
export const O1_VIDEO: VideoLimits = { ...VIDEO, seconds: [3, 10], pixels: [720, 2160] };

/**
 * Looks at the media of a job. The only address it can look behind is its own; any other is taken on trust, and so is the
 * result of an earlier task, as long as its link works.
 */
export class MediaChecks {
	/** @param isResult whether a link to a result file works */
	constructor(
		private readonly port: () => number,
		private readonly isResult: (name: string, sign: string) => boolean,
	) {}

	/** A picture as URL or as raw base64. */
	image(value: string, field: string, limits: ImageLimits): void {
		if (value === '') badParameter(`${field}: image can not be null`);
		if (isWebAddress(value)) {
			const facts = this.#behind(value, 'Image', IMAGES);
			if (facts) checkImage(facts, limits);
			return;
		}
		// R27: a "data:" prefix is not base64
		if (!isBase64(value)) badParameter(`${field}: File is not in a valid base64 format`);
		checkImage(factsOf(Buffer.from(value, 'base64')), limits);
	}

	/** A picture that must be a URL (Model Studio, R44). */
	imageUrl(value: string, field: string, limits: ImageLimits): void {
		if (!isWebAddress(value)) badParameter(`${field} must be an absolute http(s) URL`);
		const facts = this.#behind(value, 'Image', IMAGES);
		if (facts) checkImage(facts, limits);
	}

	/** The content of a picture. */
	imageFile(bytes: Buffer, limits: ImageLimits): void {
		checkImage(factsOf(bytes), limits);
	}

	/** The content of a clip: of its facts only size, format and length are looked at. Returns its length in seconds. */
	videoFile(bytes: Buffer, limits: VideoLimits): number {
		if (bytes.toString('latin1', 4, 8) !== 'ftyp') badParameter('Video format is invalid: only mp4 and mov are supported');
		if (bytes.length > limits.maxBytes) badParameter(`Video size is invalid: at most ${limits.maxBytes / MB} MB are supported`);
		const seconds = movieSeconds(bytes);
		requireRange('Video duration', seconds, limits.seconds, ' s');
		return seconds;
	}

	/** A clip: URL only. Returns what is known about it, undefined for an address elsewhere. */
	video(value: string, field: string, limits: VideoLimits): VideoFacts | undefined {
		if (!isWebAddress(value)) badParameter(`${field} must be an absolute http(s) URL`);
		const facts = this.#behind(value, 'Video', VIDEOS);
		if (facts) checkVideo(facts, limits);
		return facts;
	}

	/** Where a voice comes from: audio, or a clip with somebody speaking. */
	sound(value: string, seconds: readonly [number, number]): void {
		// the one call that takes both kinds
		const kind = /\.(mp3|wav)(\?|$)/.test(value) ? 'Audio' : 'Video';
		const facts = kind === 'Audio' ? this.#behind(value, kind, SOUNDS) : this.#behind(value, kind, VIDEOS);
		if (facts?.seconds !== undefined) requireRange('Voice duration', facts.seconds, seconds, ' s');
	}

	/** A recording as URL or as raw base64 (R78). Returns its length in seconds, undefined if that is not known here. */
	recording(value: string, field: string): number | undefined {
		if (!isWebAddress(value) && !isBase64(value)) badParameter(`${field}: File is not in a valid base64 format`); // R27
		const facts = isWebAddress(value) ? this.#behind(value, 'Audio', SOUNDS) : soundFacts(Buffer.from(value, 'base64'));
		if (facts) checkSound(facts);
		return facts?.seconds;
	}

	#behind<Facts>(value: string, kind: MediaKind, shelf: Record<string, Facts>): Facts | undefined {
		if (value.includes('unreachable')) throw new UnreachableMedia(kind, value);
		const url = new URL(value);
		const isOwn = ['127.0.0.1', 'localhost'].includes(url.hostname) && url.port === String(this.port());
		if (!isOwn) return undefined;
		const [, folder, name = ''] = /^\/(media|files)\/([^/]+)$/.exec(url.pathname) ?? [];
		if (folder === 'files') {
			if (!this.isResult(name, url.searchParams.get('sign') ?? '')) throw new UnreachableMedia(kind, value);
			if (!RESULTS[kind].test(name)) badParameter(`${kind} format is invalid: ${value}`);
			return undefined;
		}
		if (name in shelf) return shelf[name];
		// a picture given as a clip, or the other way round
		if (name in IMAGES || name in VIDEOS || name in SOUNDS) badParameter(`${kind} format is invalid: ${value}`);
		throw new UnreachableMedia(kind, value);
	}
}

function isBase64(value: string): boolean {
	// looked for what does not belong there: a pattern for the whole overflows the stack with tens of megabytes
	const padding = /={0,2}$/.exec(value.slice(-2))![0].length;
	return value.length % 4 === 0 && value.length > padding && !/[^A-Za-z0-9+/]/.test(value.slice(0, value.length - padding));
}

function factsOf(bytes: Buffer): ImageFacts {
	try {
		const { type = 'unknown', width, height } = imageSize(bytes);
		// the colour type of a PNG: 4 and 6 have an alpha channel
		const alpha = type === 'png' && [4, 6].includes(bytes[25] ?? 0);
		return { format: type, bytes: bytes.length, width, height, alpha };
	} catch {
		return { format: 'unknown', bytes: bytes.length, width: 0, height: 0 };
	}
}

function checkImage({ format, bytes, width, height, alpha }: ImageFacts, limits: ImageLimits): void {
	if (format !== 'jpg' && format !== 'png') badParameter('Image format is invalid: only jpg, jpeg and png are supported');
	if (bytes > limits.maxBytes) badParameter(`Image size is invalid: at most ${limits.maxBytes / MB} MB are supported`);
	const [short, long] = [Math.min(width, height), Math.max(width, height)];
	if (short < 300) badParameter(`Image pixel is invalid: ${width} x ${height}, each side must have at least 300 px`);
	if (long > (limits.maxPixels ?? Infinity))
		badParameter(`Image pixel is invalid: ${width} x ${height}, at most ${limits.maxPixels} px per side`);
	if (alpha && limits.alpha === false) badParameter('Image format is invalid: an alpha channel is not supported');
	if (long / short > (limits.maxRatio ?? 2.5))
		badParameter(`Image aspect ratio is invalid: ${width} x ${height} is not between 1:2.5 and 2.5:1`);
}

function checkVideo({ format, bytes, seconds, width, height, fps }: VideoFacts, limits: VideoLimits): void {
	if (format !== 'mp4' && format !== 'mov') badParameter('Video format is invalid: only mp4 and mov are supported');
	if (bytes > limits.maxBytes) badParameter(`Video size is invalid: at most ${limits.maxBytes / MB} MB are supported`);
	requireRange('Video duration', seconds, limits.seconds, ' s');
	requireRange('Video pixel', Math.min(width, height), limits.pixels, ' px');
	requireRange('Video pixel', Math.max(width, height), limits.pixels, ' px');
	requireRange('Video pixel', width * height, [0, limits.maxArea ?? Infinity], ' px in all');
	requireRange('Video aspect ratio', width / height, limits.ratio ?? [0, Infinity], '');
	requireRange('Video frame rate', fps, limits.fps ?? [0, Infinity], ' fps');
}

/** The length in a movie header of the usual version 0; 0 if there is none. */
function movieSeconds(bytes: Buffer): number {
	const header = bytes.indexOf('mvhd');
	return header < 0 ? 0 : bytes.readUInt32BE(header + 20) / bytes.readUInt32BE(header + 16);
}

function checkSound({ format, bytes }: SoundFacts): void {
	if (!['mp3', 'wav', 'm4a', 'aac'].includes(format)) badParameter('Audio format is invalid: only mp3, wav, m4a and aac are supported');
	if (bytes > 5 * MB) badParameter('Audio size is invalid: at most 5 MB are supported');
}

function requireRange(what: string, value: number, [min, max]: readonly [number, number], unit: string): void {
	if (value < min || value > max) badParameter(`${what} is invalid: ${value}${unit} is not between ${min} and ${max}`);
}
