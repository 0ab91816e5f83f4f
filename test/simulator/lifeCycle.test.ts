import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signCallback } from './callbacks';
import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { call, until } from './testing';

const PATH = '/v1/videos/omni-video';
const job = { model_name: 'kling-v3-omni', prompt: 'a paper boat', mode: 'std', duration: '3', aspect_ratio: '16:9' };

let service: Simulator;
afterEach(async () => await service.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
	service = await startSimulator({ renderMs: 20, ...options });
}
const create = async (extra: object = {}) => await call(service, 'POST', PATH, { ...job, ...extra });
const get = async (id: string) => await call(service, 'GET', `${PATH}/${id}`);

async function finished(extra: object = {}): Promise<string> {
	const { body } = await create(extra);
	const task = service.created.at(-1);
	await until(() => task?.status === 'succeeded' || task?.status === 'failed');
	return body.data.task_id as string;
}

test('a task goes from submitted over processing to succeed', async () => {
	await start({ renderMs: Infinity, queueMs: 1 });
	const { body } = await create({ external_task_id: 'mine-1' });
	const id = body.data.task_id as string;
	expect(body.data).toEqual({
		task_id: expect.stringMatching(/^\d{19}$/),
		task_info: { external_task_id: 'mine-1' },
		task_status: 'submitted',
		created_at: expect.any(Number),
		updated_at: expect.any(Number),
	});
	await until(() => service.created[0]?.status === 'processing');
	expect((await get(id)).body.data).toMatchObject({ task_status: 'processing', task_status_msg: '' });
	expect((await get(id)).body.data).not.toHaveProperty('task_result');

	service.finish(id);
	const { data } = (await get('mine-1')).body;
	expect(data).toMatchObject({
		task_id: id,
		task_status: 'succeed',
		task_status_msg: '',
		task_info: { external_task_id: 'mine-1' },
		watermark_info: { enabled: false },
		final_unit_deduction: '1.8',
		final_balance_deduction: { quota: '', list_price: '' },
		task_result: {
			videos: [
				{
					id: expect.any(String),
					url: expect.stringContaining(`${service.url}/files/${id}.mp4?sign=`),
					watermark_url: '',
					duration: '3.041',
				},
			],
		},
	});
	expect(data.updated_at).toBeGreaterThanOrEqual(data.created_at);
	expect(data.created_at).toBeGreaterThan(1e12);
});

test('created keeps what was sent, and follows the task', async () => {
	await start();
	await finished({ external_task_id: 'mine-1', element_list: [{ element_id: 829836802793406551n }] });
	expect(service.created).toMatchObject([
		{
			dialect: 'classic',
			product: 'omni-video',
			model: 'kling-v3-omni',
			externalTaskId: 'mine-1',
			units: 1.8,
			status: 'succeeded',
			body: { ...job, element_list: [{ element_id: 829836802793406551n }] },
		},
	]);
});

test('the markers in a prompt decide how it ends', async () => {
	await start();
	expect(await create({ prompt: 'x [[refuse]]' })).toMatchObject({ status: 400, body: { code: 1301 } });
	const id = await finished({ prompt: 'x [[fail]]' });
	expect((await get(id)).body.data).toMatchObject({
		task_status: 'failed',
		task_status_msg: 'Failure to pass the risk control system',
		final_unit_deduction: '0',
	});
	await create({ prompt: 'x [[slow]]' });
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(service.created.at(-1)?.status).toBe('processing');
});

test('an unknown task is a bad parameter, not a 404', async () => {
	await start();
	expect(await get('885001')).toMatchObject({ status: 400, body: { code: 1201, message: 'Task not found by id/external id: 885001' } });
});

test('an external id is taken for good', async () => {
	await start();
	await finished({ external_task_id: 'twice', prompt: '[[fail]]' });
	expect(await create({ external_task_id: 'twice' })).toMatchObject({
		status: 400,
		body: { code: 1201, message: 'External_task_id twice already exists' },
	});
	expect(service.created).toHaveLength(1);
});

describe('lists', () => {
	const ids = async (query: string) => {
		const { body } = await call(service, 'GET', `${PATH}${query}`);
		return (body.data as { task_id: string }[]).map((entry) => entry.task_id);
	};

	test('come newest first and in pages, or in an arbitrary order that stays', async () => {
		await start({ renderMs: Infinity });
		for (let n = 0; n < 35; n++) await create();
		const newest = service.created.map(({ taskId }) => taskId).reverse();
		expect(await ids('')).toEqual(newest.slice(0, 30));
		expect(await ids('?pageNum=2&pageSize=10')).toEqual(newest.slice(10, 20));
		expect(await ids('?pageNum=9&pageSize=10')).toEqual([]);
		service.shuffleLists = true;
		const shuffled = [...(await ids('?pageSize=20')), ...(await ids('?pageNum=2&pageSize=20'))];
		expect(shuffled).not.toEqual(newest);
		expect([...shuffled].sort()).toEqual([...newest].sort());
	});

	test.each(['?pageNum=0', '?pageNum=1001', '?pageSize=0', '?pageSize=501', '?pageSize=x', '?page=1', '?pageNum=1&pageNum=2'])(
		'refuse %s',
		async (query) => {
			await start();
			expect(await call(service, 'GET', `${PATH}${query}`)).toMatchObject({ status: 400, body: { code: 1201 } });
		},
	);
});

test.each([
	[{}, '1.8'],
	[{ sound: 'on' }, '2.4'],
	[{ mode: 'pro', duration: '5' }, '4'],
	[{ mode: '4k', sound: 'on' }, '9'],
	[{ mode: 'pro', video_list: [{ video_url: 'https://example.org/a.mp4', refer_type: 'feature' }] }, '3.6'],
	[{ video_list: [{ video_url: 'MEDIA/long.mp4', refer_type: 'base' }] }, '10.8'],
	[{ model_name: 'kling-video-o1', duration: '5' }, '3'],
])('a job %j costs %s units', async (extra, units) => {
	await start();
	const text = JSON.stringify({ ...job, ...extra }).replace('MEDIA', `${service.url}/media`);
	const { body } = await call(service, 'POST', PATH, text);
	service.finish(body.data.task_id as string);
	expect((await get(body.data.task_id as string)).body.data.final_unit_deduction).toBe(units);
});

test('places are counted per model and freed at the end of a task', async () => {
	await start({ concurrency: 2, renderMs: Infinity });
	const { body } = await create();
	await create();
	expect(await create()).toMatchObject({ status: 429, body: { code: 1303, message: 'parallel task over resource pack limit' } });
	expect((await create({ model_name: 'kling-video-o1', duration: '5' })).body.code).toBe(0);
	service.finish(body.data.task_id as string, 'failed', 'gone');
	expect((await create()).body.code).toBe(0);
	expect(service.created[0]).toMatchObject({ status: 'failed', message: 'gone', units: 0 });
});

test('units run out', async () => {
	await start({ units: 3, renderMs: Infinity });
	expect((await create()).body.code).toBe(0);
	expect(await create()).toMatchObject({ status: 429, body: { code: 1102, message: 'Account balance not enough' } });
});

describe('account costs', () => {
	const costs = async (query: string) => await call(service, 'GET', `/account/costs${query}`);

	test('show what is left', async () => {
		await start({ units: 100 });
		await finished();
		const { body } = await costs(`?start_time=0&end_time=${Date.now()}`);
		expect(body).toMatchObject({ code: 0, data: { code: 0, msg: expect.any(String) } });
		expect(body.data.resource_pack_subscribe_infos[0]).toEqual({
			resource_pack_name: 'Video units',
			resource_pack_id: expect.any(String),
			resource_pack_type: 'decreasing_total',
			total_quantity: 100,
			remaining_quantity: 98.2,
			purchase_time: expect.any(Number),
			effective_time: expect.any(Number),
			invalid_time: expect.any(Number),
			status: 'online',
		});
		expect((await costs('?start_time=0&end_time=1&resource_pack_name=Image%20units')).body.data.resource_pack_subscribe_infos).toHaveLength(
			1,
		);
	});

	test.each([
		'',
		'?start_time=1',
		'?end_time=1',
		'?start_time=a&end_time=b',
		'?start_time=2&end_time=1',
		'?start_time=1&end_time=2&name=x',
	])('refuse "%s"', async (query) => {
		await start();
		expect(await costs(query)).toMatchObject({ status: 400, body: { code: 1201 } });
	});

	test('are limited to one call a second on request', async () => {
		await start({ strictQps: true });
		expect((await costs('?start_time=0&end_time=1')).body.code).toBe(0);
		expect(await costs('?start_time=0&end_time=1')).toMatchObject({ status: 429, body: { code: 1302 } });
	});
});

describe('callbacks', () => {
	let receiver: Server;
	let received: { headers: IncomingHttpHeaders; text: string }[];
	let address: string;

	beforeEach(async () => {
		received = [];
		receiver = createServer((request, response) => {
			let text = '';
			request.on('data', (part: Buffer) => (text += part.toString()));
			request.on('end', () => {
				received.push({ headers: request.headers, text });
				response.end();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
	});
	afterEach(() => receiver.close());

	test('tell every change of a status, unsigned without a secret', async () => {
		await start();
		const id = await finished({ callback_url: address, external_task_id: 'mine-1' });
		await until(() => service.callbacks.length === 2 && service.callbacks.every(({ status }) => status === 200));
		const bodies = received.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
		expect(bodies[0]).toMatchObject({ task_id: id, task_status: 'processing', task_info: { external_task_id: 'mine-1' } });
		expect(bodies[1]).toMatchObject({ task_id: id, task_status: 'succeed', final_unit_deduction: '1.8' });
		expect(bodies[1]?.task_result).toEqual({ videos: [{ id: expect.any(String), url: expect.any(String), duration: '3.041' }] });
		expect(bodies[1]).not.toHaveProperty('code');
		expect(received[0]?.headers).not.toHaveProperty('webhook-signature');
	});

	test('are signed with a secret', async () => {
		const secret = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
		await start({ webhookSecret: secret });
		await finished({ callback_url: address });
		await until(() => received.length === 2);
		const { headers, text } = received[1]!;
		const signature = signCallback(secret, String(headers['webhook-id']), Number(headers['webhook-timestamp']), text);
		expect(headers['webhook-signature']).toBe(`v1,${signature}`);
		expect(headers['content-type']).toBe('application/json; charset=utf-8');
	});

	test('to other machines are recorded, not sent', async () => {
		await start();
		await finished({ callback_url: 'https://hooks.example.org/x' });
		expect(service.callbacks.map(({ url, status }) => ({ url, status }))).toEqual(
			Array(2).fill({ url: 'https://hooks.example.org/x', status: undefined }),
		);
	});

	test.each([
		[
			'whsec_bjhuLWtsaW5nLXVuaXQtdGVzdC1zZWNyZXQtMDAwMSE=',
			'msg_1',
			1700000000,
			'{"task_id":"T1","task_status":"succeed"}',
			'41F1kJXgoIWmDDEcS2wJTN6M7UYoCpbb9n/GmU7i1qI=',
		],
		[
			'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
			'9876543210',
			1781080794,
			'{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
			'UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
		],
	])('the signature matches the vector of %s', async (secret, id, time, body, signature) => {
		await start();
		expect(signCallback(secret, id, time, body)).toBe(signature);
	});
});
