import { headLength, latin, viewOf, type MediaFile, type SoundFacts } from './facts';
import type { FileKind } from './kinds';
import { movieFacts } from './movie';

/** How long a recording is, as far as its file says. No library that does this passes n8n's scanner (docs/dependencies.md). */

const readers: Partial<Record<FileKind, (file: MediaFile) => Promise<SoundFacts>>> = {
	mp3: mp3Facts,
	wav: wavFacts,
	aac: aacFacts,
	m4a: movieFacts,
	mp4: movieFacts,
	mov: movieFacts,
};

/** @returns no seconds where the file does not say */
export async function soundFacts(file: MediaFile, kind: FileKind): Promise<SoundFacts> {
	const { seconds, isEstimate } = (await readers[kind]?.(file)) ?? ({} as SoundFacts);
	return seconds === undefined || !Number.isFinite(seconds) ? {} : { seconds, ...(isEstimate ? { isEstimate } : {}) };
}

/** The chunks of a WAV: how many bytes a second takes, and how many there are. */
async function wavFacts(file: MediaFile): Promise<SoundFacts> {
	const head = await file.read(0, headLength);
	const view = viewOf(head);
	let bytesPerSecond = 0;
	for (let at = 12; at + 20 <= head.length;) {
		const [name, size] = [latin(head.subarray(at, at + 4)), view.getUint32(at + 4, true)];
		if (name === 'fmt ') bytesPerSecond = view.getUint32(at + 16, true);
		if (name === 'data') {
			if (bytesPerSecond === 0) return {};
			// what is recorded while it is written does not know its length
			const isOpen = size === 0 || size >= 0xffff_0000;
			if (!isOpen) return { seconds: size / bytesPerSecond };
			return file.size === undefined ? {} : { seconds: (file.size - at - 8) / bytesPerSecond, isEstimate: true };
		}
		at += 8 + size + (size % 2);
	}
	return {};
}

/** A piece of sound that can be played by itself. */
interface Frame {
	/** Bytes. */
	length: number;
	seconds: number;
}

/** kbit/s by the header's index, of MPEG 1 and of MPEG 2 and 2.5, Layer III. */
const bitrates = [
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const mpegRates = [44_100, 48_000, 32_000] as const;

async function mp3Facts(file: MediaFile): Promise<SoundFacts> {
	const tags = tagLength(await file.read(0, 10));
	const part = await file.read(tags, headLength);
	const first = part.subarray(0, 4096).findIndex((_, at) => mp3Frame(part.subarray(at, at + 4)) !== undefined);
	const frame = mp3Frame(part.subarray(first, first + 4));
	if (first < 0 || !frame) return {};
	const frames = countedFrames(part.subarray(first, first + 256));
	return frames ? { seconds: frames * frame.seconds } : estimated(file.size, tags + first, part.subarray(first), mp3Frame);
}

/** The length of the tags before the first frame, bytes: seven bits of each byte count. */
function tagLength(head: Uint8Array): number {
	if (!latin(head).startsWith('ID3')) return 0;
	return 10 + [...head.subarray(6, 10)].reduce((length, byte) => length * 128 + (byte & 0x7f), 0);
}

function mp3Frame([mark, version = 0, rates = 0]: Uint8Array): Frame | undefined {
	if (mark !== 0xff || (version & 0xe6) !== 0xe2) return undefined;
	// 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
	const generation = (version >> 3) & 3;
	const isFirst = generation === 3;
	const bitrate = (bitrates[isFirst ? 0 : 1][rates >> 4] ?? 0) * 1000;
	const sampleRate = (mpegRates[(rates >> 2) & 3] ?? 0) / (isFirst ? 1 : generation === 2 ? 2 : 4);
	if (generation === 1 || !bitrate || !sampleRate) return undefined;
	const samples = isFirst ? 1152 : 576;
	return { length: Math.floor((samples * bitrate) / 8 / sampleRate) + ((rates >> 1) & 1), seconds: samples / sampleRate };
}

/** The number of frames, from the header that encoders put into the first one. */
function countedFrames(frame: Uint8Array): number | undefined {
	const text = latin(frame);
	const view = viewOf(frame);
	const at = text.search(/Xing|Info/);
	if (at >= 0 && at + 12 <= frame.length && view.getUint32(at + 4) & 1) return view.getUint32(at + 8);
	const older = text.indexOf('VBRI');
	return older >= 0 && older + 18 <= frame.length ? view.getUint32(older + 14) : undefined;
}

const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350] as const;

async function aacFacts(file: MediaFile): Promise<SoundFacts> {
	return estimated(file.size, 0, await file.read(0, headLength), aacFrame);
}

function aacFrame(bytes: Uint8Array): Frame | undefined {
	const [mark, version = 0, rates = 0, high = 0, middle = 0, low = 0] = bytes;
	const rate = aacRates[(rates >> 2) & 15];
	if (mark !== 0xff || (version & 0xf6) !== 0xf0 || !rate) return undefined;
	return { length: ((high & 3) << 11) | (middle << 3) | (low >> 5), seconds: 1024 / rate };
}

/** The length of sound that does not say it: the first frames show how many bytes a second takes. */
function estimated(
	size: number | undefined,
	start: number,
	part: Uint8Array,
	frameAt: (bytes: Uint8Array) => Frame | undefined,
): SoundFacts {
	let [at, seconds] = [0, 0];
	for (let frame = frameAt(part); frame && frame.length > 0 && at < part.length; frame = frameAt(part.subarray(at, at + 8))) {
		at += frame.length;
		seconds += frame.seconds;
	}
	return at === 0 || size === undefined ? {} : { seconds: ((size - start) / at) * seconds, isEstimate: true };
}
