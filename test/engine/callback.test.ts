import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { signCallback } from '../simulator/callbacks';
import { call, until } from '../simulator/testing';
import { credentials } from './kling';
import { submitted, submittedCurrent } from './submitted';
import { CallbackWorkflow } from './triggerEngine';

const secret = 'whsec_bjhuLWtsaW5nLXVuaXQtdGVzdC1zZWNyZXQtMDAwMSE=';
const open: Array<{ close: () => Promise<void> }> = [];
let warn: jest.SpyInstance;

beforeEach(() => {
	warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => undefined);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(open.splice(0).map(async (each) => await each.close()));
});

interface Setting {
	/** Kling signs. */
	signs?: boolean;
	/** The credential holds the secret. */
	knows?: boolean;
	parameters?: INodeParameters;
	credential?: Record<string, string>;
	renderMs?: number;
	latencyMs?: number;
}

/** An active workflow, and a service that calls it. */
async function setUp({ signs = false, knows = false, parameters = {}, credential = {}, renderMs = Infinity, latencyMs = 0 }: Setting = {}) {
	const service = await startSimulator({ renderMs, latencyMs, ...(signs ? { webhookSecret: secret } : {}) });
	const klingApi = { ...credentials(service).klingApi, ...(knows ? { webhookSecret: secret } : {}), ...credential };
	const workflow = new CallbackWorkflow({ klingApi }, parameters);
	open.push(service, workflow);
	await workflow.activate();
	return { service, workflow };
}

const delivered = async ({ callbacks }: Simulator, count: number) =>
	await until(() => callbacks.filter(({ status }) => status !== undefined).length >= count);

const signed = (body: string, { id = 'msg-1', at = Math.floor(Date.now() / 1000), with: key = secret } = {}): Record<string, string> => ({
	'webhook-id': id,
	'webhook-timestamp': String(at),
	'webhook-signature': `v1,${signCallback(key, id, at, body)}`,
});

const legacy = (taskId: string, status = 'succeed', more: Record<string, unknown> = {}) =>
	JSON.stringify({
		task_id: taskId,
		task_status: status,
		task_status_msg: '',
		created_at: Date.now() - 60_000,
		updated_at: Date.now(),
		...(status === 'succeed' ? { task_result: { videos: [{ id: 'v', url: 'https://evil.example/v.mp4', duration: '5.041' }] } } : {}),
		...more,
	});

describe('Kling’s own calls', () => {
	test.each([
		['signed, classic API', { signs: true, knows: true }, submitted],
		[
			'signed, current API',
			{ signs: true, knows: true },
			(service: Simulator, options: object) => submittedCurrent(service, { ...options }),
		],
		['unsigned, classic API', {}, submitted],
		['unsigned, current API', {}, (service: Simulator, options: object) => submittedCurrent(service, { ...options })],
		['signed, but the credential has no secret', { signs: true }, submitted],
		['unsigned, although the credential has a secret', { knows: true }, submitted],
	])('%s: intermediate states start nothing, the end starts the workflow once', async (_, setting, create) => {
		const { service, workflow } = await setUp({ ...setting, renderMs: 60 });
		const taskId = await create(service, { callback_url: workflow.url, external_task_id: 'spring:row-4:n8n-1' });
		await delivered(service, 2);
		expect(workflow.started.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				taskId,
				status: 'succeeded',
				tag: 'spring',
				reference: 'row-4',
				videoUrl: expect.stringContaining('http'),
				durationSeconds: 4.041,
			}),
		]);
		expect(service.callbacks.map(({ status }) => status)).toEqual([200, 200]);
		expect(Math.max(...workflow.calls.map(({ tookMs }) => tookMs))).toBeLessThan(200);
	});

	test('Every Change', async () => {
		const { service, workflow } = await setUp({ signs: true, knows: true, parameters: { startOn: 'everyChange' }, renderMs: 60 });
		await submitted(service, { callback_url: workflow.url });
		await delivered(service, 2);
		expect(workflow.started.map(({ json }) => json.status)).toEqual(['processing', 'succeeded']);
	});

	test('a failure starts the workflow only where it is wanted', async () => {
		for (const [status, count] of [
			['succeeded', 0],
			['failed', 1],
			['both', 1],
		] as const) {
			const { service, workflow } = await setUp({ parameters: { status } });
			const taskId = await submitted(service, { callback_url: workflow.url });
			service.finish(taskId, 'failed', 'Failure to pass the risk control system');
			await delivered(service, 1);
			expect(workflow.started).toHaveLength(count);
			if (count)
				expect(workflow.started[0]?.json).toMatchObject({ status: 'failed', statusMessage: 'Failure to pass the risk control system' });
		}
	});

	test('images, and a filter by tag', async () => {
		const { service, workflow } = await setUp({ parameters: { options: { tag: 'spring' } }, renderMs: 30 });
		const path = '/v1/images/omni-image';
		const taskId = await submitted(service, { callback_url: workflow.url, external_task_id: 'spring:1:n8n' }, path);
		await submitted(service, { callback_url: workflow.url, external_task_id: 'autumn:1:n8n' }, path);
		await delivered(service, 4);
		expect(workflow.started.map(({ json }) => [json.taskId, json.taskType])).toEqual([[taskId, 'omniImage']]);
	});

	test('are answered in time even if Kling is slow to confirm, and start the workflow then', async () => {
		const { service, workflow } = await setUp({ latencyMs: 300 });
		const taskId = await submitted(service, { callback_url: workflow.url });
		service.finish(taskId);
		await delivered(service, 1);
		await until(() => workflow.calls.length === 1);
		expect(workflow.calls[0]).toMatchObject({ httpStatus: 200 });
		expect(workflow.calls[0]!.tookMs).toBeLessThan(200);
		expect(workflow.started.map(({ json }) => json.taskId)).toEqual([taskId]);
	});

	test('that cannot be confirmed now are answered with 503, and start the workflow when they come again', async () => {
		const { service, workflow } = await setUp();
		const taskId = await submitted(service);
		service.finish(taskId);
		service.fault({ method: 'GET', action: 'error', status: 401, code: 1002, times: 1 });
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 503 });
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 200, items: [expect.objectContaining({})] });
		expect(workflow.started[0]?.json.videoUrl).toContain(service.url);
	});

	test('that come again, together or after a restart of n8n, start nothing', async () => {
		const { service, workflow } = await setUp({ knows: true });
		const taskId = await submitted(service);
		service.finish(taskId);
		const body = legacy(taskId);
		await Promise.all(Array.from({ length: 5 }, async () => await workflow.post(body, signed(body))));
		await workflow.post(body);
		expect(workflow.started).toHaveLength(1);
		expect(workflow.calls.every(({ httpStatus }) => httpStatus === 200)).toBe(true);
		expect(JSON.parse(workflow.saved)).toMatchObject({ 'node:Trigger': { handled: expect.arrayContaining([`${taskId} succeeded`]) } });
	});
});

describe('calls that are not to be believed', () => {
	const now = () => Math.floor(Date.now() / 1000);
	type Attack = { headers?: (body: string) => Record<string, string>; body?: (own: string, running: string) => string | Buffer };
	const attacks: Array<[string, number[], Attack, Setting?]> = [
		['another secret', [401], { headers: (body) => signed(body, { with: `whsec_${Buffer.from('another secret').toString('base64')}` }) }],
		['a signature of another body', [401], { headers: () => signed(legacy('1')) }],
		['a body changed after signing', [401], { headers: (body) => signed(body.replace('evil', 'good')) }],
		['another id than signed', [401], { headers: (body) => ({ ...signed(body), 'webhook-id': 'msg-2' }) }],
		['another time than signed', [401], { headers: (body) => ({ ...signed(body), 'webhook-timestamp': String(now() - 1) }) }],
		['six minutes old', [401], { headers: (body) => signed(body, { at: now() - 360 }) }],
		['six minutes ahead', [401], { headers: (body) => signed(body, { at: now() + 360 }) }],
		['a time in milliseconds', [401], { headers: (body) => signed(body, { at: Date.now() }) }],
		['a time that is no number', [401], { headers: (body) => ({ ...signed(body), 'webhook-timestamp': 'now' }) }],
		['no time', [401], { headers: ({}) => ({ 'webhook-id': 'm', 'webhook-signature': 'v1,abc' }) }],
		['no id', [401], { headers: (body) => without(signed(body), 'webhook-id') }],
		['no signature beside id and time', [401], { headers: (body) => without(signed(body), 'webhook-signature') }],
		['an empty signature', [401], { headers: (body) => ({ ...signed(body), 'webhook-signature': 'v1,' }) }],
		[
			'half a signature',
			[401],
			{ headers: (body) => ({ ...signed(body), 'webhook-signature': signed(body)['webhook-signature']!.slice(0, 20) }) },
		],
		[
			'another version of signature',
			[401],
			{ headers: (body) => ({ ...signed(body), 'webhook-signature': signed(body)['webhook-signature']!.replace('v1,', 'v0,') }) },
		],
		[
			'a signature without its version',
			[401],
			{ headers: (body) => ({ ...signed(body), 'webhook-signature': signed(body)['webhook-signature']!.slice(3) }) },
		],
		['the secret itself as signature', [401], { headers: (body) => ({ ...signed(body), 'webhook-signature': `v1,${secret}` }) }],
		[
			'hundreds of guesses',
			[401],
			{
				headers: (body) => ({
					...signed(body),
					'webhook-signature': Array(150)
						.fill(`v1,${'A'.repeat(43)}=`)
						.join(' '),
				}),
			},
		],
		[
			'unsigned, where a signature is required',
			[401],
			{ body: (own) => legacy(own) },
			{ parameters: { options: { requireSignature: true } } },
		],
		['unsigned, of a task that runs', [403], { body: (_, running) => legacy(running) }],
		['unsigned, of a task that nobody knows', [403], { body: () => legacy('123456789') }],
		['unsigned, of another account', [403], { body: () => legacy('885999') }],
		[
			'unsigned, in the new shape, of a task that runs',
			[403],
			{ body: (_, running) => JSON.stringify({ id: running, status: 'succeeded' }) },
		],
		['unsigned, of a task by its external id', [403], { body: () => legacy('mine') }],
		['unsigned, with a path for an id', [400], { body: () => legacy('../../account/costs') }],
		['unsigned, without an id', [400], { body: () => '{"task_status":"succeed"}' }],
		['a state that does not exist', [400], { body: (own) => legacy(own, 'done') }],
		['no JSON', [400, 422], { body: () => 'task_id=1&task_status=succeed' }],
		['half a JSON text', [400, 422], { body: (own) => legacy(own).slice(0, 40) }],
		['nothing', [400, 422], { body: () => '' }],
		['a list', [400], { body: (own) => `[${legacy(own)}]` }],
		['a number', [400], { body: () => '42' }],
		['text in JSON', [400], { body: () => '"succeed"' }],
		['bytes', [400, 422], { body: () => Buffer.from([0, 255, 254, 1]) }],
		['a megabyte', [413], { body: (own) => legacy(own, 'succeed', { padding: 'x'.repeat(1024 * 1024) }) }],
		['a nested abyss', [400], { body: () => '['.repeat(5000) + ']'.repeat(5000) }],
	];
	const without = (headers: Record<string, string>, name: string) =>
		Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

	test.each(attacks)('%s', async (_, statuses, { headers, body }, setting = {}) => {
		const { service, workflow } = await setUp({ knows: true, ...setting });
		const own = await submitted(service, { external_task_id: 'mine' });
		const running = await submitted(service);
		service.finish(own);
		const text = body ? body(own, running) : legacy(own);
		const result = await workflow.post(text, headers?.(String(text)) ?? {});
		expect(statuses).toContain(result.httpStatus);
		expect(result.items).toBeUndefined();
		expect(result.tookMs).toBeLessThan(200);
		expect(workflow.saved).not.toContain('handled');
		expect(warn.mock.calls.join()).not.toContain(secret.slice(6));
	});

	test('a body that does not say how long it is', async () => {
		const { workflow } = await setUp();
		const body = new Blob([legacy('1', 'succeed', { padding: 'x'.repeat(1024 * 1024) })]).stream();
		const response = await fetch(workflow.url, { method: 'POST', body, duplex: 'half' } as RequestInit);
		expect(response.status).toBe(413);
	});

	test('a signed copy of an earlier call', async () => {
		const { workflow } = await setUp({ knows: true });
		const body = legacy('T1');
		expect((await workflow.post(body, signed(body))).items).toHaveLength(1);
		expect(await workflow.post(body, signed(body))).not.toHaveProperty('items');
		// the same message id over another body is a replay too
		const other = legacy('T2');
		expect(await workflow.post(other, signed(other))).not.toHaveProperty('items');
	});

	test('an unsigned copy of a call of days ago, of a task that is real and finished', async () => {
		const { service, workflow } = await setUp();
		const taskId = await submitted(service);
		service.finish(taskId);
		service.created[0]!.updatedAt -= 25 * 60 * 60 * 1000;
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 403 });
		expect(warn.mock.calls.join()).toContain('more than a day ago');
	});

	test('an intermediate state that comes after the end, where every change starts the workflow', async () => {
		const { workflow } = await setUp({ knows: true, parameters: { startOn: 'everyChange' } });
		for (const [id, status] of [
			['1', 'succeed'],
			['2', 'processing'],
		] as const) {
			const body = legacy('T1', status);
			await workflow.post(body, signed(body, { id }));
		}
		expect(workflow.started.map(({ json }) => json.status)).toEqual(['succeeded']);
	});

	test('what an unsigned call says is not in the item: it comes from Kling', async () => {
		const { service, workflow } = await setUp();
		const taskId = await submitted(service);
		service.finish(taskId);
		const { items } = await workflow.post(legacy(taskId, 'failed', { task_status_msg: 'ha' }).replace('"failed"', '"succeed"'));
		expect(items?.[0]?.json.videoUrl).toContain(service.url);
		expect(JSON.stringify(items)).not.toContain('evil');
	});

	test('a thousand of them at once neither flood Kling nor fill the memory', async () => {
		const { service, workflow } = await setUp({ latencyMs: 50 });
		const before = service.requests.length;
		await Promise.all(Array.from({ length: 1000 }, async (_, index) => await workflow.post(legacy(`9${index}`))));
		expect(workflow.started).toEqual([]);
		expect(workflow.calls.filter(({ httpStatus }) => httpStatus === 503).length).toBeGreaterThan(700);
		expect(Math.max(...workflow.calls.map(({ httpStatus }) => httpStatus))).toBe(503);
		expect(service.requests.length - before).toBeLessThanOrEqual(1000);
		expect(workflow.saved).not.toContain('handled');
	});
});

describe('switching on', () => {
	test.each([
		['a secret that is none', { webhookSecret: 'my secret!' }, {}, /is not one/],
		['a required signature without a secret', {}, { options: { requireSignature: true } }, /has no Webhook Secret/],
	])('%s is reported', async (_, credential, parameters, message) => {
		await expect(setUp({ credential, parameters })).rejects.toThrow(message);
	});

	test('the vendor’s test call is answered and starts nothing', async () => {
		const { service, workflow } = await setUp({ knows: true });
		const body = JSON.stringify({
			id: '1',
			status: 'submitted',
			outputs: [],
			message: '',
			create_time: Date.now(),
			update_time: Date.now(),
		});
		expect(await workflow.post(body, signed(body))).toMatchObject({ httpStatus: 200, body: '"received"' });
		expect(workflow.started).toEqual([]);
		expect(service.requests).toEqual([]);
		await call(service, 'GET', '/v1/videos/omni-video');
	});
});
