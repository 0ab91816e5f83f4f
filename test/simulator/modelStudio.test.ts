import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { readJson, writeJson } from './json';
import { until, type Answer } from './testing';

const CREATE = '/services/aigc/video-generation/video-synthesis';
const V3 = 'kling/kling-v3-video-generation';
const OMNI = 'kling/kling-v3-omni-video-generation';
const TURBO = 'kling/kling-v3-turbo-video-generation';
const FIGURE = 829836802793406551n;

let service: Simulator;
beforeAll(async () => await start());
afterAll(async () => await service.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
	service = await startSimulator({ renderMs: Infinity, ...options });
}

/** A service of its own for one test. */
async function restart(options: SimulatorOptions): Promise<void> {
	await service.close();
	await start(options);
}

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const response = await fetch(service.modelStudioUrl + path, {
		method,
		headers: {
			authorization: `Bearer ${service.modelStudioKey}`,
			...(body === undefined ? {} : { 'content-type': 'application/json', 'x-dashscope-async': 'enable' }),
			...headers,
		},
		body: body === undefined ? undefined : writeJson(body),
	});
	return { status: response.status, body: readJson(await response.text()) };
}
const post = async (body: unknown, headers?: Record<string, string>) => await call('POST', CREATE, body, headers);

const url = (name = 'good.png') => `${service.url}/media/${name}`;
const first = () => ({ type: 'first_frame', url: url() });
const last = () => ({ type: 'last_frame', url: url() });
const refers = (count: number) => Array.from({ length: count }, () => ({ type: 'refer', url: url() }));
const feature = (name = 'ride.mp4') => ({ type: 'feature', url: url(name), keep_original_sound: 'no' });
const base = (name = 'ride.mp4') => ({ type: 'base', url: url(name) });
const figures = (count: number) => Array.from({ length: count }, (_, at) => ({ element_id: FIGURE + BigInt(at) }));
const job = (model: string, input: object = {}, parameters: object = {}) => ({
	model,
	input: { prompt: 'a paper boat', ...input },
	parameters: { mode: 'std', aspect_ratio: '16:9', duration: 5, ...parameters },
});
const storyboard = (rows: object[], parameters: object = {}) => ({
	model: V3,
	input: { multi_shot: true, shot_type: 'customize', multi_prompt: rows },
	parameters: { aspect_ratio: '16:9', ...parameters },
});

test.each<[string, () => object]>([
	[
		'the example of the contract',
		() => ({
			model: OMNI,
			input: { prompt: '<<<image_1>>> walks through fog', media: [{ type: 'refer', url: 'https://media.example.org/p.png' }] },
			parameters: { mode: 'std', aspect_ratio: '16:9', duration: 5, audio: false, watermark: false },
		}),
	],
	['a prompt that will be cut (R46)', () => job(V3, { prompt: 'x'.repeat(4000) })],
	['a negative prompt (C15)', () => job(V3, { negative_prompt: 'rain' })],
	['first frame without a ratio (R2)', () => job(V3, { media: [first()] }, { aspect_ratio: undefined })],
	['first and last frame in 4k', () => job(V3, { media: [first(), last()] }, { mode: '4k', duration: 15, audio: true })],
	['three elements with frames (R14)', () => job(OMNI, { media: [first(), last()], element_list: figures(3) })],
	['seven pictures (R9)', () => job(OMNI, { media: refers(4), element_list: figures(3) })],
	['a feature video', () => job(OMNI, { media: [feature()] })],
	['a feature video and four pictures', () => job(OMNI, { media: [...refers(4), feature()] })],
	['a feature video and a first frame', () => job(OMNI, { media: [first(), feature()] }, { aspect_ratio: undefined })],
	['a base video', () => job(OMNI, { media: [base()] }, { aspect_ratio: undefined })],
	['a base video and a picture', () => job(OMNI, { media: [base(), ...refers(1)] })],
	['turbo', () => job(TURBO, { media: [first()] })],
	[
		'a storyboard',
		() =>
			storyboard([
				{ index: 1, prompt: 'a', duration: 2 },
				{ index: 2, prompt: 'b', duration: 3 },
			]),
	],
	['automatic shots', () => job(OMNI, { multi_shot: true, shot_type: 'intelligence' })],
	['a wide picture: no ratio is printed here', () => job(V3, { media: [{ type: 'first_frame', url: url('wide.png') }] })],
])('accepted: %s', async (_name, body) => {
	expect(await post(body())).toMatchObject({
		status: 200,
		body: { request_id: expect.any(String), output: { task_id: expect.any(String), task_status: 'PENDING' } },
	});
});

test.each<[string, () => object, string, string?]>([
	['an unknown model', () => job('kling/kling-v9'), "model value 'kling/kling-v9' is invalid"],
	['an image model', () => job('kling/kling-v3-image-generation'), 'not supported for this API'],
	['an unknown key', () => job(V3, {}, { resolution: '720p' }), "unknown field 'parameters.resolution'"],
	[
		'keep_original_sound at input level (C12)',
		() => job(OMNI, { media: [feature()], keep_original_sound: 'no' }),
		"unknown field 'input.keep_original_sound'",
	],
	[
		'sound of a picture',
		() => job(OMNI, { media: [{ ...first(), keep_original_sound: 'no' }] }),
		"unknown field 'input.media[0].keep_original_sound'",
	],
	['a duration as text (R31)', () => job(V3, {}, { duration: '5' }), 'parameters.duration must be of type number'],
	['an element as text', () => job(V3, { element_list: [{ element_id: String(FIGURE) }] }), 'must be an unquoted integer'],
	['an unknown element', () => job(OMNI, { element_list: [{ element_id: 7 }] }), 'Element id not found'],
	['elements on v3', () => job(V3, { element_list: figures(1) }), 'element_list is not supported'],
	['no prompt', () => job(V3, { prompt: undefined }), 'input.prompt can not be null'],
	['no ratio (R2)', () => job(V3, {}, { aspect_ratio: undefined }), 'aspect_ratio can not be null'],
	['sixteen seconds (R22)', () => job(V3, {}, { duration: 16 }), "parameters.duration value '16' is invalid"],
	['eleven seconds with a video (R22)', () => job(OMNI, { media: [feature()] }, { duration: 11 }), 'invalid with video input'],
	['sound with a video (R45)', () => job(OMNI, { media: [feature()] }, { audio: true }), 'parameters.audio must be false'],
	['a reference on v3 (R42)', () => job(V3, { media: refers(1) }), 'does not support refer'],
	['a last frame on turbo (R42)', () => job(TURBO, { media: [first(), last()] }), 'does not support'],
	['a sound switch on turbo (R45)', () => job(TURBO, {}, { audio: true }), 'parameters.audio is not supported'],
	['elements on turbo', () => job(TURBO, { element_list: figures(1) }), 'element_list is not supported'],
	['4k on turbo', () => job(TURBO, {}, { mode: '4k' }), "value '4k' is invalid"],
	['a last frame alone (R17)', () => job(V3, { media: [last()] }), 'combination last_frame'],
	['two first frames (R17)', () => job(V3, { media: [first(), first()] }), 'at most one first_frame'],
	['a first frame and a picture (R41)', () => job(OMNI, { media: [first(), ...refers(1)] }), 'combination first_frame + refer'],
	['a base video and a frame (R19)', () => job(OMNI, { media: [base(), first()] }), 'combination base + first_frame'],
	['two kinds of video (R25)', () => job(OMNI, { media: [base(), feature()] }), 'combination base + feature'],
	['eight pictures (R9)', () => job(OMNI, { media: refers(8) }), 'at most 7'],
	['five pictures with a video (R9)', () => job(OMNI, { media: [base(), ...refers(5)] }), 'at most 4'],
	['four elements with a frame (R14)', () => job(OMNI, { media: [first()], element_list: figures(4) }), 'at most 3'],
	[
		'shots with a base video (R20)',
		() => job(OMNI, { media: [base()], multi_shot: true, shot_type: 'intelligence' }),
		'not supported with a base video',
	],
	['shot_type alone (R11)', () => job(V3, { shot_type: 'intelligence' }), 'not supported when multi_shot is false'],
	['multi_shot alone (R11)', () => job(V3, { multi_shot: true }), 'shot_type can not be null'],
	['shots that do not add up (R5)', () => storyboard([{ index: 1, prompt: 'a', duration: 4 }]), 'add up to 4, but duration is 5'],
	['a shot with text as duration (R31)', () => storyboard([{ index: 1, prompt: 'a', duration: '5' }]), 'duration must be of type number'],
	['shots counted from 0 (R4)', () => storyboard([{ index: 0, prompt: 'a', duration: 5 }]), 'index'],
	[
		'a prompt next to a storyboard (R12)',
		() => ({
			...storyboard([]),
			input: { prompt: 'x', multi_shot: true, shot_type: 'customize', multi_prompt: [{ index: 1, prompt: 'a', duration: 5 }] },
		}),
		'input.prompt is not supported',
	],
	['base64 (R44)', () => job(V3, { media: [{ type: 'first_frame', url: 'iVBORw0KGgo=' }] }), 'must be an absolute http(s) URL'],
	['transparency (R44)', () => job(V3, { media: [{ type: 'first_frame', url: url('alpha.png') }] }), 'alpha channel'],
	['a long video', () => job(OMNI, { media: [feature('long.mp4')] }), 'Video duration is invalid'],
	[
		'an unreachable picture',
		() => job(V3, { media: [{ type: 'first_frame', url: 'https://unreachable.example/a.png' }] }),
		'Image download failed',
		'InvalidURL',
	],
	['refused content', () => job(V3, { prompt: '[[refuse]]' }), 'sensitive', 'DataInspectionFailed'],
])('refused: %s', async (_name, body, message, code = 'InvalidParameter') => {
	const before = service.created.length;
	const answer = await post(body());
	expect(answer).toMatchObject({ status: 400, body: { code, message: expect.stringContaining(message), request_id: expect.any(String) } });
	expect(service.created).toHaveLength(before);
});

test('it wants its own key and the asynchronous header', async () => {
	expect(await post(job(V3), { authorization: `Bearer ${service.apiKey}` })).toMatchObject({
		status: 401,
		body: { code: 'InvalidApiKey' },
	});
	expect(await post(job(V3), { 'x-dashscope-async': '' })).toMatchObject({
		status: 403,
		body: { code: 'AccessDenied', message: expect.stringContaining('does not support synchronous calls') },
	});
	expect(await call('GET', '/nothing')).toMatchObject({ status: 404, body: { code: expect.any(String) } });
});

test('a task is PENDING, RUNNING, SUCCEEDED', async () => {
	const order = async () => (await post(job(V3, {}, { watermark: true, audio: true }))).body.output.task_id as string;
	await restart({ queueMs: Infinity });
	const waiting = await order();
	expect((await call('GET', `/tasks/${waiting}`)).body.output).toEqual({
		task_id: waiting,
		task_status: 'PENDING',
		submit_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
	});
	await restart({ queueMs: 1 });
	const id = await order();
	const read = async () => (await call('GET', `/tasks/${id}`)).body;
	await until(() => service.created[0]?.status === 'processing');
	expect((await read()).output).toMatchObject({ task_status: 'RUNNING', scheduled_time: expect.any(String) });
	service.finish(id);
	const { output, usage } = await read();
	expect(output).toMatchObject({
		task_status: 'SUCCEEDED',
		end_time: expect.any(String),
		orig_prompt: 'a paper boat',
		watermark_video_url: expect.stringContaining('-watermark.mp4'),
	});
	expect(usage).toEqual({ duration: 5, size: '1280*720', fps: 24, video_count: 1, audio: true, SR: '720' });
	expect((await fetch(output.video_url as string)).headers.get('content-type')).toBe('video/mp4');
	expect(service.created).toMatchObject([{ dialect: 'modelStudio', product: 'omni-video', model: V3, units: 0, status: 'succeeded' }]);
});

test('a failed task says why', async () => {
	const { body } = await post(job(V3));
	service.finish(body.output.task_id as string, 'failed', 'bad picture');
	expect(await call('GET', `/tasks/${body.output.task_id}`)).toMatchObject({
		status: 200,
		body: { output: { task_status: 'FAILED', code: expect.any(String), message: 'bad picture' } },
	});
});

test('only a pending task can be cancelled', async () => {
	await restart({ queueMs: 100_000 });
	const { body } = await post(job(V3));
	const id = body.output.task_id as string;
	expect(await call('POST', `/tasks/${id}/cancel`)).toMatchObject({ status: 200, body: { request_id: expect.any(String) } });
	expect((await call('GET', `/tasks/${id}`)).body.output.task_status).toBe('CANCELED');
	expect(await call('POST', `/tasks/${id}/cancel`)).toMatchObject({ status: 400, body: { code: 'UnsupportedOperation' } });
	expect(await call('POST', '/tasks/nobody/cancel')).toMatchObject({ status: 400, body: { code: 'UnsupportedOperation' } });
});

test('the memory is short', async () => {
	await restart({ modelStudioMemoryMs: 1 });
	const { body } = await post(job(V3));
	const id = body.output.task_id as string;
	await until(() => Date.now() > service.created[0]!.createdAt + 1);
	expect(await call('GET', `/tasks/${id}`)).toMatchObject({ status: 200, body: { output: { task_id: id, task_status: 'UNKNOWN' } } });
	expect((await call('GET', '/tasks')).body.data).toEqual([]);
});

test('the list has pages, filters and no links', async () => {
	await restart({});
	for (let n = 0; n < 12; n++) await post(job(n % 2 ? V3 : OMNI));
	service.finish(service.created[0]!.taskId);
	const { body } = await call('GET', '/tasks?page_no=2');
	expect(body).toMatchObject({
		total: 12,
		total_page: 2,
		page_no: 2,
		page_size: 10,
		data: [{ task_id: service.created[1]!.taskId }, { status: 'SUCCEEDED' }],
	});
	expect(body.data[1]).toMatchObject({ model_name: OMNI, gmt_create: service.created[0]!.createdAt, end_time: expect.any(Number) });
	expect(body.data[1]).not.toHaveProperty('video_url');
	expect((await call('GET', `/tasks?model_name=${V3}&page_size=50`)).body.total).toBe(6);
	expect((await call('GET', '/tasks/?status=SUCCEEDED')).body.total).toBe(1);
	const stamp = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
	expect((await call('GET', `/tasks?start_time=${stamp(Date.now() - 5000)}&end_time=${stamp(Date.now())}`)).body.total).toBe(12);
	expect((await call('GET', `/tasks?end_time=${stamp(Date.now() - 5000)}`)).body.total).toBe(0);
	expect(await call('GET', '/tasks?start_time=20260101000000&end_time=20260201000000')).toMatchObject({
		status: 400,
		body: { code: 'InvalidParameter' },
	});
	expect(await call('GET', '/tasks?start_time=yesterday')).toMatchObject({ status: 400 });
});

test('its account, its limits and its faults have words of their own', async () => {
	await restart({ units: 0 });
	expect(await post(job(V3))).toMatchObject({ status: 400, body: { code: 'Arrearage' } });
	await restart({ concurrency: 1 });
	await post(job(V3));
	expect(await post(job(V3))).toMatchObject({ status: 429, body: { code: 'Throttling.AllocationQuota' } });
	service.fault({ action: 'error', status: 429, code: 'Throttling.RateQuota' });
	expect(await post(job(V3))).toMatchObject({ status: 429, body: { code: 'Throttling.RateQuota' } });
	service.fault({ action: 'error' });
	expect(await post(job(V3))).toMatchObject({ status: 500, body: { code: 'InternalError' } });
});

test('the accounts know nothing of each other', async () => {
	await restart({});
	const { body } = await post(job(V3));
	const native = await fetch(`${service.url}/tasks?task_ids=${body.output.task_id}`, {
		headers: { authorization: `Bearer ${service.apiKey}` },
	});
	expect(await native.json()).toMatchObject({ code: 0, data: [] });
});
