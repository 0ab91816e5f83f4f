import {
	findIsoBox,
	filterIsoBoxes,
	readHdlr,
	readIsoBoxes,
	readMdhd,
	readMehd,
	readMvhd,
	readStts,
	readTkhd,
	type IsoBoxReadView,
	type ParsedIsoBox,
} from '@svta/cml-iso-bmff';
import { headLength, latin, viewOf, type MediaFile, type VideoFacts } from './facts';

/** Index data of long recordings; more is not read. */
const mostIndex = 8 * 1024 * 1024;
/** Reads before the search for the index is given up. */
const mostReads = 8;

/**
 * Reads the index of an MP4 or MOV (its `moov` box), wherever it lies in the file.
 *
 * @returns what it says; nothing where no readable index was found
 */
export async function movieFacts(file: MediaFile): Promise<VideoFacts> {
	let start = 0;
	let part = await file.read(0, headLength);
	for (let reads = 1, position = 0; ;) {
		const box = boxAt(part, position - start);
		if (box?.type === 'moov') {
			const from = position - start;
			if (from + box.size <= part.length) return indexFacts(part.subarray(from, from + box.size));
			const index = box.size > mostIndex ? [] : await file.read(position, box.size);
			return index.length === box.size ? indexFacts(index as Uint8Array) : {};
		}
		if (box) position += box.size;
		const isInPart = position - start + 16 <= part.length;
		if (isInPart && box) continue;
		if (++reads > mostReads || !box) return {};
		start = position;
		part = await file.read(position, headLength);
	}
}

/** The head of a box: its type and whole size in bytes. */
function boxAt(bytes: Uint8Array, offset: number): { type: string; size: number } | undefined {
	if (offset < 0 || offset + 8 > bytes.length) return undefined;
	const view = viewOf(bytes.subarray(offset, offset + 16));
	const type = latin(bytes.subarray(offset + 4, offset + 8));
	const size = view.getUint32(0);
	if (size === 1 && view.byteLength >= 16) return { type, size: Math.max(16, Number(view.getBigUint64(8))) };
	return size >= 8 ? { type, size } : undefined;
}

/** The library misreads what stands behind the point of a side, such as 1706.667 of a video whose pixels are no squares. */
function readTrackHeader(view: IsoBoxReadView) {
	const sides = new DataView(view.buffer, view.byteOffset + view.byteLength - 8, 8);
	return { ...readTkhd(view), width: sides.getUint32(0) / 0x10000, height: sides.getUint32(4) / 0x10000 };
}

const readers = { mvhd: readMvhd, mehd: readMehd, tkhd: readTrackHeader, mdhd: readMdhd, hdlr: readHdlr, stts: readStts };

interface Timed {
	version: number;
	timescale: number;
	duration: number;
}

function indexFacts(index: Uint8Array): VideoFacts {
	try {
		const boxes = readIsoBoxes(index, { readers }) as ParsedIsoBox[];
		const tracks = filterIsoBoxes(boxes, (box) => box.type === 'trak');
		const track = tracks.find((candidate) => find([candidate], 'hdlr')?.handlerType === 'vide');
		const seconds = lengthOf(boxes, track);
		return { ...(seconds === undefined ? {} : { seconds }), ...(track ? { ...sidesOf(track), ...frameRateOf(track) } : {}) };
	} catch {
		return {};
	}
}

/**
 * The length of the movie, in seconds, edit lists included.
 *
 * Of a movie in fragments the index knows the length only if it says so in a field of its own; its other durations are
 * those of the first fragment, or 0.
 */
function lengthOf(boxes: ParsedIsoBox[], track?: ParsedIsoBox): number | undefined {
	const movie = find(boxes, 'mvhd') as Timed | null;
	if (!movie) return undefined;
	if (find(boxes, 'mvex')) {
		const extends_ = find(boxes, 'mehd') as { version: number; fragmentDuration: number } | null;
		return extends_ ? secondsOf({ ...extends_, timescale: movie.timescale, duration: extends_.fragmentDuration }) : undefined;
	}
	return secondsOf(movie) ?? (track ? secondsOf({ ...(find([track], 'mdhd') as unknown as Timed), duration: ticksOf(track) }) : undefined);
}

/** @returns `undefined` for the two values by which a file says that it does not know: 0, and every bit set */
function secondsOf({ version, timescale, duration }: Timed): number | undefined {
	const isOpen = duration === 0 || (version === 1 ? duration >= Number.MAX_SAFE_INTEGER : duration === 0xffff_ffff);
	return isOpen || !(timescale > 0) ? undefined : duration / timescale;
}

/** The sides as seen: phones turn the picture on display. */
function sidesOf(track: ParsedIsoBox): Pick<VideoFacts, 'width' | 'height'> {
	const { width, height, matrix = [] } = find([track], 'tkhd') as { width: number; height: number; matrix?: number[] };
	if (!(width >= 1 && height >= 1)) return {};
	const isTurned = matrix[0] === 0 && matrix[4] === 0;
	return { width: Math.round(isTurned ? height : width), height: Math.round(isTurned ? width : height) };
}

interface FrameTimes {
	sampleCount: number;
	sampleDelta: number;
}

const framesOf = (track: ParsedIsoBox) => (find([track], 'stts')?.entries ?? []) as FrameTimes[];

const total = (entries: FrameTimes[], of: (entry: FrameTimes) => number) => entries.reduce((sum, entry) => sum + of(entry), 0);

/** How long all frames last together, in the track's own time. */
const ticksOf = (track: ParsedIsoBox) => total(framesOf(track), ({ sampleCount, sampleDelta }) => sampleCount * sampleDelta);

/** Frames per second, where nearly all last equally long; of a variable rate nobody knows which figure Kling looks at. */
function frameRateOf(track: ParsedIsoBox): Pick<VideoFacts, 'frameRate'> {
	const entries = framesOf(track);
	const { timescale } = find([track], 'mdhd') as unknown as Timed;
	const frames = total(entries, ({ sampleCount }) => sampleCount);
	const usual = ticksOf(track) / frames;
	const even = entries.filter(({ sampleDelta }) => Math.abs(sampleDelta / usual - 1) < 0.2);
	const isEven = total(even, ({ sampleCount }) => sampleCount) >= frames * 0.95;
	return frames > 1 && usual > 0 && timescale > 0 && isEven ? { frameRate: timescale / usual } : {};
}

const find = (boxes: ParsedIsoBox[], type: string) => findIsoBox(boxes, (box) => box.type === type) as Record<string, unknown> | null;
