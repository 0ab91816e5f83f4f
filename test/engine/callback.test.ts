import type { Simulator } from '../simulator';
import { until } from '../simulator/testing';
import { legacy, setUp, signed } from './callbackCalls';
import { submitted, submittedCurrent } from './submitted';
import type { CallbackWorkflow } from './triggerEngine';

/** Kling has its answers, and the workflow is done with the calls, which may come later. */
async function delivered({ callbacks }: Simulator, { calls }: CallbackWorkflow, count: number): Promise<void> {
	await until(() => callbacks.filter(({ status }) => status !== undefined).length >= count && calls.length >= count);
}

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
		await delivered(service, workflow, 2);
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
	});

	test('Every Change', async () => {
		const { service, workflow } = await setUp({ signs: true, knows: true, parameters: { startOn: 'everyChange' }, renderMs: 60 });
		await submitted(service, { callback_url: workflow.url });
		await delivered(service, workflow, 2);
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
			await delivered(service, workflow, 1);
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
		await delivered(service, workflow, 4);
		expect(workflow.started.map(({ json }) => [json.taskId, json.taskType])).toEqual([[taskId, 'omniImage']]);
	});

	test.each([{ signs: true, knows: true }, {}])('an end in a word that nobody knows: the task itself is read (%j)', async (setting) => {
		const { service, workflow } = await setUp(setting);
		const taskId = await submitted(service);
		service.finish(taskId);
		const body = legacy(taskId, 'completed');
		expect((await workflow.post(body, setting.signs ? signed(body) : {})).httpStatus).toBe(200);
		expect(workflow.started.map(({ json }) => [json.taskId, json.status])).toEqual([[taskId, 'succeeded']]);
	});

	test('are answered 200 only when they have been confirmed', async () => {
		const { service, workflow } = await setUp({ latencyMs: 300 });
		const taskId = await submitted(service, { callback_url: workflow.url });
		service.finish(taskId);
		await delivered(service, workflow, 1);
		expect(workflow.calls[0]).toMatchObject({ httpStatus: 200 });
		expect(workflow.calls[0]!.tookMs).toBeGreaterThanOrEqual(300);
		expect(workflow.started.map(({ json }) => json.taskId)).toEqual([taskId]);
	});

	test('that Kling is slow to confirm and then does not are answered 503, and start the workflow when they come again', async () => {
		const { service, workflow } = await setUp({ latencyMs: 400 });
		const taskId = await submitted(service);
		service.finish(taskId);
		service.fault({ method: 'GET', action: 'error', status: 401, code: 1002, times: 1 });
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 503 });
		expect(workflow.started).toEqual([]);
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 200, items: [expect.objectContaining({})] });
	});

	test('that cannot be confirmed in time are answered 503, and start the workflow once, however often they come', async () => {
		const { service, workflow } = await setUp({ latencyMs: 3_500 });
		const taskId = await submitted(service);
		service.finish(taskId);
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 503, items: [expect.objectContaining({})] });
		expect(await workflow.post(legacy(taskId))).toMatchObject({ httpStatus: 200 });
		expect(workflow.started.map(({ json }) => json.taskId)).toEqual([taskId]);
	});

	test('a copy that comes while the first is being confirmed has its answer when that is known', async () => {
		const { service, workflow } = await setUp({ latencyMs: 300 });
		const taskId = await submitted(service);
		service.finish(taskId);
		service.fault({ method: 'GET', action: 'error', status: 401, code: 1002, times: 1 });
		await Promise.all([workflow.post(legacy(taskId)), workflow.post(legacy(taskId))]);
		expect(workflow.calls.map(({ httpStatus }) => httpStatus).sort()).toEqual([200, 503]);
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
	});
});
