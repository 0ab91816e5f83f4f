import type { INodeParameters } from 'n8n-workflow';
import { imageToVideo, textToVideo, useKling } from './kling';

const kling = useKling();
const picture = 'https://media.example.org/potter.png';

const classic: INodeParameters = {};
const current: INodeParameters = { apiVersion: 'current' };
const modelStudio: INodeParameters = { service: 'modelStudio' };

const frame = { firstFrame: picture };
const frames = {
	firstFrame: picture,
	lastFrame: picture,
};
const storyboard = {
	shots: 'storyboard',
	storyboard: {
		shot: [
			{ prompt: 'gulls over a harbour', seconds: 2 },
			{ prompt: 'a bell rings', seconds: 3 },
		],
	},
};

describe('what each standard model is sent, on each API that has it', () => {
	const cases: Array<[string, INodeParameters, string, object]> = [
		[
			'3.0, text, classic',
			textToVideo({
				...classic,
				model: 'kling-v3',
				quality: '4k',
				sound: true,
				duration: 7,
				negativePrompt: 'blur',
				options: { cfgScale: 0.7 },
			}),
			'/v1/videos/text2video',
			{ model_name: 'kling-v3', mode: '4k', sound: 'on', duration: '7', negative_prompt: 'blur', cfg_scale: 0.7, aspect_ratio: '16:9' },
		],
		[
			'3.0, text, current',
			textToVideo({ ...current, model: 'kling-v3', ...storyboard, sound: true }),
			'/text-to-video/kling-3.0',
			{
				prompt: 'shot 1, 2, gulls over a harbour; shot 2, 3, a bell rings;',
				settings: { multi_shot: true, audio: 'native', resolution: '1080p', aspect_ratio: '16:9', duration: 5 },
			},
		],
		[
			'3.0, text, Model Studio',
			textToVideo({ ...modelStudio, model: 'kling-v3', ...storyboard }),
			'/api/v1/services/aigc/video-generation/video-synthesis',
			{
				model: 'kling/kling-v3-video-generation',
				input: { multi_shot: true, shot_type: 'customize' },
				parameters: { mode: 'pro', duration: 5, audio: false },
			},
		],
		[
			'3.0, pictures and an element, classic',
			imageToVideo({
				...classic,
				model: 'kling-v3',
				...frames,
				prompt: '@element1 opens the door',
				elements: { element: [{ kind: 'videoCharacter', element: { __rl: true, mode: 'id', value: '829836802793407001' } }] },
			}),
			'/v1/videos/image2video',
			{
				image: picture,
				image_tail: picture,
				prompt: '<<<element_1>>> opens the door',
				element_list: [{ element_id: 829836802793407001n }],
			},
		],
		[
			'3.0, pictures and an element, current',
			imageToVideo({
				...current,
				model: 'kling-v3',
				...frames,
				prompt: '@element1 opens the door',
				elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
			}),
			'/image-to-video/kling-3.0',
			{
				contents: [
					{ type: 'prompt', text: '@element_1 opens the door' },
					{ type: 'first_frame', url: picture },
					{ type: 'last_frame', url: picture },
					{ type: 'element', element_id: '829836802793406551', id: 'element_1' },
				],
				settings: { multi_shot: false, audio: 'off', resolution: '1080p', duration: 5 },
			},
		],
		[
			'3.0, picture, Model Studio',
			imageToVideo({ ...modelStudio, model: 'kling-v3', ...frames }),
			'/api/v1/services/aigc/video-generation/video-synthesis',
			{
				input: {
					media: [
						{ type: 'first_frame', url: picture },
						{ type: 'last_frame', url: picture },
					],
				},
			},
		],
		[
			'3.0 Turbo, text, current',
			textToVideo({ ...current, model: 'kling-v3-turbo', quality: '720p', duration: 4 }),
			'/text-to-video/kling-3.0-turbo',
			{ settings: { resolution: '720p', duration: 4, aspect_ratio: '16:9' } },
		],
		[
			'3.0 Turbo, picture, Model Studio',
			imageToVideo({ ...modelStudio, model: 'kling-v3-turbo', ...frame }),
			'/api/v1/services/aigc/video-generation/video-synthesis',
			{ model: 'kling/kling-v3-turbo-video-generation', parameters: { mode: 'pro', duration: 5, watermark: false } },
		],
		[
			'2.6, text with sound, classic',
			textToVideo({ ...classic, model: 'kling-v2-6', sound: true, duration: 10 }),
			'/v1/videos/text2video',
			{ model_name: 'kling-v2-6', mode: 'pro', sound: 'on', duration: '10' },
		],
		[
			'2.6, picture with voices, classic',
			imageToVideo({
				...classic,
				model: 'kling-v2-6',
				...frame,
				sound: true,
				prompt: 'The potter looks up and @voice1 says good morning',
				voices: { voice: [{ voice: { __rl: true, mode: 'list', value: '850000000000000001' } }] },
			}),
			'/v1/videos/image2video',
			{
				mode: 'pro',
				sound: 'on',
				voice_list: [{ voice_id: '850000000000000001' }],
				prompt: 'The potter looks up and <<<voice_1>>> says good morning',
			},
		],
		[
			'2.6, picture with voices, current',
			imageToVideo({
				...current,
				model: 'kling-v2-6',
				...frame,
				sound: true,
				prompt: '@voice1 says good morning, @voice2 answers',
				voices: {
					voice: [
						{ voice: { __rl: true, mode: 'list', value: '850000000000000001' } },
						{ voice: { __rl: true, mode: 'id', value: '850000000000000002' } },
					],
				},
			}),
			'/image-to-video/kling-2.6',
			{
				contents: [
					{ type: 'prompt', text: '@voice_1 says good morning, @voice_2 answers' },
					{ type: 'first_frame', url: picture },
					{ type: 'voice', voice_id: '850000000000000001', id: 'voice_1' },
					{ type: 'voice', voice_id: '850000000000000002', id: 'voice_2' },
				],
				settings: { audio: 'native', resolution: '1080p', duration: 5 },
			},
		],
		[
			'2.5 Turbo, first and last frame, classic',
			imageToVideo({ ...classic, model: 'kling-v2-5-turbo', ...frames, negativePrompt: 'text' }),
			'/v1/videos/image2video',
			{ model_name: 'kling-v2-5-turbo', mode: 'pro', image_tail: picture, negative_prompt: 'text' },
		],
		[
			'2.5 Turbo, text, current',
			textToVideo({ ...current, model: 'kling-v2-5-turbo', quality: '720p' }),
			'/text-to-video/kling-2.5-turbo',
			{ settings: { resolution: '720p', aspect_ratio: '16:9', duration: 5 } },
		],
	];
	test.each(cases)('%s', async (_, parameters, path, body) => {
		const { items, error } = await kling.run(parameters);
		expect(error).toBeUndefined();
		const [created] = kling.service.created;
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', videoUrl: expect.any(String) });
		// Kling’s prices are not Model Studio’s
		expect(items[0]?.json.cost).toEqual(
			parameters.service === 'modelStudio'
				? undefined
				: expect.objectContaining({ estimatedUnits: created?.units, chargedUnits: created?.units }),
		);
		expect(kling.service.requests.find(({ method }) => method === 'POST')?.path).toBe(path);
		expect(created?.body).toMatchObject(body);
	});
});

test('fields that a model does not have are left out, though they hold values', async () => {
	await kling.run(
		imageToVideo({
			model: 'kling-v2-6',
			...frame,
			quality: '720p', // no sound in this quality
			sound: true,
			shots: 'auto',
			voices: { voice: [{ voice: { __rl: true, mode: 'id', value: '850000000000000001' } }] },
			elements: { element: [{ element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
			options: { cfgScale: 0.7 },
		}),
	);
	expect(kling.service.created[0]?.body).toEqual({
		model_name: 'kling-v2-6',
		prompt: 'A paper boat drifts past a lighthouse',
		image: picture,
		sound: 'off',
		mode: 'std',
		duration: '5',
		external_task_id: expect.any(String),
	});
});

test('a voice costs what the service charges for it', async () => {
	const { items } = await kling.run(
		imageToVideo({
			model: 'kling-v2-6',
			...frame,
			sound: true,
			duration: 10,
			voices: { voice: [{ voice: { __rl: true, mode: 'id', value: '850000000000000001' } }] },
			options: { maxCost: 12 },
		}),
	);
	expect(items[0]?.json.cost).toEqual({
		units: 12,
		estimatedUsd: 1.68,
		estimatedUnits: 12,
		chargedUnits: 12,
		thisRunUnits: 12,
		thisRunUsd: 1.68,
	});
});

describe('what a model cannot do is refused by name, and nothing is sent', () => {
	const cases: Array<[string, INodeParameters, RegExp]> = [
		['a length between', textToVideo({ model: 'kling-v2-6', duration: '={{ 7 }}' }), /Duration is 7 s, but Kling 2\.6 makes 5 or 10 s/],
		['a model of the other API', textToVideo({ model: 'kling-v3-turbo' }), /3\.0 Turbo .* is not offered on Kling’s classic API/],
		[
			'a model of another operation',
			{ ...textToVideo({ model: 'kling-v3' }), operation: 'editVideo', video: 'https://media.example.org/a.mp4' },
			/not offered/,
		],
		['a scale beyond its range', textToVideo({ model: 'kling-v3', options: { cfgScale: 1.5 } }), /CFG Scale is 1\.5, but takes 0 to 1/],
		['4k from an expression', textToVideo({ model: 'kling-v2-5-turbo', quality: '={{ "4k" }}' }), /Kling 2\.5 Turbo does not make 4k/],
		['no first frame', imageToVideo({ model: 'kling-v3', images: {} }), /First Frame is empty/],
	];
	test.each(cases)('%s', async (_, parameters, message) => {
		const { error } = await kling.run(parameters);
		expect(error?.message).toMatch(message);
		expect(kling.service.requests).toEqual([]);
	});
});
