import {
	findIsoBox,
	filterIsoBoxes,
	readHdlr,
	readIsoBoxes,
	readMdhd,
	readMvhd,
	readStts,
	readTkhd,
	type ParsedIsoBox,
} from '@svta/cml-iso-bmff';
import { imageSize } from 'image-size';

/** What can be told about a picture or video from a few of its bytes. */

export interface PictureFacts {
	/** Sides in pixels. */
	width: number;
	height: number;
	/** A PNG with transparency. */
	hasAlpha: boolean;
}

export interface VideoFacts {
	seconds: number;
	/** Sides in pixels. */
	width: number;
	height: number;
	/** Frames per second; absent where the file does not say. */
	frameRate?: number;
}

/** Part of a file that stays where it is. */
export interface MediaFile {
	/** Bytes; absent where nobody says. */
	size?: number;
	/** @returns fewer bytes than asked for at the end of the file */
	read: (start: number, length: number) => Promise<Uint8Array>;
}

/** Enough for a picture's header, even behind a large preview. */
const headLength = 256 * 1024;

/** @returns `undefined` for anything but a JPG or PNG */
export async function pictureFacts(file: MediaFile): Promise<PictureFacts | undefined> {
	const head = await file.read(0, headLength);
	try {
		const { type, width, height } = imageSize(head);
		if (type !== 'jpg' && type !== 'png') return undefined;
		// PNG colour types 4 and 6 carry an alpha channel
		const colourType = head[25] ?? 0;
		return { width, height, hasAlpha: type === 'png' && (colourType === 4 || colourType === 6) };
	} catch {
		return undefined;
	}
}

/** Whether a file is sound by itself: MP3 (with or without tags) or WAV. */
export async function isRecording(file: MediaFile): Promise<boolean> {
	const head = await file.read(0, 12);
	const text = String.fromCharCode(...head);
	return text.startsWith('ID3') || /^RIFF.{4}WAVE/s.test(text) || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0);
}

/** Index data of long recordings; more is not read. */
const mostIndex = 8 * 1024 * 1024;
/** Reads before the search for the index is given up. */
const mostReads = 5;

const firstBoxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/**
 * Reads a video's index (its `moov` box), wherever it lies in the file.
 *
 * @returns `'unknown'` for an MP4 or MOV whose index was not found, `undefined` for anything else
 */
export async function videoFacts(file: MediaFile): Promise<VideoFacts | 'unknown' | undefined> {
	let start = 0;
	let part = await file.read(0, headLength);
	if (!firstBoxes.includes(boxAt(part, 0)?.type ?? '')) return undefined;
	for (let reads = 1, position = 0; ;) {
		const box = boxAt(part, position - start);
		if (box?.type === 'moov') {
			const end = position - start + box.size;
			const index = end <= part.length ? part.subarray(position - start, end) : await file.read(position, Math.min(box.size, mostIndex));
			return movieFacts(index) ?? 'unknown';
		}
		if (box) position += box.size;
		const isInPart = position - start + 16 <= part.length;
		if (isInPart && box) continue;
		if (++reads > mostReads || !box) return 'unknown';
		start = position;
		part = await file.read(position, headLength);
	}
}

/** The head of a box: its type and whole size in bytes. */
function boxAt(bytes: Uint8Array, offset: number): { type: string; size: number } | undefined {
	if (offset < 0 || offset + 8 > bytes.length) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset + offset, Math.min(16, bytes.length - offset));
	const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
	const size = view.getUint32(0);
	if (size === 1 && view.byteLength >= 16) return { type, size: Number(view.getBigUint64(8)) };
	return size >= 8 ? { type, size } : undefined;
}

const readers = { mvhd: readMvhd, tkhd: readTkhd, mdhd: readMdhd, hdlr: readHdlr, stts: readStts };

function movieFacts(index: Uint8Array): VideoFacts | undefined {
	try {
		const boxes = readIsoBoxes(index, { readers }) as ParsedIsoBox[];
		const tracks = filterIsoBoxes(boxes, (box) => box.type === 'trak');
		const track = tracks.find((candidate) => find(candidate, 'hdlr')?.handlerType === 'vide');
		const movie = findIsoBox(boxes, (box) => box.type === 'mvhd') as { duration: number; timescale: number } | null;
		if (!track || !movie) return undefined;
		const { width, height } = find(track, 'tkhd') as { width: number; height: number };
		const { duration, timescale } = find(track, 'mdhd') as { duration: number; timescale: number };
		const entries = (find(track, 'stts')?.entries ?? []) as Array<{ sampleCount: number }>;
		const frames = entries.reduce((total, { sampleCount }) => total + sampleCount, 0);
		return {
			seconds: movie.duration / movie.timescale,
			width: Math.round(width),
			height: Math.round(height),
			...(frames && duration ? { frameRate: (frames * timescale) / duration } : {}),
		};
	} catch {
		return undefined;
	}
}

const find = (box: ParsedIsoBox, type: string) => findIsoBox([box], (inner) => inner.type === type) as Record<string, unknown> | null;
