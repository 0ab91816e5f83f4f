import type { INodeParameters } from 'n8n-workflow';
import { fixture } from '../simulator/media';
import { served, startFileServer, type FileServer, type ServedFile } from './fileServer';
import { runNode } from './engine';
import { giveUpLooksAfter } from './fastClock';
import { file, png } from './fixtures';
import { editVideo, imageToVideo, inField, useKling } from './kling';
import { voice } from './libraryCalls';
import {
	aac,
	boxAt,
	exif,
	fragmented,
	jpgWith,
	m4a,
	mp3,
	otherKinds,
	reordered,
	segment,
	timescales,
	turned,
	wav,
	withBox,
	withDurations,
	withFrames,
	words,
	box,
} from './mediaFiles';

/** Files as phones, browsers, cameras and editors write them: the right facts or none, and never a refusal that is wrong. */

const kling = useKling();
let files: FileServer;
beforeAll(async () => {
	files = await startFileServer();
});
afterAll(async () => await files.close());

interface Finding {
	/** What was refused, or `undefined` where the file was taken. */
	refused: string | undefined;
	hints: string[];
	units: unknown;
}

/** What the node says of files, one item each, without sending anything. */
async function findings(parameters: INodeParameters, contents: Buffer[]): Promise<Finding[]> {
	const { items } = await kling.run(
		{ ...parameters, options: { dryRun: true } },
		{ items: contents.map((bytes) => ({ files: { data: file(bytes, 'application/octet-stream', 'file') } })), continueOnFail: true },
	);
	expect(items).toHaveLength(contents.length);
	expect(kling.service.requests).toEqual([]);
	return items.map(({ json, error }) => ({
		refused: error?.message ?? (json.error as string | undefined),
		hints: (json.hints ?? []) as string[],
		units: (json.cost as { units?: number } | undefined)?.units,
	}));
}

const ofVideos = async (...contents: Buffer[]) => await findings(editVideo({ video: inField('data') }), contents);
const ofPictures = async (...contents: Buffer[]) => await findings(imageToVideo({ firstFrame: inField('data') }), contents);
const ofSounds = async (...contents: Buffer[]) =>
	await findings(voice('create', { name: 'Ada', soundSource: 'binary', soundBinaryProperty: 'data' }), contents);

const ride = fixture('ride.mp4')!;
const { movie: ticks, track: trackTicks } = timescales(ride);
const taken = { refused: undefined, hints: [] };

describe('a video', () => {
	const unknownLength = { ...taken, units: undefined };
	const fiveSeconds = { ...taken, units: 6 };

	test('in fragments, whose index knows no length, is taken; its length counts where the index says it', async () => {
		expect(await ofVideos(fragmented(ride), fragmented(ride, { ticks: 5 * ticks }))).toEqual([unknownLength, fiveSeconds]);
		const [short] = await ofVideos(fragmented(ride, { ticks: 2 * ticks }));
		expect(short?.refused).toMatch(/the video is 2\.0 s long, but Kling takes 3 to 15\.5 s/);
	});

	test.each([0, 0xffff_ffff])('with the duration %d, which means that it is not known, counts by its frames', async (duration) => {
		expect(await ofVideos(withDurations(ride, duration))).toEqual([fiveSeconds]);
	});

	test('with a trimmed beginning counts as long as it plays', async () => {
		const edits = (seconds: number) => box('edts', box('elst', words(0, 1, seconds * ticks, 1024, 0x10000)));
		const trimmed = (seconds: number) => {
			const shorter = Buffer.from(ride);
			shorter.writeUInt32BE(seconds * ticks, boxAt(ride, 'moov/mvhd').start + 24);
			return withBox(shorter, 'moov/trak/edts', edits(seconds));
		};
		const [four, two] = await ofVideos(trimmed(4), trimmed(2));
		expect(four).toEqual({ ...taken, units: 4.8 });
		expect(two?.refused).toMatch(/the video is 2\.0 s long/);
	});

	test('that a phone turned on display counts by the sides that one sees', async () => {
		expect(await ofVideos(turned(ride))).toEqual([fiveSeconds]);
		const [element] = await findings(
			{
				resource: 'element',
				operation: 'create',
				name: 'Ada',
				description: 'A potter',
				elementKind: 'videoCharacter',
				video: inField('data'),
			},
			[turned(fixture('small.mp4')!)],
		);
		expect(element?.refused).toMatch(/the video is 270 × 480 pixels/);
	});

	test('with frames of very different lengths has no rate that could be wrong; a steady rate that is too low is refused', async () => {
		const frame = trackTicks / 24;
		const [uneven, jittery, slow] = await ofVideos(
			withFrames(ride, [40, frame], [20, 4 * frame]),
			withFrames(ride, [30, frame - 1], [60, frame], [30, frame + 1]),
			withFrames(ride, [60, 2 * frame]),
		);
		expect(uneven).toEqual(fiveSeconds);
		expect(jittery).toEqual(fiveSeconds);
		expect(slow?.refused).toMatch(/the video has 12\.0 frames a second/);
	});

	test('is read wherever its index stands, and behind whatever', async () => {
		const filler = box('free', Buffer.alloc(300_000));
		const last = reordered(ride, ['ftyp', 'mdat', 'moov']);
		const far = Buffer.concat([reordered(ride, ['ftyp']), filler, filler, filler, reordered(ride, ['moov', 'mdat'])]);
		const old = reordered(ride, ['mdat', 'moov']);
		expect(await ofVideos(last, far, old)).toEqual([fiveSeconds, fiveSeconds, fiveSeconds]);
	});

	test('whose index is missing or cut is taken, without a length', async () => {
		const cut = reordered(ride, ['ftyp', 'mdat', 'moov']).subarray(0, -100);
		expect(await ofVideos(reordered(ride, ['ftyp', 'mdat']), cut)).toEqual([unknownLength, unknownLength]);
	});
});

describe('a picture', () => {
	const accepted = { ...taken, units: expect.any(Number) };
	const metadata = (length: number) =>
		segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), Buffer.alloc(length, 0x41)]));

	test.each<[string, Buffer[]]>([
		['a megabyte of metadata', Array.from({ length: 16 }, () => metadata(65_000))],
		['fill bytes', [Buffer.from([0xff, 0xff, 0xff])]],
		['a comment and a profile', [segment(0xfe, Buffer.from('made by hand')), segment(0xe2, Buffer.alloc(60_000))]],
		['nonsense between its parts', [segment(0xe5, Buffer.alloc(7)), Buffer.from([0, 0, 0])]],
	])('with %s before its size is taken, and its size is seen', async (_, parts) => {
		const jpg = jpgWith(...parts);
		expect(await ofPictures(jpg)).toEqual([accepted]);
		const tiny = Buffer.from(jpg);
		// the height and width of the frame header
		words((200 << 16) | 200).copy(tiny, tiny.indexOf(Buffer.from([0xff, 0xc0, 0, 0x11])) + 5);
		expect((await ofPictures(tiny))[0]?.refused).toMatch(/First Frame: the picture is 200 × 200 pixels/);
	});

	test('that was held upright counts by the sides that one sees', async () => {
		const narrow = (orientation: number) => {
			const jpg = jpgWith(exif(orientation));
			words((400 << 16) | 1200).copy(jpg, jpg.indexOf(Buffer.from([0xff, 0xc0, 0, 0x11])) + 5);
			return jpg;
		};
		const [lying, upright] = await ofPictures(narrow(1), narrow(6));
		expect(lying?.refused).toMatch(/the picture is 1200 × 400 pixels/);
		expect(upright?.refused).toMatch(/the picture is 400 × 1200 pixels/);
	});

	test('that is something else is called by its name', async () => {
		const found = await ofPictures(...Object.values(otherKinds));
		Object.keys(otherKinds).forEach((name, index) => {
			expect(found[index]?.refused).toContain(`First Frame: the file is not a JPG or PNG picture, but ${name}`);
		});
		const binary = imageToVideo({ firstFrame: inField('data') });
		for (const [name, remedy] of [
			['a HEIC picture', 'Convert it to JPG or PNG'],
			['a PDF file', 'Attach a file of type JPG or PNG'],
		] as const) {
			const { error } = await kling.run(binary, { items: [{ files: { data: file(otherKinds[name]!) } }] });
			expect(error?.description).toContain(remedy);
		}
	});

	test('that nothing is known of is left to Kling, with a word; an empty one is refused', async () => {
		const [odd, empty] = await ofPictures(Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), Buffer.alloc(0));
		expect(odd?.refused).toBeUndefined();
		expect(odd?.hints.join()).toMatch(/First Frame: the file does not look like a JPG or PNG picture/);
		expect(empty?.refused).toMatch(/First Frame: the file is empty/);
	});
});

describe('a recording', () => {
	const accepted = { ...taken, units: 0.05 };

	test('of any kind is taken for a voice, if it lasts 5 to 30 seconds', async () => {
		const found = await ofSounds(wav(8), mp3(8), mp3(8, { counted: true }), mp3(8, { tag: 400_000 }), m4a(), ride);
		expect(found).toEqual(found.map(() => accepted));
	});

	test('that says it is too short is refused', async () => {
		const found = await ofSounds(wav(3), mp3(3, { counted: true }), mp3(3, { counted: true, tag: 400_000 }), fixture('short.mp4')!);
		for (const { refused } of found) expect(refused).toMatch(/Sound: the recording is [23]\.0 s long, but Kling takes 5 to 30 s/);
	});

	test('whose length follows from its size only is never refused for it', async () => {
		for (const { refused, hints } of await ofSounds(wav(3, 0xffff_ffff), mp3(3))) {
			expect(refused).toBeUndefined();
			expect(hints.join()).toMatch(/Sound: the recording by its size is 3\.0 s long, but Kling takes 5 to 30 s/);
		}
	});

	test('of a kind that Kling does not take is called by its name', async () => {
		const [raw, lossless] = await ofSounds(aac(8), Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(40)]));
		expect(raw?.refused).toMatch(/Sound: the file is not MP3, WAV, MP4 or MOV, but an AAC recording/);
		expect(lossless?.refused).toMatch(/but a FLAC recording/);
	});
});

describe('an address', () => {
	const frame = (url: string, options = {}) => imageToVideo({ firstFrame: url, options });
	const good = served(png(640, 480));
	const dry = async (url: string) => {
		const { error, items } = await kling.run(frame(url, { dryRun: true }));
		return { error, hints: ((items[0]?.json.hints ?? []) as string[]).filter((hint) => !hint.includes('from outside')) };
	};

	test.each([400, 402, 403, 405, 406, 408, 416, 418, 421, 425, 429, 451, 500, 502, 503, 520])(
		'that answers our look with HTTP %d may answer Kling: a hint, which names Skip Media Checks',
		async (status) => {
			const { error, hints } = await dry(files.serve('a.png', { ...good, status }));
			expect(error).toBeUndefined();
			expect(hints).toHaveLength(1);
			expect(hints[0]).toMatch(new RegExp(`First Frame: the address answers HTTP ${status}\\. .*Skip Media Checks`));
		},
	);

	test.each([
		[401, /asks for a sign-in/],
		[404, /answers HTTP 404/],
		[410, /answers HTTP 410/],
	])('that answers HTTP %d is at fault itself', async (status, message) => {
		expect((await dry(files.serve('a.png', { ...good, status }))).error?.message).toMatch(message);
	});

	test.each([400, 416])('that refuses a part with HTTP %d is read as a whole', async (rangeStatus) => {
		expect(await dry(files.serve('a.png', { ...good, rangeStatus }))).toEqual({ error: undefined, hints: [] });
		const small = await dry(files.serve('b.png', { ...served(png(200, 200)), rangeStatus }));
		expect(small.error?.message).toMatch(/the picture is 200 × 200 pixels/);
	});

	test.each<[string, Partial<ServedFile>, RegExp]>([
		['that falls silent', { stallsAfter: 500 }, /the address answers too slowly/],
		['that never begins', { stallsAfter: 0 }, /the address answers too slowly/],
		['that breaks off', { breaksAfter: 500 }, /the address cannot be reached from this n8n/],
	])('%s gives a hint', async (_, how, hint) => {
		giveUpLooksAfter(1_000);
		const { error, hints } = await dry(files.serve('a.png', { ...good, ...how }));
		expect(error).toBeUndefined();
		expect(hints.join()).toMatch(hint);
		giveUpLooksAfter(30_000);
	});

	test('may lead on to the file, and in a circle to nothing but a hint', async () => {
		const target = files.serve('a.png', good);
		expect(await dry(files.serve('b.png', { ...good, redirect: target }))).toEqual({ error: undefined, hints: [] });
		const circle = files.serve('c.png', { ...good, redirect: '/c.png' });
		expect((await dry(circle)).hints.join()).toMatch(/answers HTTP 302/);
	});

	test('that gives a web page is told from one that gives a file', async () => {
		const page = Buffer.from('\n<!DOCTYPE html><html lang="en"><head><title>boat.jpg - Google Drive</title></head><body></body></html>');
		const { error } = await dry(files.serve('view', served(page)));
		expect(error?.message).toMatch(/First Frame: the address gives a web page, not a picture/);
		expect(error?.description).toMatch(/Google Drive and Dropbox links need another form/);
		const { error: ofVideo } = await kling.run(editVideo({ video: files.serve('view', served(page)) }));
		expect(ofVideo?.message).toMatch(/Source Video: the address gives a web page, not a video/);
		expect(kling.service.requests).toEqual([]);
	});

	test('with spaces is taken, and leaves as an address', async () => {
		const url = files.serve('my photo.png', good);
		const { error } = await kling.run(frame(`  ${url}\n`));
		expect(error).toBeUndefined();
		expect(kling.service.created[0]?.body.image_list).toEqual([{ image_url: url.replace(' ', '%20'), type: 'first_frame' }]);
	});

	test.each(['https://a.example/x.png https://a.example/y.png', 'my photo.png', 'https://my host/x.png'])(
		'such as “%s” is none',
		async (url) => {
			expect((await dry(url)).error?.message).toMatch(/is not a web address/);
		},
	);
});

describe('looking', () => {
	const foreign = { klingApi: { authType: 'apiKey', apiKey: 'key', region: 'global' } };
	const inside = () => files.serve('inside.png', served(png(640, 480)));
	const frame = (url: string, parameters: INodeParameters = {}) =>
		imageToVideo({ firstFrame: url, options: { dryRun: true }, ...parameters });

	test('comes after the rules: for a job that they refuse no address is asked', async () => {
		const before = files.asked.length;
		const { error } = await kling.run(frame(inside(), { prompt: '={{ "" }}' }));
		expect(error?.message).toMatch(/Prompt is empty/);
		expect(files.asked).toHaveLength(before);
	});

	test('leaves private addresses alone, unless Kling itself is at one: a prompt is not to look around in the network', async () => {
		const before = files.asked.length;
		const { port } = new URL(inside());
		for (const host of ['127.0.0.1', 'localhost', 'localhost.', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0']) {
			const url = `http://${host}:${port}/inside.png`;
			const { error, items } = await runNode(frame(url), foreign);
			expect(error).toBeUndefined();
			expect(items[0]?.json.hints).toEqual([expect.stringMatching(/First Frame: Kling cannot reach .* from outside/)]);
		}
		expect(files.asked).toHaveLength(before);
		await kling.run(frame(inside()));
		expect(files.asked).toHaveLength(before + 1);
	});

	test('does not follow a public address to a private one', async () => {
		// as a company's proxy stands between n8n and the world
		const target = inside();
		files.serve('public.png', { ...served(png(640, 480)), redirect: target });
		process.env.HTTP_PROXY = new URL(target).origin;
		const before = files.asked.length;
		try {
			const { error, items } = await runNode(frame('http://media.example.org/public.png'), foreign);
			expect(error).toBeUndefined();
			expect(items[0]?.json.hints).toEqual([expect.stringMatching(/the address leads to a private address, where Kling cannot follow/)]);
		} finally {
			delete process.env.HTTP_PROXY;
		}
		expect(files.asked.slice(before)).toEqual(['http://media.example.org/public.png']);
	});
});
