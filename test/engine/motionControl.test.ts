import type { INodeParameters } from 'n8n-workflow';
import { withPicture } from './fixtures';
import { credentials, useKling } from './kling';
import { runNode } from './engine';
import { panelIssues } from './panelIssues';

const kling = useKling();

const motionControl = ({ model, ...parameters }: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	download: false,
	operation: 'motionControl',
	...(model ? { model: { __rl: true, mode: 'list', value: model } } : {}),
	prompt: 'The captain dances on deck',
	image: 'https://media.example.org/captain.png',
	video: `${kling.service.url}/media/ride.mp4`,
	...parameters,
});

test('a picture performs the movement of a video on the current API', async () => {
	const { items, error } = await kling.run(motionControl({ apiVersion: 'current', quality: '720p' }));
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({
		taskType: 'motionControl',
		model: 'kling-v3',
		status: 'succeeded',
		durationSeconds: 5.041,
		cost: { units: 4.5, estimatedUsd: 0.63 },
	});
	expect(kling.service.created[0]).toMatchObject({ product: 'motion-control', model: 'kling-3.0' });
	expect(kling.service.created[0]?.body).toEqual({
		contents: [
			{ type: 'prompt', text: 'The captain dances on deck' },
			{ type: 'image', url: 'https://media.example.org/captain.png' },
			{ type: 'video', url: `${kling.service.url}/media/ride.mp4` },
		],
		settings: { audio: 'original', resolution: '720p', character_orientation: 'video' },
		options: { external_task_id: items[0]?.json.externalTaskId },
	});
});

test('the same panel makes it on the classic API, also with an access key', async () => {
	const { accessKey, secretKey } = kling.service;
	const keys = { klingApi: { ...credentials(kling.service).klingApi, authType: 'accessKey', accessKey, secretKey } };
	const parameters = motionControl({ quality: '720p', image: { __rl: true, mode: 'binary', value: 'data' } });
	const { items, error } = await runNode(parameters, keys, { items: [withPicture(400, 400)] });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ taskType: 'motionControl', status: 'succeeded', cost: { units: 4.5, chargedUnits: 4.5 } });
	expect(kling.service.created[0]).toMatchObject({ product: 'motion-control', model: 'kling-v3' });
	expect(kling.service.created[0]?.body).toEqual({
		model_name: 'kling-v3',
		image_url: withPicture(400, 400).files!.data!.base64,
		video_url: `${kling.service.url}/media/ride.mp4`,
		character_orientation: 'video',
		mode: 'std',
		keep_original_sound: 'yes',
		prompt: 'The captain dances on deck',
		external_task_id: items[0]?.json.externalTaskId,
	});
});

test('without a prompt the video alone says what happens, on the classic API', async () => {
	const parameters = motionControl({ prompt: '' });
	expect(panelIssues({ resource: 'video', ...parameters })).toEqual({});
	const { error } = await kling.run(parameters);
	expect(error).toBeUndefined();
	expect(kling.service.created[0]?.body).not.toHaveProperty('prompt');
});

test('an element goes along on 3.0 with the orientation of the video, and the sound can be left out', async () => {
	const element = {
		apiVersion: 'current',
		elements: { element: [{ element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
		keepSound: false,
	};
	await kling.run(motionControl(element));
	expect(kling.service.created[0]?.body).toMatchObject({
		contents: expect.arrayContaining([{ type: 'element', element_id: '829836802793406551', id: 'element_1' }]),
		settings: { audio: 'off' },
	});
	// hidden in both: it stays out
	await kling.run(motionControl({ ...element, characterOrientation: 'image' }));
	await kling.run(motionControl({ ...element, model: 'kling-v2-6' }));
	expect(kling.service.created.map(({ body }) => body.contents.length)).toEqual([4, 3, 3]);
});

test('the estimate is made from the length of the motion video', async () => {
	const { items } = await kling.run(
		motionControl({ model: 'kling-v2-6', video: `${kling.service.url}/media/dance.mp4`, options: { dryRun: true } }),
	);
	expect(items[0]?.json.cost).toEqual({ units: 16, estimatedUsd: 2.24, estimatedUnits: 16 });
});

describe('what does not fit is refused by name, and nothing is sent', () => {
	const cases: Array<[string, () => INodeParameters, RegExp]> = [
		['no picture', () => motionControl({ image: '={{ "" }}' }), /^Image needs either a URL or the name of a binary field/],
		['no video', () => motionControl({ video: '={{ "" }}' }), /Video needs either a URL or the name of a binary field/],
		['no prompt', () => motionControl({ apiVersion: 'current', prompt: '={{ " " }}' }), /Prompt is empty/],
		[
			'a video that is too long for the orientation',
			() => motionControl({ video: `${kling.service.url}/media/dance.mp4`, characterOrientation: 'image' }),
			/Video: the video is 20\.0 s long, but Kling takes 3 to 10 s/,
		],
		['a model without it', () => motionControl({ model: 'kling-v2-5-turbo' }), /Kling 2\.5 Turbo .* is not offered/],
		['4k from an expression', () => motionControl({ quality: '={{ "4k" }}' }), /motion control does not make 4k/],
		[
			'an unknown orientation',
			() => motionControl({ characterOrientation: '={{ "left" }}' }),
			/Character Orientation must be Like the Image or Like the Video/,
		],
	];
	test.each(cases)('%s', async (_, parameters, message) => {
		const { error } = await kling.run(parameters());
		expect(error?.message).toMatch(message);
		expect(kling.service.requests).toEqual([]);
	});

	test('an access key pair, which this API does not take', async () => {
		const { accessKey, secretKey } = kling.service;
		const keys = { klingApi: { ...credentials(kling.service).klingApi, authType: 'accessKey', accessKey, secretKey } };
		const { error } = await runNode(motionControl({ apiVersion: 'current' }), keys, { items: [withPicture(400, 400)] });
		expect(error?.message).toMatch(/takes an API key only here/);
		expect(kling.service.requests).toEqual([]);
	});
});
