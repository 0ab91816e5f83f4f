import { imageSize } from 'image-size';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Media, VideoJob } from './job';
import type { Problem } from './rules/problem';

/**
 * Pictures and videos that a job is given: read from n8n's binary fields, checked before anything is paid.
 */

/** What Kling takes as a picture (contract §3); sides in pixels, size in bytes. */
const imageLimits = { bytes: 10 * 1024 * 1024, side: 300, ratio: 2.5 };

/**
 * Checks every binary picture of a job: type, size, sides and ratio.
 *
 * @returns problems of severity `error`, with the row they are in
 */
export async function checkImages(context: IExecuteFunctions, itemIndex: number, { images }: VideoJob): Promise<Problem[]> {
	const found = await Promise.all(
		images.map(async ({ media }, index) =>
			'binaryProperty' in media ? await checkImage(context, itemIndex, media.binaryProperty, `Images, row ${index + 1}`) : [],
		),
	);
	return found.flat();
}

async function checkImage(context: IExecuteFunctions, itemIndex: number, property: string, field: string): Promise<Problem[]> {
	const refuse = (message: string, remedy: string): Problem[] => [
		{ rule: '§3', severity: 'error', field, message: `${field}: ${message}`, remedy },
	];
	if (!hasBinary(context, itemIndex, property)) return [missingBinary(context, itemIndex, property, field)];
	const buffer = await context.helpers.getBinaryDataBuffer(itemIndex, property);
	const size = pictureSize(buffer);
	if (!size) return refuse(`the binary field “${property}” is not a JPG or PNG picture`, 'Attach a JPG or PNG file');
	if (buffer.length > imageLimits.bytes)
		return refuse(`the picture has ${(buffer.length / 1024 / 1024).toFixed(1)} MB, but Kling takes 10 MB`, 'Make the file smaller');
	const [shorter, longer] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
	if (shorter < imageLimits.side)
		return refuse(`the picture is ${size.width} × ${size.height} pixels, but each side takes 300 or more`, 'Use a larger picture');
	if (longer / shorter > imageLimits.ratio)
		return refuse(
			`the picture is ${size.width} × ${size.height} pixels, but the longer side may be 2.5 times the shorter at most`,
			'Crop the picture',
		);
	return [];
}

/** Sides of a JPG or PNG in pixels; `undefined` for anything else. */
function pictureSize(buffer: Uint8Array): { width: number; height: number } | undefined {
	try {
		const { type, width, height } = imageSize(buffer);
		return type === 'jpg' || type === 'png' ? { width, height } : undefined;
	} catch {
		return undefined;
	}
}

const binaryNames = (context: IExecuteFunctions, itemIndex: number) => Object.keys(context.getInputData()[itemIndex]?.binary ?? {});

export const hasBinary = (context: IExecuteFunctions, itemIndex: number, property: string) =>
	binaryNames(context, itemIndex).includes(property);

export function missingBinary(context: IExecuteFunctions, itemIndex: number, property: string, field: string): Problem {
	const names = binaryNames(context, itemIndex);
	return {
		rule: '§3',
		severity: 'error',
		field,
		message: `${field}: the item has no binary field “${property}”`,
		remedy: names.length
			? `Its binary fields are: ${names.join(', ')}`
			: 'Read the file first, for example with HTTP Request or Read/Write Files',
	};
}

/**
 * A job whose binary media are what the wire takes: pictures as raw base64 (R27), videos as an address that Kling can
 * fetch. Called right before a create, so that only submitted jobs hold their pictures in memory.
 *
 * @param expiresIn how long a video's address works, seconds
 */
export async function loadMedia(context: IExecuteFunctions, itemIndex: number, job: VideoJob, expiresIn: number): Promise<VideoJob> {
	const images = await Promise.all(
		job.images.map(async (image) => ({
			...image,
			media: 'binaryProperty' in image.media ? await asBase64(context, itemIndex, image.media.binaryProperty) : image.media,
		})),
	);
	const video =
		job.video && 'binaryProperty' in job.video.media
			? { ...job.video, media: await asLink(context, itemIndex, job.video.media.binaryProperty, expiresIn) }
			: job.video;
	return { ...job, images, ...(video ? { video } : {}) };
}

async function asBase64(context: IExecuteFunctions, itemIndex: number, property: string): Promise<Media> {
	return { base64: (await context.helpers.getBinaryDataBuffer(itemIndex, property)).toString('base64') };
}

async function asLink(context: IExecuteFunctions, itemIndex: number, property: string, expiresIn: number): Promise<Media> {
	const binary = context.helpers.assertBinaryData(itemIndex, property);
	return { url: context.helpers.createBinarySignedUrl(binary, `${expiresIn}s`) };
}
