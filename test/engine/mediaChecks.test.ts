import type { INodeParameters } from 'n8n-workflow';
import { fixture } from '../simulator/media';
import { padded, served, startFileServer, type FileServer } from './fileServer';
import { file, png } from './fixtures';
import { editVideo, imageToVideo, inField, referenceToVideo, useKling } from './kling';

/** Pictures and videos are looked at before anything is paid: of an address only the head of the file. */

const kling = useKling();
let files: FileServer;
beforeAll(async () => {
	files = await startFileServer();
});
afterAll(async () => await files.close());

const MB = 1024 * 1024;
const o1 = { model: 'kling-video-o1' };
const modelStudio = { service: 'modelStudio' };
const frame = (url: string, others: INodeParameters = {}) => imageToVideo({ firstFrame: url, ...others });
const edit = (video: string, others: INodeParameters = {}) => editVideo({ video, ...others });
const clip = (name: string) => files.serve(name, served(fixture(name)!));
const picture = (name: string) => files.serve(name, served(fixture(name)!));

/** The boxes of a video file, by type. */
function boxes(bytes: Buffer): Record<string, Buffer> {
	const found: Record<string, Buffer> = {};
	for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
		found[bytes.toString('latin1', at + 4, at + 8)] = bytes.subarray(at, at + bytes.readUInt32BE(at));
	return found;
}

/** A large video whose index stands at its end, as cameras write it. */
function largeVideo(size: number) {
	const { ftyp, moov } = boxes(fixture('ride.mp4')!);
	const data = Buffer.alloc(8);
	data.writeUInt32BE(size);
	data.write('mdat', 4, 'latin1');
	return padded(Buffer.concat([ftyp!, data]), size - 8, moov);
}

describe('an address', () => {
	const cases: Array<[string, () => INodeParameters, RegExp]> = [
		['a picture under 300 pixels', () => frame(picture('tiny.png')), /First Frame: the picture is 256 × 256 pixels/],
		['a picture that is too wide', () => frame(picture('wide.png')), /First Frame: .* 2\.5 times the shorter/],
		['a picture over 10 MB', () => frame(files.serve('big.png', padded(png(640, 480), 11 * MB))), /has 11\.0 MB, but Kling takes 10 MB/],
		['a picture that is text', () => frame(picture('notes.png')), /First Frame: the file is not a JPG or PNG picture/],
		['a GIF', () => frame(files.serve('a.gif', served(Buffer.from('GIF89a\x40\x01\x40\x01', 'latin1')))), /is not a JPG or PNG picture/],
		[
			'a transparent picture on Model Studio',
			() => frame(picture('alpha.png'), modelStudio),
			/First Frame: the picture has transparent parts, which Model Studio does not take/,
		],
		[
			'a picture that is not there',
			() => frame(files.serve('gone.png', { ...served(png(640, 480)), status: 404 })),
			/the address answers HTTP 404/,
		],
		['a video that is too short', () => edit(clip('short.mp4')), /Source Video: the video is 2\.0 s long, but Kling takes 3 to 15\.5 s/],
		[
			'a video that is too long for O1',
			() => edit(clip('long.mp4'), o1),
			/Source Video: the video is 12\.0 s long, but Kling takes 3 to 10 s/,
		],
		[
			'a video that is too small',
			() => edit(clip('small.mp4')),
			/Source Video: the video is 480 × 270 pixels, but each side takes 700 to 4553/,
		],
		['a video with too few frames', () => edit(clip('slow-frames.mp4')), /the video has 15\.0 frames a second, but Kling takes 24 to 60/],
		['a video over 200 MB', () => edit(files.serve('large.mp4', largeVideo(300 * MB))), /the video has 300\.0 MB, but Kling takes 200 MB/],
		['a video that is a picture', () => edit(picture('good.png')), /Source Video: the file is not an MP4 or MOV video/],
		['a video to imitate', () => referenceToVideo({ video: clip('short.mp4') }), /Reference Video: the video is 2\.0 s long/],
	];
	test.each(cases)('%s is refused by name, and nothing is sent', async (_, parameters, message) => {
		const { error } = await kling.run(parameters());
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/Nothing was sent to Kling/);
		expect(kling.service.requests).toEqual([]);
	});

	test('good ones pass, wherever the index of a video stands', async () => {
		const before = files.sent();
		for (const parameters of [frame(picture('good.jpg')), edit(clip('ride.mp4')), edit(files.serve('camera.mp4', largeVideo(150 * MB)))]) {
			const { error } = await kling.run(parameters);
			expect(error).toBeUndefined();
		}
		expect(kling.service.created).toHaveLength(3);
		// of 150 MB not even one
		expect(files.sent() - before).toBeLessThan(MB);
	});

	test('a server without ranges is left when its head is read', async () => {
		const before = files.sent();
		const { error } = await kling.run(frame(files.serve('plain.png', { ...padded(png(640, 480), 9 * MB), withoutRanges: true })));
		expect(error).toBeUndefined();
		// what was on its way may still arrive
		expect(files.sent() - before).toBeLessThan(8 * MB);
	});

	test('what this n8n cannot reach may be reached by Kling: a hint, no refusal', async () => {
		for (const url of [files.serve('busy.png', { ...served(png(640, 480)), status: 503 }), 'http://127.0.0.1:9/a.png']) {
			const { error, hints } = await kling.run(frame(url));
			expect(error).toBeUndefined();
			expect(hints.join()).toMatch(/First Frame: the address (answers HTTP 503|cannot be reached from this n8n \(ECONNREFUSED\))/);
		}
		expect(kling.service.created).toHaveLength(2);
	});
});

describe('a video in a binary field', () => {
	const binary = editVideo({ video: inField('data') });
	const withClip = (name: string, mimeType = 'video/mp4') => ({ items: [{ files: { data: file(fixture(name)!, mimeType, name) } }] });

	test.each<[string, INodeParameters, RegExp]>([
		['short.mp4', {}, /Source Video: the video is 2\.0 s long/],
		['long.mp4', { model: { __rl: true, mode: 'list', value: 'kling-video-o1' } }, /the video is 12\.0 s long, but Kling takes 3 to 10 s/],
		['small.mp4', {}, /the video is 480 × 270 pixels/],
		['slow-frames.mp4', {}, /the video has 15\.0 frames a second/],
		['notes.png', {}, /the file is not an MP4 or MOV video/],
	])('%s is refused by what is in it', async (name, others, message) => {
		const { error } = await kling.run({ ...binary, ...others }, withClip(name));
		expect(error?.message).toMatch(message);
		expect(kling.service.requests).toEqual([]);
	});

	test('a good one leaves as a link, and its length is what the job costs', async () => {
		const { items, error } = await kling.run({ ...binary, options: { dryRun: true } }, withClip('ride.mp4'));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ cost: { units: 6 } });
		const { error: sent } = await kling.run(binary, withClip('ride.mp4'));
		expect(sent).toBeUndefined();
		const [{ video_url: link }] = kling.service.created[0]?.body.video_list as [{ video_url: string }];
		expect(link).toMatch(/^http:\/\/localhost:5678\/rest\/binary-data\/signed\?token=/);
	});
});

test('with Skip Media Checks nothing is looked at, and Kling has the last word', async () => {
	const before = files.sent();
	const { error } = await kling.run(frame(`${kling.service.url}/media/tiny.png`, { options: { skipMediaChecks: true } }));
	expect(error?.message).toBe('Kling refused a value');
	expect(error?.description).toContain('Image pixel is invalid');
	const { error: other } = await kling.run(edit(clip('short.mp4'), { options: { skipMediaChecks: true } }));
	expect(other).toBeUndefined();
	expect(files.sent()).toBe(before);
});
