import { startSimulator, type Simulator } from './index';
import { call } from './testing';

/** What the vendor's own sample requests carry, and people copy from there. */

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const picture = 'https://example.org/a.png';
const shots = [
	{ index: 1, prompt: 'a', duration: '2' },
	{ index: 2, prompt: 'b', duration: '3' },
];
const OMNI = '/v1/videos/omni-video';
const I2V = '/v1/videos/image2video';
const omni = { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '16:9', duration: '5', mode: 'pro' };
const story = { model_name: 'kling-v3', image: picture, multi_shot: true, shot_type: 'customize', multi_prompt: shots, sound: 'on' };
const still = { model_name: 'kling-v2-6', prompt: 'x', image: picture };
const current = { contents: [{ type: 'prompt', text: 'x' }] };
const element = {
	element_name: 'a',
	element_description: 'b',
	reference_type: 'image_refer',
	element_image_list: { frontal_image: picture, refer_images: [{ image_url: picture }] },
};

test.each<[string, string, object]>([
	['an empty prompt beside shots', I2V, { ...story, prompt: '' }],
	['an empty callback URL', I2V, { ...story, callback_url: '' }],
	['an empty id', I2V, { ...story, external_task_id: '' }],
	['a switch as text', I2V, { ...story, multi_shot: 'true' }],
	['a switch as text, off', I2V, { ...still, multi_shot: 'false', shot_type: '', multi_prompt: [] }],
	['an empty last frame and empty lists', I2V, { ...still, image_tail: '', element_list: [], voice_list: [], negative_prompt: '' }],
	['a watermark as text', I2V, { ...still, watermark_info: { enabled: 'false' } }],
	['nulls', I2V, { ...still, image_tail: null, cfg_scale: null, watermark_info: null, multi_prompt: null, external_task_id: null }],
	[
		'all of it on a text',
		'/v1/videos/text2video',
		{ ...still, image: undefined, negative_prompt: '', callback_url: '', external_task_id: '' },
	],
	['empty lists of an omni job', OMNI, { ...omni, image_list: [], element_list: [], video_list: [], multi_prompt: [] }],
	['ids of an omni job', OMNI, { ...omni, callback_url: '', external_task_id: '' }],
	[
		'a reference video without a ratio',
		OMNI,
		{ ...omni, aspect_ratio: undefined, video_list: [{ video_url: 'https://example.org/a.mp4', refer_type: 'feature' }] },
	],
	['an image', '/v1/images/generations', { prompt: 'x', negative_prompt: '', image: '', callback_url: '', external_task_id: '' }],
	['an omni image', '/v1/images/omni-image', { prompt: 'x', image_list: [], element_list: null, callback_url: '' }],
	[
		'an element',
		'/v1/general/advanced-custom-elements',
		{ ...element, element_voice_id: '', tag_list: [], callback_url: '', external_task_id: '' },
	],
	['a voice', '/v1/general/custom-voices', { voice_name: 'a', voice_url: 'https://example.org/a.mp3', video_id: '', callback_url: '' }],
	[
		'options of the current API',
		'/omni-video/kling-3.0-omni',
		{ ...current, options: { callback_url: '', external_task_id: '', watermark_info: { enabled: false } } },
	],
])('accepted: %s', async (_name, path, body) => {
	expect(await call(service, 'POST', path, body)).toMatchObject({ status: 200, body: { code: 0 } });
	// an empty id or address is none
	expect(service.created.at(-1)).toMatchObject({ externalTaskId: undefined, callbackUrl: undefined });
});

test.each<[string, string, object, string]>([
	['a prompt that is needed', OMNI, { ...omni, prompt: '' }, 'prompt can not be null'],
	['a picture that is needed', I2V, { ...still, image: '' }, 'image and image_tail can not be both null'],
	['shots that are needed', I2V, { ...story, multi_prompt: [] }, 'multi_prompt can not be null'],
	['an empty word', OMNI, { ...omni, mode: '' }, "mode value '' is invalid"],
	['an empty role of a picture (R26)', OMNI, { ...omni, image_list: [{ image_url: picture, type: '' }] }, 'image_list[0].type'],
	['another text as a switch', OMNI, { ...omni, multi_shot: 'yes' }, 'multi_shot must be of type boolean'],
])('still refused: %s', async (_name, path, body, message) => {
	const made = service.created.length;
	expect(await call(service, 'POST', path, body)).toMatchObject({
		status: 400,
		body: { code: 1201, message: expect.stringContaining(message) },
	});
	expect(service.created).toHaveLength(made);
});

test.each(['/v1/v1/videos/omni-video', '/v1/videos/nothing', '/kling/v1/videos/omni-video', '/omni-video', '/v2/tasks'])(
	'%s does not exist, in the words of the web framework, with a key or without one',
	async (path) => {
		for (const key of [undefined, 'Bearer wrong']) {
			const { status, body } = await call(service, 'POST', path, omni, key);
			expect({ status, body }).toEqual({
				status: 404,
				body: { timestamp: expect.any(String), status: 404, error: 'Not Found', message: 'No message available', path },
			});
		}
	},
);
