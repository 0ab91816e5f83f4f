import { startSimulator, type Simulator } from './index';
import { call, until } from './testing';

const T2V = '/v1/videos/text2video';
const I2V = '/v1/videos/image2video';
const OMNI_IMAGE = '/v1/images/omni-image';
const IMAGE = '/v1/images/generations';
const FIGURE = 829836802793406551n;
const ACTOR = 829836802793407001n;
const NORA = '850000000000000001';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const url = (name = 'good.png') => `${service.url}/media/${name}`;
const v3 = { model_name: 'kling-v3', prompt: 'a paper boat' };
const v26 = { ...v3, model_name: 'kling-v2-6' };
const v25 = { ...v3, model_name: 'kling-v2-5-turbo' };
const elements = (count: number, start = FIGURE) => Array.from({ length: count }, (_, at) => ({ element_id: start + BigInt(at % 10) }));
const images = (count: number) => Array.from({ length: count }, () => ({ image: url() }));
const shots = (...seconds: string[]) => seconds.map((duration, at) => ({ index: at + 1, prompt: 'x', duration }));
const omni = { model_name: 'kling-v3-omni', prompt: 'a paper boat', aspect_ratio: '16:9' };

test.each<[string, string, () => object, number]>([
	['text: v3 with defaults: std, 16:9, 5 s', T2V, () => v3, 3],
	[
		'text: v3 with everything',
		T2V,
		() => ({
			...v3,
			negative_prompt: 'rain',
			cfg_scale: 0.5,
			mode: '4k',
			sound: 'on',
			duration: '15',
			aspect_ratio: '1:1',
			watermark_info: { enabled: true },
		}),
		45,
	],
	[
		'text: v3 storyboard',
		T2V,
		() => ({ model_name: 'kling-v3', multi_shot: true, shot_type: 'customize', multi_prompt: shots('2', '3') }),
		3,
	],
	['text: v3 automatic shots', T2V, () => ({ ...v3, multi_shot: true, shot_type: 'intelligence' }), 3],
	['text: v2-6 with sound', T2V, () => ({ ...v26, sound: 'on', mode: 'pro', duration: '10' }), 10],
	['text: v2-5-turbo', T2V, () => ({ ...v25, mode: 'pro' }), 2.5],
	[
		'image: v3 with both frames and elements of both kinds',
		I2V,
		() => ({ ...v3, image: url(), image_tail: url('good.jpg'), element_list: [...elements(2), ...elements(1, ACTOR)] }),
		3,
	],
	['image: v2-6 with both frames', I2V, () => ({ ...v26, image: url(), image_tail: url(), mode: 'pro' }), 2.5],
	['image: v2-6 with voices', I2V, () => ({ ...v26, image: url(), mode: 'pro', sound: 'on', voice_list: [{ voice_id: NORA }] }), 6],
	['image: v2-5-turbo with both frames', I2V, () => ({ ...v25, image: url(), image_tail: url(), mode: 'pro', duration: '10' }), 5],
	['omni image: o1 with defaults', OMNI_IMAGE, () => ({ prompt: 'x' }), 8],
	['omni image: nine in 4k', OMNI_IMAGE, () => ({ ...omni, resolution: '4k', n: 9, aspect_ratio: '21:9' }), 144],
	['omni image: a series', OMNI_IMAGE, () => ({ ...omni, result_type: 'series', series_amount: 3 }), 24],
	[
		'omni image: a series of its own length (R61: text only is a warning)',
		OMNI_IMAGE,
		() => ({ ...omni, result_type: 'series', series_amount: 'auto' }),
		32,
	],
	[
		'omni image: ten references, ratio auto',
		OMNI_IMAGE,
		() => ({ ...omni, aspect_ratio: 'auto', image_list: images(5), element_list: elements(5) }),
		8,
	],
	['omni image: a character (R61: only a warning)', OMNI_IMAGE, () => ({ ...omni, element_list: elements(1, ACTOR) }), 8],
	['image: v3 with defaults', IMAGE, () => ({ prompt: 'x' }), 8],
	[
		'image: v3 with a picture and elements',
		IMAGE,
		() => ({ prompt: 'x', image: url(), element_list: elements(9), n: 2, resolution: '2k' }),
		16,
	],
	[
		'image: v2-1 with a subject',
		IMAGE,
		() => ({ model_name: 'kling-v2-1', prompt: 'x', image: url(), image_reference: 'subject', image_fidelity: 0.5, human_fidelity: 1 }),
		8,
	],
	['image: v2-1 from text', IMAGE, () => ({ model_name: 'kling-v2-1', prompt: 'x', negative_prompt: 'rain' }), 4],
])('accepted: %s', async (_name, path, body, units) => {
	expect(await call(service, 'POST', path, body())).toMatchObject({ status: 200, body: { code: 0, data: { task_status: 'submitted' } } });
	expect(service.created.at(-1)?.units).toBe(units);
});

test.each<[string, string, () => object, string, number?]>([
	['text: an omni model', T2V, () => ({ ...v3, model_name: 'kling-v3-omni' }), 'not supported for this API', 1203],
	['text: a discontinued model', T2V, () => ({ ...v3, model_name: 'kling-v1-6' }), 'discontinued'],
	['text: the current name of a model', T2V, () => ({ ...v3, model_name: 'kling-3.0-turbo' }), 'is invalid'],
	['text: no model', T2V, () => ({ prompt: 'x' }), 'model_name can not be null'],
	['text: no prompt (R12)', T2V, () => ({ model_name: 'kling-v3' }), 'prompt can not be null'],
	[
		'text: a long negative prompt',
		T2V,
		() => ({ ...v3, negative_prompt: 'x'.repeat(2501) }),
		'negative_prompt: size must be between 0 and 2500',
	],
	['text: a picture', T2V, () => ({ ...v3, image: url() }), "unknown field 'image'"],
	['text: a voice (R67)', T2V, () => ({ ...v26, voice_list: [{ voice_id: NORA }] }), "unknown field 'voice_list'"],
	['text: cfg_scale as text', T2V, () => ({ ...v3, cfg_scale: '0.5' }), 'cfg_scale must be of type number'],
	['text: cfg_scale of 2', T2V, () => ({ ...v3, cfg_scale: 2 }), "cfg_scale value '2' is invalid"],
	['text: cfg_scale on v2-6', T2V, () => ({ ...v26, cfg_scale: 0.5 }), 'cfg_scale is not supported'],
	[
		'text: shots that do not add up (R5)',
		T2V,
		() => ({ model_name: 'kling-v3', multi_shot: true, shot_type: 'customize', multi_prompt: shots('2', '2') }),
		'add up to 4',
	],
	['text: v2-6 of seven seconds (R67)', T2V, () => ({ ...v26, duration: '7' }), '5 or 10 is expected'],
	['text: v2-6 shots (R67)', T2V, () => ({ ...v26, multi_shot: true, shot_type: 'intelligence' }), 'multi_shot is not supported'],
	['text: v2-6 in 4k (R67)', T2V, () => ({ ...v26, mode: '4k' }), "mode value '4k' is invalid"],
	['text: v2-6 with sound in std (R67)', T2V, () => ({ ...v26, sound: 'on' }), 'pro is required'],
	['text: v2-5-turbo with sound (R67)', T2V, () => ({ ...v25, sound: 'on', mode: 'pro' }), 'sound on is not supported'],
	['image: no picture (R49)', I2V, () => v3, 'can not be both null'],
	['image: a last frame alone (R67)', I2V, () => ({ ...v3, image_tail: url() }), 'image_tail is not supported without image'],
	['image: a ratio', I2V, () => ({ ...v3, image: url(), aspect_ratio: '16:9' }), "unknown field 'aspect_ratio'"],
	[
		'image: four elements (R49)',
		I2V,
		() => ({ ...v3, image: url(), element_list: elements(4) }),
		'element_list: size must be between 1 and 3',
	],
	[
		'image: elements and voices (R49)',
		I2V,
		() => ({ ...v3, image: url(), element_list: elements(1), voice_list: [{ voice_id: NORA }] }),
		'can not be used together',
	],
	['image: elements on v2-6 (R67)', I2V, () => ({ ...v26, image: url(), element_list: elements(1) }), 'element_list is not supported'],
	['image: voices on v3 (R67)', I2V, () => ({ ...v3, image: url(), voice_list: [{ voice_id: NORA }] }), 'voice_list is not supported'],
	[
		'image: three voices (R49)',
		I2V,
		() => ({ ...v26, image: url(), mode: 'pro', sound: 'on', voice_list: Array(3).fill({ voice_id: NORA }) }),
		'voice_list: size must be between 1 and 2',
	],
	[
		'image: silent voices (R67)',
		I2V,
		() => ({ ...v26, image: url(), mode: 'pro', voice_list: [{ voice_id: NORA }] }),
		'only supported with sound on and mode pro',
	],
	[
		'image: an unknown voice',
		I2V,
		() => ({ ...v26, image: url(), mode: 'pro', sound: 'on', voice_list: [{ voice_id: '1' }] }),
		'Voice id not found',
	],
	['image: both frames on v2-6 in std (R67)', I2V, () => ({ ...v26, image: url(), image_tail: url() }), 'pro is required'],
	[
		'image: both frames on v2-6 with sound (R67)',
		I2V,
		() => ({ ...v26, image: url(), image_tail: url(), mode: 'pro', sound: 'on' }),
		'with sound on',
	],
	['image: both frames on v2-5-turbo in std (R67)', I2V, () => ({ ...v25, image: url(), image_tail: url() }), 'pro is required'],
	['image: a tiny picture', I2V, () => ({ ...v3, image: url('tiny.png') }), 'Image pixel is invalid'],
	[
		'omni image: the key of omni video (R48)',
		OMNI_IMAGE,
		() => ({ ...omni, image_list: [{ image_url: url() }] }),
		"unknown field 'image_list[0].image_url'",
	],
	['omni image: an empty picture', OMNI_IMAGE, () => ({ ...omni, image_list: [{ image: '' }] }), 'image_list[0].image can not be empty'],
	['omni image: no prompt', OMNI_IMAGE, () => ({}), 'prompt can not be null'],
	['omni image: eleven references (R47)', OMNI_IMAGE, () => ({ ...omni, image_list: images(6), element_list: elements(5) }), 'at most 10'],
	['omni image: 4k on o1 (R47)', OMNI_IMAGE, () => ({ prompt: 'x', resolution: '4k' }), "resolution value '4k' is invalid"],
	['omni image: a series on o1 (R47)', OMNI_IMAGE, () => ({ prompt: 'x', result_type: 'series' }), "result_type value 'series' is invalid"],
	['omni image: n with a series (R47)', OMNI_IMAGE, () => ({ ...omni, result_type: 'series', n: 2 }), 'n is not supported'],
	['omni image: series_amount without a series (R47)', OMNI_IMAGE, () => ({ ...omni, series_amount: 2 }), 'series_amount is not supported'],
	[
		'omni image: a series of ten',
		OMNI_IMAGE,
		() => ({ ...omni, result_type: 'series', series_amount: 10 }),
		"series_amount value '10' is invalid",
	],
	[
		'omni image: a series amount as text',
		OMNI_IMAGE,
		() => ({ ...omni, result_type: 'series', series_amount: '3' }),
		"series_amount value '3' is invalid",
	],
	['omni image: ten pictures', OMNI_IMAGE, () => ({ ...omni, n: 10 }), "n value '10' is invalid"],
	[
		'omni image: ratio auto by default (R60)',
		OMNI_IMAGE,
		() => ({ ...omni, aspect_ratio: undefined }),
		"aspect_ratio value 'auto' is invalid",
	],
	['image: the old key of the model', IMAGE, () => ({ prompt: 'x', model: 'kling-v3' }), "unknown field 'model'"],
	['image: a model of omni image', IMAGE, () => ({ prompt: 'x', model_name: 'kling-v3-omni' }), 'not supported for this API', 1203],
	['image: ratio auto', IMAGE, () => ({ prompt: 'x', aspect_ratio: 'auto' }), "aspect_ratio value 'auto' is invalid"],
	['image: 4k', IMAGE, () => ({ prompt: 'x', resolution: '4k' }), "resolution value '4k' is invalid"],
	[
		'image: a reference without picture (R59)',
		IMAGE,
		() => ({ model_name: 'kling-v2-1', prompt: 'x', image_reference: 'face' }),
		'image can not be null',
	],
	[
		'image: a negative prompt with a picture (R59)',
		IMAGE,
		() => ({ prompt: 'x', negative_prompt: 'y', image: url() }),
		'negative_prompt is not supported with image',
	],
	['image: fidelity on v3 (R59)', IMAGE, () => ({ prompt: 'x', image: url(), image_fidelity: 0.5 }), 'image_fidelity is not supported'],
	[
		'image: human fidelity of a face (R59)',
		IMAGE,
		() => ({ model_name: 'kling-v2-1', prompt: 'x', image: url(), image_reference: 'face', human_fidelity: 0.5 }),
		'human_fidelity is only supported',
	],
	[
		'image: elements on v2-1 (R59)',
		IMAGE,
		() => ({ model_name: 'kling-v2-1', prompt: 'x', element_list: elements(1) }),
		'element_list is not supported',
	],
])('refused: %s', async (_name, path, body, message, code = 1201) => {
	const before = service.created.length;
	const answer = await call(service, 'POST', path, body());
	expect(answer.body).toMatchObject({ code, message: expect.stringContaining(message) });
	expect(answer.status).toBe(code === 1203 ? 404 : 400);
	expect(service.created).toHaveLength(before);
});

async function made(path: string, body: object): Promise<{ id: string; path: string }> {
	const { data } = (await call(service, 'POST', path, body)).body;
	service.finish(data.task_id as string);
	return { id: data.task_id as string, path };
}
const read = async ({ id, path }: { id: string; path: string }) => (await call(service, 'GET', `${path}/${id}`)).body.data;
const readCurrent = async (id: string) => (await call(service, 'GET', `/tasks?task_ids=${id}`)).body.data[0];

test('pictures come as files, single or as a series', async () => {
	const single = await made(OMNI_IMAGE, { ...omni, n: 2, watermark_info: { enabled: true } });
	const { task_result: result, final_unit_deduction: units } = await read(single);
	expect(units).toBe('16');
	expect(result).toMatchObject({
		result_type: 'single',
		images: [{ index: 0 }, { index: 1, watermark_url: expect.stringContaining('-1-watermark.png') }],
		series_images: [],
	});
	for (const link of [result.images[1].url, result.images[1].watermark_url] as string[]) {
		const response = await fetch(link);
		expect(response.headers.get('content-type')).toBe('image/png');
	}
	expect((await readCurrent(single.id)).outputs[0]).toEqual({ type: 'image', url: expect.any(String), watermark_url: expect.any(String) });

	const series = await made(OMNI_IMAGE, { ...omni, result_type: 'series', series_amount: 2 });
	expect((await read(series)).task_result).toMatchObject({
		result_type: 'series',
		images: [],
		series_images: [{ index: 0, watermark_url: '' }, { index: 1 }],
	});
	const current = await readCurrent(series.id);
	expect(current.outputs).toMatchObject([{ group_id: expect.any(String) }, { group_id: expect.any(String) }]);
	expect(current.billing).toEqual([{ charge_type: 'unit', amount: '16', package_type: 'image' }]);

	const plain = await made(IMAGE, { prompt: 'x' });
	expect((await read(plain)).task_result).toEqual({ images: [{ index: 0, url: expect.any(String), watermark_url: '' }] });
});

test('a task is found only where it was made (R39)', async () => {
	const { id } = await made(T2V, v3);
	expect((await read({ id, path: T2V })).task_result.videos).toHaveLength(1);
	expect(await call(service, 'GET', `${I2V}/${id}`)).toMatchObject({ status: 400, body: { code: 1201 } });
	expect((await call(service, 'GET', T2V)).body.data.map((task: { task_id: string }) => task.task_id)).toContain(id);
	expect(
		(await call(service, 'POST', '/tasks', { filters: [{ key: 'product_type', values: ['image'] }] })).body.data.result[0].outputs[0].type,
	).toBe('image');
});

test('pictures of a job take a place each', async () => {
	const small = await startSimulator({ renderMs: Infinity, concurrency: 3 });
	expect((await call(small, 'POST', IMAGE, { prompt: 'x', n: 2 })).body.code).toBe(0);
	expect((await call(small, 'POST', IMAGE, { prompt: 'x', n: 2 })).body.code).toBe(1303);
	expect((await call(small, 'POST', T2V, v3)).body.code).toBe(0);
	await until(() => small.created.length === 2);
	await small.close();
});
