import { legacy, secret, setUp, signed, warn, type Setting } from './callbackCalls';
import { submitted } from './submitted';

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
		['a state that does not exist, of a task that is running', [403], { body: (_, running) => legacy(running, 'done') }],
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
		// Kling is asked 500 times in a minute, and the next minute may begin meanwhile
		expect(workflow.calls.filter(({ httpStatus }) => httpStatus === 503).length).toBeGreaterThanOrEqual(600);
		expect(Math.max(...workflow.calls.map(({ httpStatus }) => httpStatus))).toBe(503);
		expect(service.requests.length - before).toBeLessThanOrEqual(1000);
		expect(workflow.saved).not.toContain('handled');
	});
});
