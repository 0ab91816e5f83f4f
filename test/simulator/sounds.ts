import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a check has to know about a recording. */
export interface SoundFacts {
	format: string;
	bytes: number;
	/** Undefined: not known to this simple reader. */
	seconds?: number | undefined;
}

const MB = 1024 * 1024;
const WAV_HEADER = 44;
/** Samples per second of the WAV files made here, one byte each. */
const WAV_RATE = 8000;
/** `voice.mp3` is 16 frames of 72 bytes and 72 ms each, without a header: any number of them is an MP3 too. */
const FRAME = { bytes: 72, seconds: 0.072 };
const VOICE = readFileSync(join(__dirname, 'media', 'voice.mp3'));

/** An MP3 of about this length. */
export function mp3(seconds: number): Buffer {
	const length = Math.round(seconds / FRAME.seconds) * FRAME.bytes;
	return Buffer.alloc(length, VOICE);
}

/** A WAV file of silence. */
export function wav(seconds: number): Buffer {
	const size = Math.round(seconds * WAV_RATE);
	const file = Buffer.alloc(WAV_HEADER + size, 0x80);
	file.write('RIFF', 0, 'latin1');
	file.writeUInt32LE(WAV_HEADER - 8 + size, 4);
	file.write('WAVEfmt ', 8, 'latin1');
	file.writeUInt32LE(16, 16);
	// PCM, one channel, bytes per second, bytes and bits per sample
	file.writeUInt16LE(1, 20);
	file.writeUInt16LE(1, 22);
	file.writeUInt32LE(WAV_RATE, 24);
	file.writeUInt32LE(WAV_RATE, 28);
	file.writeUInt16LE(1, 32);
	file.writeUInt16LE(8, 34);
	file.write('data', 36, 'latin1');
	file.writeUInt32LE(size, 40);
	return file;
}

/** Recordings under `/media/`. `huge.mp3` is a good one with padding behind it. */
const FILES: Record<string, { make: () => Buffer; seconds: number }> = {
	'voice.mp3': { make: () => VOICE, seconds: 1.152 },
	'speech.mp3': { make: () => mp3(8), seconds: 8 },
	'speech.wav': { make: () => wav(8), seconds: 8 },
	'minutes.mp3': { make: () => mp3(90), seconds: 90 },
	'lecture.mp3': { make: () => mp3(301), seconds: 301 },
	'huge.mp3': { make: () => Buffer.concat([mp3(8), Buffer.alloc(5 * MB)]), seconds: 8 },
};

/** Facts of the recordings under `/media/`. */
export const SOUNDS: Record<string, SoundFacts> = Object.fromEntries(
	Object.entries(FILES).map(([name, { make, seconds }]) => [name, { format: name.slice(-3), bytes: make().length, seconds }]),
);

/** The bytes of a recording under `/media/`. */
export function soundFixture(name: string): Buffer | undefined {
	return FILES[name]?.make();
}

/** Reads format and length off the first bytes, as far as they tell. */
export function soundFacts(bytes: Buffer): SoundFacts {
	const found = { bytes: bytes.length };
	if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WAVE') {
		const bytesPerSecond = bytes.readUInt32LE(28);
		return { ...found, format: 'wav', seconds: (bytes.length - WAV_HEADER) / bytesPerSecond };
	}
	if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') return { ...found, format: 'm4a' };
	if (bytes.subarray(0, 3).toString('latin1') === 'ID3') return { ...found, format: 'mp3' };
	const [first = 0, second = 0] = bytes;
	if (first !== 0xff || (second & 0xe0) !== 0xe0) return { ...found, format: 'unknown' };
	// the two bits of the layer: none is AAC
	if ((second & 0x06) === 0) return { ...found, format: 'aac' };
	const isOurs = bytes.subarray(0, FRAME.bytes).equals(VOICE.subarray(0, FRAME.bytes));
	return { ...found, format: 'mp3', seconds: isOurs ? (bytes.length / FRAME.bytes) * FRAME.seconds : undefined };
}
