import { imageSize } from 'image-size';
import { headLength, viewOf, type MediaFile, type PictureFacts } from './facts';

/** The most that is read of a picture until its size is found, bytes: cameras put previews and colour profiles before it. */
const mostRead = 16 * 1024 * 1024;
const nextPart = 1024 * 1024;

/** @returns `undefined` where a JPG's or PNG's size is not found */
export async function pictureFacts(file: MediaFile, kind: 'jpg' | 'png'): Promise<PictureFacts | undefined> {
	try {
		const header = kind === 'png' ? await file.read(0, headLength) : await jpgHeader(file);
		if (!header) return undefined;
		const { width, height, orientation = 1 } = imageSize(header);
		if (!(width > 0 && height > 0)) return undefined;
		// EXIF orientations from 5 up lie on their side
		const [across, down] = orientation >= 5 ? [height, width] : [width, height];
		// PNG colour types 4 and 6 carry an alpha channel
		const colourType = header[25] ?? 0;
		return { width: across, height: down, hasAlpha: kind === 'png' && (colourType === 4 || colourType === 6) };
	} catch {
		return undefined;
	}
}

/**
 * The segments of a JPG that say its size and orientation, as a JPG of their own: the library expects nothing else before
 * them, and files have up to megabytes of it.
 */
async function jpgHeader(file: MediaFile): Promise<Uint8Array | undefined> {
	let start = 0;
	let part = await file.read(0, headLength);
	/** Bytes of the file from a position on, read as far as needed. */
	const at = async (position: number, length: number): Promise<Uint8Array> => {
		if (position + length > start + part.length && position < mostRead) {
			start = position;
			part = await file.read(position, Math.max(nextPart, length));
		}
		return part.subarray(position - start, position - start + length);
	};
	let orientation: Uint8Array = new Uint8Array([0xff, 0xe0, 0, 2]);
	for (let position = 2; ;) {
		const [mark, marker = 0, ...length] = await at(position, 4);
		if (mark === undefined || length.length < 2) return undefined;
		// bytes between segments mean nothing, and fill bytes may stand before a marker
		if (mark !== 0xff || marker === 0xff || marker === 0) position += 1;
		else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) position += 2;
		else {
			const segment = 2 + (length[0]! << 8) + length[1]!;
			if (isFrame(marker)) return joined([0xff, 0xd8], orientation, [0xff, 0xc0], (await at(position, segment)).subarray(2), [0, 0]);
			// the picture itself: it cannot come before its size
			if (marker === 0xda || marker === 0xd9) return undefined;
			if (marker === 0xe1 && (await isExif(at, position))) orientation = await at(position, segment);
			position += segment;
		}
	}
}

/** SOF0 to SOF15 describe the picture, but for three tables that share their numbers. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

async function isExif(at: (position: number, length: number) => Promise<Uint8Array>, position: number): Promise<boolean> {
	const name = await at(position + 4, 4);
	return name.length === 4 && viewOf(name).getUint32(0) === 0x45786966;
}

function joined(...parts: Array<ArrayLike<number>>): Uint8Array {
	const bytes = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
	let position = 0;
	for (const part of parts) {
		bytes.set(part, position);
		position += part.length;
	}
	return bytes;
}
