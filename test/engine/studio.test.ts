import type { INodeParameters } from 'n8n-workflow';
import { file, png } from './fixtures';
import { task, useKling } from './kling';
import { mp3, wav } from '../simulator/sounds';

/** The Studio's products (contract §21) through the panel: what is sent, what comes back. */

const kling = useKling();
const url = (value: string) => ({ __rl: true, mode: 'url', value });
const binary = (value: string) => ({ __rl: true, mode: 'binary', value });
const byId = (value: unknown) => ({ __rl: true, mode: 'id', value: String(value) });
const media = (name: string) => `${kling.service.url}/media/${name}`;
const node = (resource: string, operation: string, parameters: INodeParameters = {}) => ({ resource, operation, ...parameters });
const lastBody = () => kling.service.created.at(-1)?.body as Record<string, unknown>;

describe('sound for a video', () => {
	test('a video from elsewhere: it comes back with its sound, and the sound alone', async () => {
		const { items, error } = await kling.run(
			node('audio', 'videoToAudio', {
				video: url(media('ride.mp4')),
				soundPrompt: 'waves',
				musicPrompt: 'piano',
				asmr: true,
				download: true,
			}),
		);
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({
			video_url: media('ride.mp4'),
			sound_effect_prompt: 'waves',
			bgm_prompt: 'piano',
			asmr_mode: true,
			external_task_id: items[0]?.json.externalTaskId,
		});
		expect(items[0]?.json).toMatchObject({
			status: 'succeeded',
			taskType: 'videoToAudio',
			videoUrl: expect.stringContaining('.mp4'),
			audioUrl: expect.stringContaining('.mp3'),
			wavUrl: expect.stringContaining('.wav'),
			audioId: expect.any(String),
			cost: { units: 0.25, chargedUnits: 0.25, estimatedUnits: 0.25 },
		});
		expect(items[0]?.binary).toMatchObject({ data: { mimeType: 'video/mp4' }, audio: { mimeType: 'audio/mpeg', fileExtension: 'mp3' } });
	});

	test('a video that Kling has made goes by its ID', async () => {
		const [made] = (await kling.run({ resource: 'video', operation: 'textToVideo', prompt: 'a boat' })).items;
		const { items, error } = await kling.run(node('audio', 'videoToAudio', { video: byId(made?.json.videoId) }));
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({ video_id: made?.json.videoId, asmr_mode: false, external_task_id: items[0]?.json.externalTaskId });
	});

	test('a video of the wrong length is refused by name before anything is sent', async () => {
		const { error } = await kling.run(node('audio', 'videoToAudio', { video: url(media('short.mp4')) }));
		expect(error?.message).toMatch(/Video: the video is 2\.0 s long, but Kling takes 3 to 20 s/);
		expect(kling.service.created).toEqual([]);
	});
});

test('a sound from text is a file that n8n plays', async () => {
	const { items, error } = await kling.run(node('audio', 'textToAudio', { prompt: 'rain', duration: 7.5, download: true }));
	expect(error).toBeUndefined();
	expect(lastBody()).toEqual({ prompt: 'rain', duration: 7.5, external_task_id: items[0]?.json.externalTaskId });
	expect(items[0]?.json).toMatchObject({ audioUrl: expect.stringContaining('.mp3'), durationSeconds: 7.5, audioId: expect.any(String) });
	expect(Object.keys(items[0]!.json).slice(0, 3)).toEqual(['audioUrl', 'wavUrl', 'durationSeconds']);
	expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'audio/mpeg', fileType: 'audio' });
});

describe('avatar', () => {
	const item = { files: { data: file(png(400, 600)), voice: file(wav(8), 'audio/wav', 'voice.wav') } };

	test('picture and recording from binary fields travel inside the request; the price goes by the sound', async () => {
		const avatar = node('video', 'avatar', {
			image: binary('data'),
			sound: binary('voice'),
			prompt: 'she smiles',
			quality: '1080p',
		});
		const { items, error } = await kling.run(avatar, { items: [item] });
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({
			image: png(400, 600).toString('base64'),
			sound_file: wav(8).toString('base64'),
			prompt: 'she smiles',
			mode: 'pro',
			external_task_id: items[0]?.json.externalTaskId,
		});
		expect(items[0]?.json).toMatchObject({ taskType: 'avatar', cost: { units: 6.4, estimatedUnits: 6.4, chargedUnits: 6.4 } });
	});

	test.each<[string, Buffer, RegExp]>([
		[
			'a recording that is too large',
			Buffer.concat([mp3(8), Buffer.alloc(5 * 1024 * 1024)]),
			/Sound: the recording has 5\.0 MB, but Kling takes 5 MB/,
		],
		['a recording that is too short', wav(1), /Sound: the recording is 1\.0 s long, but Kling takes 2 to 300 s/],
		['a picture in its place', png(10, 10), /Sound: the file is not MP3, WAV, M4A or AAC, but a PNG picture/],
	])('%s is refused by name', async (_, voice, says) => {
		const { error } = await kling.run(node('video', 'avatar', { image: url(media('portrait.png')), sound: binary('voice') }), {
			items: [{ files: { voice: file(voice, 'audio/wav', 'voice.wav') } }],
		});
		expect(error?.message).toMatch(says);
		expect(kling.service.created).toEqual([]);
	});
});

describe('expand', () => {
	test.each<[number, number, string, object]>([
		[400, 400, '16:9', { up: 0, down: 0, left: 0.3888, right: 0.3888 }],
		[400, 400, '9:16', { up: 0.3888, down: 0.3888, left: 0, right: 0 }],
		[1000, 800, '5:4', { up: 0, down: 0, left: 0, right: 0 }],
	])('a picture of %i × %i is brought to %s', async (width, height, targetRatio, sides) => {
		const { items, error } = await kling.run(
			node('image', 'expand', { image: binary('data'), targetRatio, options: { skipMediaChecks: true, dryRun: true } }),
			{ items: [{ files: { data: file(png(width, height)) } }] },
		);
		const wanted = Object.fromEntries(Object.entries(sides).map(([name, value]) => [`${name}_expansion_ratio`, value]));
		expect(error).toBeUndefined();
		expect((items[0]?.json.request as { body: object }).body).toMatchObject(wanted);
	});

	test('a ratio too far from the picture’s own is refused in numbers', async () => {
		const { error } = await kling.run(node('image', 'expand', { image: binary('data') }), {
			items: [{ files: { data: file(png(1600, 900)) } }],
		});
		expect(error?.message).toMatch(/makes a picture of 1600 × 900 pixels 3\.16 times as large, but Kling expands it to 3 times/);
		expect(kling.service.created).toEqual([]);
	});

	test('a ratio needs a picture whose size can be read, sides do not', async () => {
		const { error } = await kling.run(node('image', 'expand', { image: url('https://nowhere.invalid/a.png') }));
		expect(error?.message).toMatch(/Target Ratio needs the size of the picture, which could not be read/);
		expect(kling.service.created).toEqual([]);
	});

	test('by sides, several images, one item each', async () => {
		const { items, error } = await kling.run(
			node('image', 'expand', {
				image: url(media('portrait.png')),
				expandBy: 'sides',
				up: 0.5,
				right: 0.25,
				count: 2,
				download: true,
				options: { imageItems: 'each' },
			}),
		);
		expect(error).toBeUndefined();
		expect(lastBody()).toMatchObject({
			up_expansion_ratio: 0.5,
			down_expansion_ratio: 0,
			left_expansion_ratio: 0,
			right_expansion_ratio: 0.25,
			n: 2,
		});
		expect(items.map(({ json, binary }) => [json.imageNumber, Boolean(json.imageUrl), Boolean(binary?.data)])).toEqual([
			[1, true, true],
			[2, true, true],
		]);
		expect(items[0]?.json.cost).toMatchObject({ units: 8, estimatedUsd: 0.028 });
	});
});

test.each([
	['textToAudio', () => node('audio', 'textToAudio', { prompt: 'rain' })],
	['videoToAudio', () => node('audio', 'videoToAudio', { video: url(media('ride.mp4')) })],
	['expand', () => node('image', 'expand', { image: url(media('portrait.png')), expandBy: 'sides', up: 0.5 })],
	['avatar', () => node('video', 'avatar', { image: url(media('portrait.png')), sound: url(media('speech.mp3')) })],
])('%s: the task operations know its tasks, by any API', async (taskType, parameters) => {
	const { items, error } = await kling.run({ ...parameters(), completion: 'submit' });
	expect(error).toBeUndefined();
	const { taskId } = items[0]!.json;
	const waited = await kling.run(task('wait', { taskIds: String(taskId), download: true }));
	expect(waited.error).toBeUndefined();
	expect(waited.items[0]?.json).toMatchObject({ taskId, taskType, status: 'succeeded' });
	expect(waited.items[0]?.binary).toBeDefined();
	const listed = await kling.run(task('getMany', { taskType }));
	expect(listed.items.map(({ json }) => json.taskId)).toEqual([taskId]);
	const current = await kling.run(task('get', { taskIds: String(taskId), apiVersion: 'current' }));
	expect(current.items[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
	if (taskType.endsWith('Audio')) expect(current.items[0]?.json).toMatchObject({ taskType, audioUrl: expect.any(String) });
});
