import { fixture } from '../simulator/media';

/** Pictures, videos and sounds as cameras, phones, browsers and editors write them, made from the small ones of the simulator. */

export interface Box {
	type: string;
	/** Where it begins in the file, and how long it is, bytes. */
	start: number;
	size: number;
}

/** The boxes of an MP4, or those inside one of them; `skip` is what stands before them. */
export function boxesOf(bytes: Buffer, skip = 0, end = bytes.length): Box[] {
	const found: Box[] = [];
	for (let start = skip; start + 8 <= end; start += bytes.readUInt32BE(start))
		found.push({ type: bytes.toString('latin1', start + 4, start + 8), start, size: bytes.readUInt32BE(start) });
	return found;
}

/** The first box on a path such as `moov/mvhd`. */
export function boxAt(bytes: Buffer, path: string): Box {
	let [skip, end, box] = [0, bytes.length, undefined as Box | undefined];
	for (const type of path.split('/')) {
		box = boxesOf(bytes, skip, end).find((candidate) => candidate.type === type);
		if (!box) throw new Error(`no ${path}`);
		[skip, end] = [box.start + 8, box.start + box.size];
	}
	return box!;
}

export const box = (type: string, content: Buffer): Buffer => {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(8 + content.length);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, content]);
};

/** 32-bit numbers, as boxes are made of them. */
export const words = (...values: number[]): Buffer => {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
	return bytes;
};

/** Offsets inside boxes of version 0, bytes. */
const durationOffset = { mvhd: 24, tkhd: 28, mdhd: 24 };
const track = 'moov/trak';
const times = `${track}/mdia/minf/stbl/stts`;

/** A video with all three of its durations overwritten, in their own units. */
export function withDurations(bytes: Buffer, duration: number): Buffer {
	const changed = Buffer.from(bytes);
	for (const [path, offset] of [
		['moov/mvhd', durationOffset.mvhd],
		[`${track}/tkhd`, durationOffset.tkhd],
		[`${track}/mdia/mdhd`, durationOffset.mdhd],
	] as const)
		changed.writeUInt32BE(duration, boxAt(changed, path).start + offset);
	return changed;
}

/** A video with other content in its index: the box at a path is replaced, and those around it grow. */
export function withBox(bytes: Buffer, path: string, replacement: Buffer): Buffer {
	const { start, size } = boxAt(bytes, path);
	const changed = Buffer.concat([bytes.subarray(0, start), replacement, bytes.subarray(start + size)]);
	const parents = path.split('/').slice(0, -1);
	parents.forEach((_, depth) => {
		const parent = boxAt(bytes, parents.slice(0, depth + 1).join('/'));
		changed.writeUInt32BE(parent.size + replacement.length - size, parent.start);
	});
	return changed;
}

/** The same video in fragments, as browsers record it: an index without frames, which knows a length or not. */
export function fragmented(bytes: Buffer, length?: { ticks: number }): Buffer {
	const empty = withBox(withDurations(bytes, 0), times, box('stts', words(0, 0)));
	const { start, size } = boxAt(empty, 'moov');
	const content = empty.subarray(start + 8, start + size);
	const extends_ = box('mvex', Buffer.concat(length ? [box('mehd', words(0, length.ticks))] : []));
	const index = box('moov', Buffer.concat([content, extends_]));
	return Buffer.concat([empty.subarray(0, start), index, empty.subarray(start + size)]);
}

/** The same video turned by 90 degrees on display, as phones write it. */
export function turned(bytes: Buffer): Buffer {
	const changed = Buffer.from(bytes);
	// the matrix: a b u c d v x y w
	words(0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000).copy(changed, boxAt(changed, `${track}/tkhd`).start + 48);
	return changed;
}

/** The same video shown wider by a third, as its pixels are no squares: 1706.667 for 1280. */
export function stretched(bytes: Buffer): Buffer {
	const changed = Buffer.from(bytes);
	const at = boxAt(changed, `${track}/tkhd`).start + 84;
	changed.writeUInt32BE(Math.round((changed.readUInt32BE(at) * 4) / 3), at);
	return changed;
}

/** The same video with frames of other lengths: pairs of how many, and how long in the track's time. */
export const withFrames = (bytes: Buffer, ...pairs: Array<[number, number]>): Buffer =>
	withBox(bytes, times, box('stts', words(0, pairs.length, ...pairs.flat())));

/** Units of the movie's and the track's time in a second. */
export const timescales = (bytes: Buffer) => ({
	movie: bytes.readUInt32BE(boxAt(bytes, 'moov/mvhd').start + 20),
	track: bytes.readUInt32BE(boxAt(bytes, `${track}/mdia/mdhd`).start + 20),
});

/** The boxes of a video in another order. */
export const reordered = (bytes: Buffer, types: string[]): Buffer =>
	Buffer.concat(types.map((type) => boxAt(bytes, type)).map(({ start, size }) => bytes.subarray(start, start + size)));

/** A JPG with something between its beginning and the rest. */
export const jpgWith = (...parts: Buffer[]): Buffer => {
	const jpg = fixture('good.jpg')!;
	return Buffer.concat([jpg.subarray(0, 2), ...parts, jpg.subarray(2)]);
};

/** A segment of metadata. */
export const segment = (marker: number, content: Buffer): Buffer => {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(content.length + 2, 2);
	return Buffer.concat([head, content]);
};

/** Metadata as a phone writes it, with the way the picture was held. */
export const exif = (orientation: number): Buffer =>
	segment(
		0xe1,
		Buffer.concat([
			Buffer.from('Exif\0\0MM\0*', 'latin1'),
			words(8),
			Buffer.from([0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
		]),
	);

/** A WAV of silence, 8,000 bytes a second. @param says the length that its header gives, bytes */
export function wav(seconds: number, says = seconds * 8000): Buffer {
	const head = Buffer.alloc(44);
	head.write('RIFF', 0, 'latin1');
	head.write('WAVEfmt ', 8, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(8000, 24);
	head.writeUInt32LE(8000, 28);
	head.writeUInt16LE(1, 32);
	head.writeUInt16LE(8, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(says, 40);
	return Buffer.concat([head, Buffer.alloc(seconds * 8000, 128)]);
}

const repeated = (frame: Buffer, times_: number) => Buffer.concat(Array.from({ length: times_ }, () => frame));

/** An MP3 of silence: MPEG 1 Layer III, 32 kbit/s, 44.1 kHz, mono; 38.3 frames a second. */
export function mp3(seconds: number, parts: { tag?: number; counted?: boolean } = {}): Buffer {
	const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc4]), Buffer.alloc(100)]);
	const count = Math.round((seconds * 44_100) / 1152);
	const first = Buffer.from(frame);
	if (parts.counted) Buffer.concat([Buffer.from('Xing'), words(1, count)]).copy(first, 21);
	return Buffer.concat([parts.tag === undefined ? Buffer.alloc(0) : id3(parts.tag), first, repeated(frame, count)]);
}

/** A tag with a cover of so many bytes. */
function id3(size: number): Buffer {
	const head = Buffer.from('ID3\x04\0\0', 'latin1');
	return Buffer.concat([head, Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f)), Buffer.alloc(size)]);
}

/** An AAC of silence: 44.1 kHz, mono, 32 bytes a frame; 43.1 frames a second. */
export const aac = (seconds: number): Buffer =>
	repeated(
		Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x40, 32 >> 3, ((32 & 7) << 5) | 0x1f, 0xfc]), Buffer.alloc(25)]),
		Math.round((seconds * 44_100) / 1024),
	);

/** An MP4 that holds sound only, named M4A. */
export function m4a(): Buffer {
	const video = fixture('ride.mp4')!;
	const changed = Buffer.from(video);
	changed.write('M4A ', 8, 'latin1');
	changed.write('soun', boxAt(changed, `${track}/mdia/hdlr`).start + 16, 'latin1');
	return changed;
}

const begins = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(2000)]);

/** What people attach instead of a JPG or PNG, by how it is called. */
export const otherKinds: Record<string, Buffer> = {
	'a GIF picture': begins('GIF89a\x40\x01\x40\x01'),
	'a WebP picture': begins('RIFF\x20\0\0\0WEBPVP8 '),
	'an AVIF picture': begins('\0\0\0\x20ftypavif\0\0\0\0avifmif1'),
	'a HEIC picture': begins('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
	'a BMP picture': begins('BM\x36\x10\x0e\0\0\0\0\0\x36\0\0\0\x28\0\0\0'),
	'a TIFF picture': begins('II*\0\x08\0\0\0'),
	'an SVG picture': Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"></svg>'),
	'a PDF file': begins('%PDF-1.7\n'),
	'a ZIP file': begins('PK\x03\x04\x14\0'),
	'an MP4 video': fixture('ride.mp4')!,
	'a WebM or MKV video': begins('\x1aE\xdf\xa3\x01\0\0\0'),
	'an MP3 recording': mp3(1),
	'JSON text': Buffer.from('{"error":"no such file","path":"/a.png"}'),
};
