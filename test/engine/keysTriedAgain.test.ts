import type { INodeParameters } from 'n8n-workflow';
import { textToVideo, useKling } from './kling';
import { ownKey, rows } from './ownKeys';
import type { Fault } from '../simulator';
import { statusWord } from '../simulator/faults';

/** Keys when something is tried again: by n8n, by the node, or because an answer says that an id is taken. */

const kling = useKling({ renderMs: 20 });

const created = () => kling.service.created;
const day = 24 * 3_600_000;

describe.each(['classic', 'current'])('on the %s API', (apiVersion) => {
	const video = (options: INodeParameters = {}, prompt = 'A paper boat') => textToVideo({ apiVersion, prompt, options });

	test('Per Execution: the number of an execution that comes again makes another video', async () => {
		const node = textToVideo({ apiVersion, prompt: '={{ $json.p }}' });
		const again = { executionId: '12', workflowId: 'W' };
		await kling.run(node, { ...again, ...rows({ p: 'january promo' }) });
		const { items } = await kling.run(node, { ...again, ...rows({ p: 'december promo' }) });
		expect(created()).toHaveLength(2);
		expect(items[0]?.json).toMatchObject({ taskId: created()[1]?.taskId, found: false });
		// the same job, but long ago
		created().forEach((task) => (task.createdAt -= 40 * day));
		await kling.run(node, { ...again, ...rows({ p: 'january promo' }) });
		expect(created()).toHaveLength(3);
	});

	test('Per Execution: n8n runs a crashed execution again, and finds what it had ordered', async () => {
		await kling.run(video(), { executionId: '7' });
		const { items } = await kling.run(video(), { executionId: '7' });
		expect(created()).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ found: true, sameJob: true });
	});

	describe('Retry On Fail', () => {
		const firstTryBreaks = () => kling.service.fault({ method: 'GET', nth: 2, action: 'error', code: 1304 });

		test.each<[string, INodeParameters]>([
			['On Existing: Refuse', { onExisting: 'refuse' }],
			['On Existing: Refuse, Own Key', { onExisting: 'refuse', ...ownKey('row-1') }],
			['On Existing: Refuse, Same Input', { onExisting: 'refuse', idempotency: 'sameInput' }],
			['a key that is another in each try', ownKey('={{ $now.toISO() + Math.random() }}')],
			['a tag that is another in each try', { tag: '={{ String(Math.random()) }}' }],
		])('takes over what the first try ordered: %s', async (_, options) => {
			firstTryBreaks();
			const { items, error } = await kling.run(video(options), { retryOnFail: true });
			expect(error).toBeUndefined();
			expect(created()).toHaveLength(1);
			expect(items[0]?.json).toMatchObject({ status: 'succeeded', found: false, cost: { thisRunUnits: 4 } });
		});

		test('takes over a job that is another in each try', async () => {
			firstTryBreaks();
			const { items } = await kling.run(textToVideo({ apiVersion, prompt: '={{ "boat " + Math.random() }}' }), { retryOnFail: true });
			expect(created()).toHaveLength(1);
			expect(items[0]?.json.found).toBe(false);
		});

		test('keeps the ceiling over all tries', async () => {
			const node = textToVideo({ apiVersion, prompt: '={{ $json.p }}', options: { maxCost: 8, maxConcurrentTasks: 1 } });
			const { error } = await kling.run(node, { ...rows({ p: 'one' }, { p: 'two' }, { p: 'three' }), retryOnFail: true });
			expect(error?.message).toContain('Max Cost per Run is 8 units');
			expect(created()).toHaveLength(2);
		});

		test('On Existing: Refuse refuses what was there before, in every try', async () => {
			await kling.run(video(ownKey('row-1')));
			const { error } = await kling.run(video({ onExisting: 'refuse', ...ownKey('row-1') }), { retryOnFail: true });
			expect(error?.message).toContain('was made before for the same key');
		});

		test('a task that failed at Kling is ordered again', async () => {
			const node = textToVideo({ apiVersion, prompt: '={{ $json.p }}' });
			const { error } = await kling.run(node, { ...rows({ p: '[[fail]]' }), retryOnFail: true });
			expect(error?.message).toContain('could not finish');
			expect(created().map(({ status }) => status)).toEqual(['failed', 'failed']);
		});
	});

	describe('a create that is refused as used before any answer got lost', () => {
		const lookUpShowsNothing = (): Fault =>
			apiVersion === 'classic'
				? { method: 'GET', action: 'error', status: 400, code: 1201, message: 'Task not found by id/external id' }
				: { method: 'GET', action: 'answer', status: 200, body: { code: 0, message: '', request_id: 'r', data: [] } };
		/** Another execution orders between the look-up and the create. */
		const overtaken = async (key: string) => {
			await kling.run({ ...video(ownKey(key)), completion: 'submit' });
			kling.service.fault(lookUpShowsNothing());
		};

		test('is found, not made: nothing is spent', async () => {
			await overtaken('row-1');
			const { items, error } = await kling.run(video({ ...ownKey('row-1'), maxCost: 4 }));
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ found: true, taskId: created()[0]?.taskId, cost: { thisRunUnits: 0 } });
		});

		test('is found in a run that is put aside, too', async () => {
			await overtaken('row-1');
			kling.service.finish(created()[0]!.taskId);
			const { items, error } = await kling.run({ ...video(ownKey('row-1')), completion: 'callback' });
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ status: 'succeeded', found: true, cost: { units: 4, thisRunUnits: 0 } });
		});

		test('leaves the whole ceiling to the next item', async () => {
			await overtaken('a');
			const node = textToVideo({
				apiVersion,
				options: { ...ownKey('={{ $json.id }}'), maxCost: 4, maxConcurrentTasks: 1 },
				prompt: '={{ $json.id === "a" ? "A paper boat" : "b" }}',
			});
			const { items, error } = await kling.run(node, rows({ id: 'a' }, { id: 'b' }));
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.found)).toEqual([true, false]);
		});

		test('after a lost answer it says that the own order landed: made, and spent', async () => {
			kling.service.fault({ method: 'POST', action: 'drop after processing' });
			const unseen = { ...lookUpShowsNothing(), nth: 2 };
			kling.service.fault(unseen);
			const { items } = await kling.run(video({ ...ownKey('row-1'), maxCost: 4, onExisting: 'refuse' }));
			expect(kling.service.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
			expect(created()).toHaveLength(1);
			expect(items[0]?.json).toMatchObject({ found: false, cost: { thisRunUnits: 4 } });
		});

		test('is refused with On Existing: Refuse', async () => {
			await overtaken('row-1');
			const { error } = await kling.run(video({ ...ownKey('row-1'), onExisting: 'refuse' }));
			expect(error?.message).toBe(`Task ${created()[0]?.taskId} was made before for the same key`);
		});
	});

	test.each(['queued', 'suspended'])('a create that is answered with the status “%s” has made a task: its ID is known', async (word) => {
		kling.service.fault({ method: 'POST', ...statusWord(word) });
		const { items, error } = await kling.run({ ...video(ownKey('row-1')), completion: 'submit' });
		expect(error).toBeUndefined();
		expect(created()).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ taskId: created()[0]?.taskId, found: false });
	});
});

describe('on Model Studio, which takes no keys', () => {
	const node = textToVideo({ service: 'modelStudio', prompt: '={{ $json.p }}' });
	const create = { method: 'POST', path: /video-synthesis/ };

	test.each([
		['lost after it was taken, and found', [{ ...create, action: 'drop after processing' as const }], 1],
		[
			'lost after it was taken, and the look-up is lost, too',
			[
				{ ...create, action: 'drop after processing' as const },
				{ method: 'GET', action: 'error' as const, code: 'Arrearage', status: 400 },
			],
			1,
		],
		['lost before it was taken', [{ ...create, action: 'drop before processing' as const }], 0],
		['refused while it is waited for', [{ method: 'GET', action: 'error' as const, code: 'Arrearage', status: 400 }], 1],
	])('Retry On Fail never orders twice: the order is %s', async (_, faults, paid) => {
		faults.forEach((fault) => kling.service.fault(fault));
		const { items, error } = await kling.run(node, { ...rows({ p: 'A paper boat' }), retryOnFail: true });
		expect(created()).toHaveLength(paid);
		expect(kling.service.requests.filter(({ path }) => create.path.test(path))).toHaveLength(1);
		if (paid) expect(items[0]?.json).toMatchObject({ taskId: created()[0]?.taskId, found: false });
		else expect(error?.description).toContain('a task may have been created');
	});

	test('what was refused is ordered in the second try', async () => {
		kling.service.fault({ ...create, action: 'error', code: 'Arrearage', status: 400 });
		const { items } = await kling.run(node, { ...rows({ p: 'A paper boat' }), retryOnFail: true });
		expect(created()).toHaveLength(1);
		expect(items[0]?.json.status).toBe('succeeded');
	});

	test('each of several items keeps its own', async () => {
		kling.service.fault({ method: 'GET', action: 'error', code: 'Arrearage', status: 400 });
		const { items, error } = await kling.run(node, { ...rows({ p: 'one' }, { p: 'two' }), retryOnFail: true });
		expect(error).toBeUndefined();
		expect(created()).toHaveLength(2);
		const prompts = items.map(({ json }) => created().find(({ taskId }) => taskId === json.taskId)?.body.input.prompt);
		expect(prompts).toEqual(['one', 'two']);
	});
});
