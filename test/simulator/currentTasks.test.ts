import { SignJWT } from 'jose';
import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { call } from './testing';

const OMNI = '/omni-video/kling-3.0-omni';
const job = { contents: [{ type: 'prompt', text: 'a paper boat' }], settings: { multi_shot: false, resolution: '720p', duration: 3 } };
const classicJob = { model_name: 'kling-v3-omni', prompt: 'a paper boat', aspect_ratio: '16:9', mode: 'std', duration: '3' };

let service: Simulator;
afterEach(async () => await service.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
	service = await startSimulator({ renderMs: Infinity, ...options });
}

async function create(external_task_id?: string, extra: object = {}): Promise<string> {
	const { body } = await call(service, 'POST', OMNI, { ...job, ...extra, options: { external_task_id } });
	return body.data.id as string;
}
const createClassic = async () => (await call(service, 'POST', '/v1/videos/omni-video', classicJob)).body.data.task_id as string;

test('a created task is told in the new words', async () => {
	await start();
	const { body } = await call(service, 'POST', OMNI, {
		...job,
		options: { external_task_id: 'mine-1', watermark_info: { enabled: true } },
	});
	expect(body.data).toEqual({
		id: expect.any(String),
		status: 'submitted',
		external_id: 'mine-1',
		create_time: expect.any(Number),
		update_time: expect.any(Number),
	});
	const { id } = body.data;
	expect((await call(service, 'GET', `/tasks?task_ids=${id}`)).body.data).toEqual([
		{ ...body.data, message: '', outputs: [], billing: [] },
	]);
	service.finish(id as string);
	expect((await call(service, 'GET', '/tasks?external_task_ids=mine-1')).body).toMatchObject({
		code: 0,
		message: '',
		data: [
			{
				id,
				status: 'succeeded',
				message: '',
				external_id: 'mine-1',
				outputs: [
					{
						type: 'video',
						id: expect.any(String),
						url: expect.stringContaining('/files/'),
						watermark_url: expect.stringContaining('-watermark.mp4'),
						duration: '3.041',
					},
				],
				billing: [{ charge_type: 'unit', amount: '1.8', package_type: 'video' }],
			},
		],
	});
	expect(service.created).toMatchObject([
		{ dialect: 'current', product: 'omni-video', model: 'kling-3.0-omni', externalTaskId: 'mine-1', units: 1.8 },
	]);
});

test('a failed task says why and costs nothing', async () => {
	await start();
	const id = await create();
	service.finish(id, 'failed');
	expect((await call(service, 'GET', `/tasks?task_ids=${id}`)).body.data).toMatchObject([
		{ status: 'failed', message: 'Failure to pass the risk control system', outputs: [], billing: [] },
	]);
});

test('a signed token does not open this API (R38)', async () => {
	await start();
	const jwt = await new SignJWT({ iss: service.accessKey, exp: Math.floor(Date.now() / 1000) + 60 })
		.setProtectedHeader({ alg: 'HS256' })
		.sign(new TextEncoder().encode(service.secretKey));
	for (const authorization of [`Bearer ${jwt}`, 'Bearer whatever']) {
		const answer = await call(service, 'POST', OMNI, job, authorization);
		expect(answer).toMatchObject({
			status: 401,
			body: { code: 1002, message: expect.stringMatching(/current API does not support AK\/SK.*create API key/) },
		});
	}
	expect((await call(service, 'POST', OMNI, job, '')).body.code).toBe(1001);
	expect(service.created).toEqual([]);
});

test('an empty external id is no id', async () => {
	await start();
	expect(await create('')).toEqual(expect.any(String));
	expect(await create('')).toEqual(expect.any(String));
});

describe('GET /tasks', () => {
	const read = async (query: string) => await call(service, 'GET', `/tasks${query}`);

	test('reads many, also those of the classic API, and leaves unknown ones out', async () => {
		await start();
		const [a, b] = [await create('one'), await createClassic()];
		const ids = (data: { id: string }[]) => data.map(({ id }) => id);
		expect(ids((await read(`?task_ids=${a},nobody,${b}`)).body.data as { id: string }[])).toEqual([a, b]);
		expect((await read('?task_ids=nobody')).body).toMatchObject({ code: 0, data: [] });
		// the other way round a task is not found (R39)
		expect((await call(service, 'GET', `/v1/videos/omni-video/${a}`)).body.code).toBe(1201);
	});

	test.each([
		['', 'task_ids or external_task_ids is required'],
		['?task_ids=', 'task_ids or external_task_ids is required'],
		['?task_ids=1&external_task_ids=2', 'must not be combined'],
		[`?task_ids=${Array.from({ length: 21 }, (_, n) => n).join(',')}`, 'cannot exceed 20 in total'],
		['?ids=1', "unknown field 'ids'"],
	])('refuses "%s"', async (query, message) => {
		await start();
		expect(await read(query)).toMatchObject({ status: 400, body: { code: 1201, message: expect.stringContaining(message) } });
	});
});

describe('POST /tasks', () => {
	const page = async (body: object) =>
		(await call(service, 'POST', '/tasks', body)).body.data as {
			result: { id: string; status: string }[];
			count: number;
			next_cursor: string;
			has_more: boolean;
		};

	test.each([false, true])('pages through everything once, shuffled: %s', async (shuffled) => {
		await start();
		service.shuffleLists = shuffled;
		const made = [];
		for (let n = 0; n < 7; n++) made.push(n % 2 ? await create() : await createClassic());
		const seen = [];
		let cursor = '';
		do {
			const { result, count, next_cursor, has_more } = await page({ limit: 3, cursor });
			expect(count).toBe(result.length);
			expect(has_more).toBe(next_cursor !== '');
			seen.push(...result.map(({ id }) => id));
			cursor = next_cursor;
		} while (cursor);
		if (!shuffled) expect(seen).toEqual([...made].reverse());
		expect([...seen].sort()).toEqual([...made].sort());
	});

	test('filters by status, kind and time', async () => {
		await start();
		const done = await create();
		await create();
		service.finish(done);
		const found = async (body: object) => (await page(body)).result.map(({ id }) => id);
		expect(await found({ filters: [{ key: 'status', values: ['succeeded', 'failed'] }] })).toEqual([done]);
		expect(await found({ filters: [{ key: 'product_type', values: ['video'] }] })).toHaveLength(2);
		expect(await found({ filters: [{ key: 'product_type', values: ['image', 'try_on'] }] })).toEqual([]);
		const now = Date.now();
		expect(await found({ start_time: String(now - 60_000), end_time: String(now + 1000) })).toHaveLength(2);
		expect(await found({ start_time: now - 60_000, end_time: now - 30_000 })).toEqual([]);
		expect(await found({ end_time: String(now - 1000) })).toEqual([]);
	});

	test.each<[object, string]>([
		[{ limit: 501 }, 'limit'],
		[{ limit: 0 }, 'limit'],
		[{ limit: '10' }, 'limit must be of type number'],
		[{ start_time: '5', end_time: '5' }, 'start_time must be earlier than end_time'],
		[{ start_time: 'yesterday' }, 'start_time must be a time'],
		[{ cursor: 'made up' }, "cursor value 'made up' is invalid"],
		[{ filters: [{ key: 'status', values: ['succeed'] }] }, "value 'succeed' is invalid"],
		[{ filters: [{ key: 'product_type', values: [] }] }, 'can not be empty'],
		[{ filters: [{ key: 'model', values: ['x'] }] }, "filters[0].key value 'model' is invalid"],
		[{ pageSize: 3 }, "unknown field 'pageSize'"],
	])('refuses %j', async (body, message) => {
		await start();
		expect(await call(service, 'POST', '/tasks', body)).toMatchObject({
			status: 400,
			body: { code: 1201, message: expect.stringContaining(message) },
		});
	});
});

test.each<[string, object, number]>([
	[OMNI, { audio: 'native', resolution: '1080p', duration: 4 }, 4],
	['/text-to-video/kling-3.0', { audio: 'native', duration: 4 }, 3.6],
	['/text-to-video/kling-3.0-turbo', { duration: 4 }, 3.2],
	['/text-to-video/kling-2.6', { audio: 'native', resolution: '1080p' }, 5],
	['/text-to-video/kling-2.5-turbo', {}, 1.5],
])('%s with %j costs %d units', async (path, settings, units) => {
	await start();
	const text = path === OMNI ? { contents: job.contents } : { prompt: 'x' };
	await call(service, 'POST', path, { ...text, settings });
	expect(service.created[0]?.units).toBe(units);
});

test('voices and motion have prices of their own', async () => {
	await start();
	const image = `${service.url}/media/good.png`;
	const prompt = { type: 'prompt', text: 'x' };
	await call(service, 'POST', '/image-to-video/kling-2.6', {
		contents: [prompt, { type: 'first_frame', url: image }, { type: 'voice', voice_id: '850000000000000001', id: 'nora' }],
		settings: { audio: 'native', resolution: '1080p', duration: 5 },
	});
	await call(service, 'POST', '/motion-control/kling-3.0', {
		contents: [prompt, { type: 'image', url: image }, { type: 'video', url: `${service.url}/media/dance.mp4` }],
		settings: { character_orientation: 'video', resolution: '720p' },
	});
	expect(service.created.map(({ units }) => units)).toEqual([6, 18]);
});

test('a callback has the new shape', async () => {
	await start();
	const { body } = await call(service, 'POST', OMNI, { ...job, options: { callback_url: 'https://example.org/hook' } });
	service.finish(body.data.id as string);
	expect(service.callbacks.at(-1)?.body).toMatchObject({
		id: body.data.id,
		status: 'succeeded',
		outputs: [{ type: 'video' }],
		billing: [{ amount: '1.8' }],
	});
	expect(service.callbacks.at(-1)?.body).not.toHaveProperty('task_id');
});
