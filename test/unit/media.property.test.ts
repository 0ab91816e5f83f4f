import fc from 'fast-check';
import type { MediaRow } from '../../nodes/kling/media/limits';
import type { Job } from '../../nodes/kling/job';
import { videoJob } from '../../nodes/kling/videoJob';
import { lookAt } from '../../nodes/kling/media/media';
import { voiceJob } from '../../nodes/kling/libraryJobs';
import { cases } from '../effort';
import { dialects, dialectWith } from '../../nodes/kling/dialects';
import { exif, fragmented, jpgWith, m4a, mp3, reordered, stretched, timescales, turned, wav } from '../engine/mediaFiles';
import { fixture } from '../simulator/media';

/** Whatever is cut off a file or changed in it: it is told what can be told, at once, and no cut makes a good file a bad one. */

const ride = fixture('ride.mp4')!;
const video: Job = videoJob.parse({
	operation: 'editVideo',
	model: 'kling-v3-omni',
	prompt: 'snow',
	video: { role: 'base', media: { url: 'x' } },
});
const picture: Job = videoJob.parse({ operation: 'imageToVideo', model: 'kling-v3', prompt: 'snow' });
const sound: Job = voiceJob.parse({ name: 'Ada', sound: { url: 'x' } });

/** Good files of each type, and the job that takes them. */
const good: Record<MediaRow['type'], { job: Job; files: Record<string, Buffer> }> = {
	picture: {
		job: picture,
		files: {
			jpg: fixture('good.jpg')!,
			'jpg from a phone': jpgWith(exif(6), Buffer.from([0xff, 0xff])),
			png: fixture('good.png')!,
		},
	},
	video: {
		job: video,
		files: {
			mp4: ride,
			'mp4 with its index last': reordered(ride, ['ftyp', 'mdat', 'moov']),
			'mp4 in fragments': fragmented(ride),
			'mp4 in fragments that says its length': fragmented(ride, { ticks: 5 * timescales(ride).movie }),
			'turned mp4': turned(ride),
			'mp4 whose pixels are no squares': stretched(ride),
		},
	},
	sound: {
		job: sound,
		files: {
			mp4: ride,
			m4a: m4a(),
			wav: wav(8),
			'open wav': wav(8, 0xffff_ffff),
			mp3: mp3(8),
			'counted mp3': mp3(8, { counted: true, tag: 99 }),
		},
	},
};

async function refusals(bytes: Uint8Array, type: MediaRow['type'], job: Job, dialect: (typeof dialects)[number]): Promise<string[]> {
	let reads = 0;
	const read = async (start: number, length: number) => {
		// a file that leads in circles would ask for ever
		if (++reads > 40) throw new Error('asks too often');
		return bytes.subarray(start, start + length);
	};
	const { problems } = await lookAt(job, dialect, { field: 'File', type }, { size: bytes.length, read });
	return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe.each(Object.entries(good))('a %s', (type, { job, files }) => {
	test.each(Object.entries(files))('that is a good %s is not refused', async (_, bytes) => {
		for (const dialect of dialects) expect(await refusals(bytes, type as MediaRow['type'], job, dialect)).toEqual([]);
	});

	test.each(Object.entries(files))('that is a good %s is not refused for what has been cut off', async (_, bytes) => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), fc.constantFrom(...dialects), async (length, dialect) => {
				expect(await refusals(bytes.subarray(0, length), type as MediaRow['type'], job, dialect)).toEqual([]);
			}),
			{ numRuns: cases(1000) },
		);
	});

	/** Another byte, or a 32-bit number as files use them for "unknown", "none" and "very many". */
	const change = fc.record({ at: fc.nat(), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff)) });

	test.each(Object.entries(files))('that is a %s with changed bytes is told what it says, at once', async (_, bytes) => {
		await fc.assert(
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(1500), async (changes, within) => {
				const changed = Buffer.from(bytes);
				for (const { at, value } of changes) {
					const position = at % Math.min(bytes.length - 4, 20 + within);
					if (value < 256) changed.writeUInt8(value, position);
					else changed.writeUInt32BE(value, position);
				}
				for (const message of await refusals(changed, type as MediaRow['type'], job, dialectWith('modelStudio')))
					expect(message).toMatch(
						/^File: the (file is not|picture is \d|picture has transparent|video is \d|video has \d|recording is \d)/,
					);
			}),
			{ numRuns: cases(1000) },
		);
	});
});

test('bytes without any sense are never refused by numbers that they do not have', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.constantFrom('picture', 'video', 'sound'), async (bytes, type) => {
			for (const message of await refusals(bytes, type as MediaRow['type'], good[type as MediaRow['type']].job, dialectWith('classic')))
				expect(message).toMatch(/^File: the (file is not|recording is)/);
		}),
		{ numRuns: cases(2000) },
	);
});
