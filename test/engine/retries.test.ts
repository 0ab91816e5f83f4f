import type { INodeParameters } from 'n8n-workflow';
import { credentials, task, textToVideo, useKling } from './kling';
import { runNode } from './engine';

/** What is sent again, how often, and what never is: decided by the code in the body, not by the HTTP status. */

const kling = useKling({ renderMs: 20 });
const dialects: INodeParameters[] = [{ apiVersion: 'classic' }, { apiVersion: 'current' }];

const sent = (method: string) => kling.service.requests.filter((request) => request.method === method).length;

/** Permanent refusals; 1100 to 1102 and 1304 come as HTTP 429. */
const permanent = [1000, 1001, 1002, 1100, 1101, 1102, 1103, 1200, 1201, 1202, 1203, 1300, 1301, 1304];

describe.each(dialects)('on %j', (dialect) => {
	test.each(permanent)('a create that is refused with %i is sent once', async (code) => {
		kling.service.fault({ method: 'POST', action: 'error', code, times: Infinity });
		const { error } = await kling.run(textToVideo(dialect), { retryOnFail: false });
		expect(error?.description).toContain(`code ${code}`);
		expect(sent('POST')).toBe(1);
	});

	test.each(permanent.filter((code) => code !== 1201 && code !== 1203))('a read that is refused with %i is sent once', async (code) => {
		kling.service.fault({ method: 'GET', action: 'error', code, times: Infinity });
		const { error } = await kling.run(textToVideo(dialect));
		expect(error?.description).toContain(`code ${code}`);
		expect([sent('GET'), sent('POST')]).toEqual([1, 0]);
	});

	test.each([1003, 1004])('a token refused with %i is signed afresh once, for reads and creates', async (code) => {
		for (const method of ['GET', 'POST']) {
			kling.service.clearFaults();
			kling.service.requests.length = 0;
			kling.service.fault({ method, action: 'error', code, times: Infinity });
			const { error } = await kling.run(textToVideo(dialect));
			expect(error?.description).toContain(`code ${code}`);
			expect(sent(method)).toBe(2);
		}
		expect(kling.service.created).toEqual([]);
	});

	test.each([1302, 5000, 5001, 5002])('a read that meets %i is sent again until it is answered', async (code) => {
		kling.service.fault({ method: 'GET', action: 'error', code, times: 3 });
		const { items } = await kling.run(textToVideo(dialect));
		expect(items[0]?.json.status).toBe('succeeded');
		expect(sent('POST')).toBe(1);
	});

	test.each([1302, 1303, 5001])(
		'a create that is not taken for now (%i) is given up at the time limit, with nothing created',
		async (code) => {
			kling.service.fault({ method: 'POST', action: 'error', code, times: Infinity });
			const started = Date.now();
			const { error } = await kling.run(textToVideo({ ...dialect, options: { timeLimit: 1 } }));
			// a minute of the node's time, which passes a hundred times faster, and what the machine takes
			expect(Date.now() - started).toBeLessThan(3000);
			expect(error?.description).toContain(`code ${code}`);
			expect(error?.description).not.toContain('Already paid for');
			expect(kling.service.created).toEqual([]);
			// at least 1 s between them, and longer each time
			expect(sent('POST')).toBeGreaterThan(2);
			expect(sent('POST')).toBeLessThan(20);
		},
	);

	test('a task that fails at Kling is not made again', async () => {
		const { error } = await kling.run(textToVideo({ ...dialect, prompt: '[[fail]] boat' }));
		expect(error?.message).toContain('risk control');
		expect(error?.description).toContain(kling.service.created[0]!.taskId);
		expect(kling.service.created).toHaveLength(1);
	});
});

test('access key and secret key: a token refused for its time is replaced, and the create goes through', async () => {
	const { accessKey, secretKey, url } = kling.service;
	const pair = { klingApi: { authType: 'accessKey', accessKey, secretKey, region: 'custom', baseUrl: url } };
	kling.service.fault({ method: 'POST', action: 'error', code: 1003 });
	const { items } = await runNode(textToVideo(), pair);
	expect(items[0]?.json.status).toBe('succeeded');
	expect(kling.service.created).toHaveLength(1);
});

describe('on Model Studio', () => {
	const modelStudio = (parameters: INodeParameters = {}) => textToVideo({ service: 'modelStudio', ...parameters });

	test.each(['InvalidApiKey', 'AccessDenied.Unpurchased', 'Arrearage', 'DataInspectionFailed', 'InvalidParameter', 'BadRequest.TooLarge'])(
		'a create that is refused with %s is sent once',
		async (code) => {
			kling.service.fault({ method: 'POST', action: 'error', status: 400, code, times: Infinity });
			const { error } = await kling.run(modelStudio());
			expect(error?.description).toContain(`code ${code}`);
			expect(sent('POST')).toBe(1);
		},
	);

	test.each(['Throttling.RateQuota', 'Throttling.AllocationQuota', 'Throttling'])(
		'a create that meets %s is offered again',
		async (code) => {
			kling.service.fault({ method: 'POST', action: 'error', status: 429, code, times: 2 });
			const { items } = await kling.run(modelStudio());
			expect(items[0]?.json.status).toBe('succeeded');
			expect(kling.service.created).toHaveLength(1);
		},
	);
});

describe('many items', () => {
	const node = textToVideo({ prompt: '={{ $json.prompt }}' });
	const items = ['one', '[[fail]] two', '[[slow]] three', '[[refuse]] four', 'five'].map((prompt) => ({ json: { prompt } }));

	test('Continue On Fail: what can be made is made, in the order of the items, each with its own end', async () => {
		const { items: made, error } = await kling.run(node, { items, continueOnFail: true });
		expect(error).toBeUndefined();
		expect(made.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(made.map(({ json }) => json.status)).toEqual(['succeeded', undefined, 'succeeded', undefined, 'succeeded']);
		expect(made[1]?.json).toMatchObject({ error: expect.stringContaining('risk control'), taskId: expect.any(String) });
		expect(made[3]?.json).toMatchObject({ error: expect.stringContaining('content check') });
		expect(made[3]?.json).not.toHaveProperty('taskId');
	});

	test('without it the first error ends the run at once, and names every task that goes on', async () => {
		const slow = [{ json: { prompt: '[[slow]] one' } }, { json: { prompt: '[[refuse]] two' } }];
		const { error } = await kling.run(node, { items: slow });
		expect(error?.message).toContain('content check');
		expect(error?.context?.itemIndex).toBe(1);
		const [task1] = kling.service.created;
		expect(error?.description).toContain(`Already paid for: ${task1!.taskId}`);
		expect(task1?.status).not.toBe('succeeded');
	});

	test('a time limit that passes names the task, which Task → Wait then brings', async () => {
		const slow = textToVideo({ prompt: '[[slow]] boat', options: { timeLimit: 0.2 } });
		const { error } = await kling.run(slow);
		const { taskId } = kling.service.created[0]!;
		expect(error?.message).toContain('did not finish it within the time limit');
		expect(error?.description).toContain(`Already paid for: ${taskId}`);
		const { items: waited } = await runNode(task('wait', { taskIds: taskId }), credentials(kling.service));
		expect(waited[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
		expect(sent('POST')).toBe(1);
	});
});
