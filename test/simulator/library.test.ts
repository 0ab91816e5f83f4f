import { startSimulator, type Simulator } from './index';
import { call } from './testing';

const ELEMENTS = '/v1/general/advanced-custom-elements';
const VOICES = '/v1/general/custom-voices';
const OMNI = '/v1/videos/omni-video';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const url = (name = 'good.png') => `${service.url}/media/${name}`;
const pictures = (count = 1) => ({
	frontal_image: url(),
	refer_images: Array.from({ length: count }, () => ({ image_url: url('good.jpg') })),
});
const figure = () => ({
	element_name: 'Rider',
	element_description: 'A rider in a red coat',
	reference_type: 'image_refer',
	element_image_list: pictures(),
});
const actor = (name = 'person.mp4') => ({
	element_name: 'Nora',
	element_description: 'A potter',
	reference_type: 'video_refer',
	element_video_list: { refer_videos: [{ video_url: url(name) }] },
});

async function made(path: string, body: object): Promise<string> {
	const { data } = (await call(service, 'POST', path, body)).body;
	service.finish(data.task_id as string);
	return data.task_id as string;
}
const read = async (path: string) => (await call(service, 'GET', path)).body.data;

test.each<[string, () => object]>([
	['a figure', figure],
	[
		'three more pictures, a voice and tags',
		() => ({
			...figure(),
			element_image_list: pictures(3),
			element_voice_id: '850000000000000001',
			tag_list: [{ tag_id: 'o_102' }],
			callback_url: 'https://example.org/x',
			external_task_id: 'rider-1',
		}),
	],
	['a video that is ignored', () => ({ ...figure(), element_video_list: { refer_videos: [{ video_url: 'https://example.org/x.mp4' }] } })],
	['an actor', actor],
])('accepted: %s', async (_name, body) => {
	expect(await call(service, 'POST', ELEMENTS, body())).toMatchObject({
		status: 200,
		body: { code: 0, data: { task_status: 'submitted' } },
	});
	expect(service.created.at(-1)).toMatchObject({ product: 'element', units: 0 });
});

test.each<[string, () => object, string]>([
	['no name', () => ({ ...figure(), element_name: undefined }), 'element_name can not be null'],
	['a long name', () => ({ ...figure(), element_name: 'x'.repeat(21) }), 'element_name: size must be between 1 and 20'],
	[
		'a long description',
		() => ({ ...figure(), element_description: 'x'.repeat(101) }),
		'element_description: size must be between 1 and 100',
	],
	['no kind', () => ({ ...figure(), reference_type: undefined }), 'reference_type can not be null'],
	['no pictures', () => ({ ...figure(), element_image_list: undefined }), 'element_image_list can not be null'],
	[
		'no other picture',
		() => ({ ...figure(), element_image_list: { frontal_image: url(), refer_images: [] } }),
		'refer_images: size must be between 1 and 3',
	],
	['four other pictures', () => ({ ...figure(), element_image_list: pictures(4) }), 'refer_images: size must be between 1 and 3'],
	[
		'a tiny picture',
		() => ({ ...figure(), element_image_list: { ...pictures(), frontal_image: url('tiny.png') } }),
		'Image pixel is invalid',
	],
	['an unknown tag', () => ({ ...figure(), tag_list: [{ tag_id: 'o_1' }] }), "tag_list[0].tag_id value 'o_1' is invalid"],
	['an unknown voice', () => ({ ...figure(), element_voice_id: '1' }), 'Voice id not found'],
	['no video', () => ({ ...actor(), element_video_list: undefined }), 'element_video_list can not be null'],
	[
		'two videos',
		() => ({ ...actor(), element_video_list: { refer_videos: [{ video_url: url('person.mp4') }, { video_url: url('person.mp4') }] } }),
		'exactly one video',
	],
	['a video of 720p', () => actor('ride.mp4'), 'Video pixel is invalid'],
	['a video of two seconds', () => actor('short.mp4'), 'Video duration is invalid'],
])('refused: %s', async (_name, body, message) => {
	expect(await call(service, 'POST', ELEMENTS, body())).toMatchObject({
		status: 400,
		body: { code: 1201, message: expect.stringContaining(message) },
	});
});

test('an element is made, listed, used, deleted and then gone', async () => {
	const id = await made(ELEMENTS, {
		...figure(),
		element_voice_id: '850000000000000001',
		tag_list: [{ tag_id: 'o_102' }],
		external_task_id: 'rider-2',
	});
	const task = await read(`${ELEMENTS}/rider-2`);
	expect(task).toMatchObject({ task_id: id, task_status: 'succeed', final_unit_deduction: '0' });
	expect(task).not.toHaveProperty('watermark_info');
	const element = task.task_result.elements[0];
	expect(element).toEqual({
		element_id: expect.anything(),
		element_name: 'Rider',
		element_description: 'A rider in a red coat',
		reference_type: 'image_refer',
		element_image_list: { frontal_image: url(), refer_images: [{ image_url: url('good.jpg') }] },
		element_video_list: {},
		element_voice_info: { voice_id: '850000000000000001', voice_name: 'Nora', trial_url: url('voice.mp3'), owned_by: 'kling' },
		tag_list: [{ tag_id: 'o_102' }],
		owned_by: '7001',
		status: 'succeed',
	});
	// beyond 2^53: only a lossless reader sees it whole
	expect(typeof element.element_id).toBe('bigint');
	expect((await read(`${ELEMENTS}?pageSize=500`))[0].task_result.elements[0].element_id).toBe(element.element_id);
	expect((await read(`/tasks?task_ids=${id}`))[0].outputs).toMatchObject([
		{
			type: 'element',
			id: String(element.element_id),
			element_type: 'multi_image_elements',
			status: 'succeeded',
			references: [{ role: 'frontal' }, { role: 'reference' }, { type: 'voice', id: '850000000000000001' }],
		},
	]);

	const job = { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1', element_list: [{ element_id: element.element_id }] };
	expect((await call(service, 'POST', OMNI, job)).body.code).toBe(0);
	const remove = async (element_id: unknown, path = 'delete-advanced-elements') =>
		await call(service, 'POST', `/v1/general/${path}`, { element_id });
	expect(await remove(element.element_id)).toMatchObject({
		status: 400,
		body: { code: 1201, message: expect.stringContaining('must be of type string') },
	});
	expect((await remove(String(element.element_id))).body.data).toEqual({ task_id: expect.any(String), task_status: 'succeed' });
	expect((await call(service, 'POST', OMNI, job)).body.message).toContain('Element id not found');
	expect((await read(`${ELEMENTS}/${id}`)).task_result.elements[0].status).toBe('deleted');
	expect((await remove(String(element.element_id))).body.code).toBe(1201);
	expect((await remove('829836802793406551', 'delete-elements')).body.message).toContain('your own elements');
});

test('an element exists only when its task has succeeded', async () => {
	const { body } = await call(service, 'POST', ELEMENTS, figure());
	const before = await read(`${ELEMENTS}/${body.data.task_id}`);
	expect(before).not.toHaveProperty('task_result');
	service.finish(body.data.task_id as string, 'failed');
	expect(await read(`${ELEMENTS}/${body.data.task_id}`)).toMatchObject({ task_status: 'failed' });
});

test('the galleries', async () => {
	const all = await read('/v1/general/advanced-presets-elements');
	expect(all).toHaveLength(15);
	expect(all[0]).not.toHaveProperty('final_unit_deduction');
	expect(all[0].task_result.elements[0]).toMatchObject({
		element_id: 829836802793406551n,
		reference_type: 'image_refer',
		owned_by: 'kling',
	});
	expect(all[14].task_result.elements[0]).toMatchObject({ element_id: 829836802793407005n, reference_type: 'video_refer' });
	expect(await read('/v1/general/advanced-presets-elements?pageNum=2&pageSize=10')).toHaveLength(5);
	expect((await call(service, 'GET', '/v1/general/advanced-presets-elements?pageSize=501')).body.code).toBe(1201);
	const voices = await read('/v1/general/presets-voices?pageSize=1000');
	expect(voices[0].task_result.voices[0]).toEqual({
		voice_id: '850000000000000001',
		voice_name: 'Nora',
		trial_url: url('voice.mp3'),
		owned_by: 'kling',
	});
	expect(voices[0]).not.toHaveProperty('task_info');
	expect((await fetch(voices[0].task_result.voices[0].trial_url as string)).headers.get('content-type')).toBe('audio/mpeg');
});

describe('voices', () => {
	test('are made from a sound or from a video with sound', async () => {
		const id = await made(VOICES, { voice_name: 'Ada', voice_url: 'https://example.org/ada.mp3' });
		const task = await read(`${VOICES}/${id}`);
		expect(task).toMatchObject({
			task_status: 'succeed',
			final_unit_deduction: '0.05',
			task_result: { voices: [{ voice_name: 'Ada', owned_by: '7001' }] },
		});
		const video = await made('/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'x', sound: 'on', mode: 'pro' });
		const { task_result: result } = await read(`/v1/videos/text2video/${video}`);
		expect((await call(service, 'POST', VOICES, { voice_name: 'Eve', video_id: result.videos[0].id })).body.code).toBe(0);
		expect(await read(`${VOICES}?pageSize=1000`)).toHaveLength(2);

		const remove = async () => await call(service, 'POST', '/v1/general/delete-voices', { voice_id: task.task_result.voices[0].voice_id });
		expect((await remove()).body.data).toEqual({ task_id: expect.any(String), task_status: 'succeed' });
		expect((await remove()).body.message).toContain('Voice id not found');
	});

	test.each<[object, string]>([
		[{ voice_url: 'https://example.org/a.mp3' }, 'voice_name can not be null'],
		[{ voice_name: 'x'.repeat(21), voice_url: 'https://example.org/a.mp3' }, 'voice_name: size must be between 1 and 20'],
		[{ voice_name: 'x' }, 'can not be both null'],
		[{ voice_name: 'x', voice_url: 'https://example.org/a.mp3', video_id: 'v-1' }, 'can not be used together'],
		[{ voice_name: 'x', video_id: 'v-1' }, 'Video not found by video_id'],
		[{ voice_name: 'x', voice_url: 'https://unreachable.example/a.mp3' }, 'download failed'],
	])('%j is refused', async (body, message) => {
		expect(await call(service, 'POST', VOICES, body)).toMatchObject({
			status: 400,
			body: { code: 1201, message: expect.stringContaining(message) },
		});
	});
});
