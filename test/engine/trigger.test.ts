import { KlingOmniTrigger } from '../../nodes/KlingOmniTrigger/KlingOmniTrigger.node';
import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { withoutFiles } from '../simulator/faults';
import { credentials, task } from './kling';
import { runNode } from './engine';
import { submitted, submittedCurrent, submittedModelStudio } from './submitted';
import { PollingWorkflow, type PollingOptions } from './triggerEngine';

let service: Simulator;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterEach(async () => await service.close());

const trigger = (parameters: INodeParameters = {}, options: Partial<PollingOptions> = {}) =>
	new PollingWorkflow({ parameters, credentials: { klingApi: credentials(service).klingApi }, ...options });

/** A trigger that has been switched on. */
async function active(parameters?: INodeParameters, options?: Partial<PollingOptions>): Promise<PollingWorkflow> {
	const workflow = trigger(parameters, options);
	await workflow.activate();
	return workflow;
}

const ids = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.taskId);

describe('what starts the workflow', () => {
	test('a finished video, once, as the item that the action node gives', async () => {
		const old = await submitted(service);
		service.finish(old);
		const running = await submitted(service, { external_task_id: 'spring%3A7:row 4:n8n-1', watermark_info: { enabled: true } });
		const workflow = await active();
		expect(workflow.items).toEqual([]);
		expect(await workflow.poll()).toEqual([]);

		service.finish(running);
		const [item] = await workflow.poll();
		expect(item?.json).toMatchObject({
			taskId: running,
			status: 'succeeded',
			tag: 'spring:7',
			reference: 'row 4',
			videoUrl: expect.stringContaining('http'),
		});
		expect(item).not.toHaveProperty('pairedItem');
		const byHand = await runNode(task('get', { taskIds: running }), { klingApi: credentials(service).klingApi });
		expect(item?.json).toEqual(byHand.items[0]?.json);

		expect(await workflow.poll()).toEqual([]);
		expect(ids(workflow.items)).toEqual([running]);
	});

	test('a video that was made and finished between two polls', async () => {
		const workflow = await active();
		const taskId = await submitted(service);
		service.finish(taskId);
		expect(ids(await workflow.poll())).toEqual([taskId]);
	});

	test('a video that is finished in the first minute, although n8n drops what the poll at activation remembered of it', async () => {
		const running = await submitted(service);
		const workflow = await active();
		// durable poll cursors: the node's own state is not saved at activation
		const { global } = JSON.parse(workflow.saved) as Record<string, unknown>;
		workflow.saved = JSON.stringify({ global });
		service.finish(running);
		await workflow.crash();
		expect(ids(workflow.items)).toEqual([running]);
		expect(await workflow.poll()).toEqual([]);
		// what stood in is gone with the hand-over
		expect(Object.keys(JSON.parse(workflow.saved) as object)).toEqual(['global', 'node:Trigger']);
		expect(JSON.parse(workflow.saved)).toMatchObject({ global: {} });
		expect(workflow.saved).not.toContain('klingOmniTrigger ');
	});

	test('a poll that begins before n8n has saved what the one before handed over gives nothing, and spoils nothing', async () => {
		const workflow = await active();
		const before = workflow.saved;
		service.finish(await submitted(service));
		await workflow.poll();
		const after = workflow.saved;
		// durable poll cursors: each poll gets the state of the database
		await workflow.pollFrom(before);
		expect(workflow.items).toHaveLength(1);
		expect(workflow.saved).toBe(before);
		await workflow.pollFrom(after);
		expect(workflow.items).toHaveLength(1);

		// what n8n has not saved for half a minute it has lost, together with the items
		const later = Date.now() + 31_000;
		const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
		try {
			expect(ids(await workflow.pollFrom(before))).toEqual([service.created[0]!.taskId]);
		} finally {
			clock.mockRestore();
		}
	});

	test('an old task that ends after newer ones', async () => {
		const slow = await submitted(service);
		const workflow = await active();
		const quick = await submitted(service);
		service.finish(quick);
		expect(ids(await workflow.poll())).toEqual([quick]);
		await workflow.crash();
		service.finish(slow);
		expect(ids(await workflow.poll())).toEqual([slow]);
	});

	test.each([
		['succeeded', ['good']],
		['failed', ['bad']],
		['both', ['good', 'bad']],
	])('status %s', async (status, expected) => {
		const workflow = await active({ status });
		const [good, bad] = [await submitted(service, { external_task_id: 'good' }), await submitted(service, { external_task_id: 'bad' })];
		service.finish(good);
		service.finish(bad, 'failed', 'Failure to pass the risk control system');
		const items = await workflow.poll();
		expect(items.map(({ json }) => json.externalTaskId).sort()).toEqual([...expected].sort());
		if (status !== 'succeeded') expect(items.find(({ json }) => json.status === 'failed')?.json.statusMessage).toContain('risk control');
	});

	test('tag and prefix of the external id', async () => {
		const [byTag, byPrefix] = [await active({ options: { tag: 'spring' } }), await active({ options: { externalIdPrefix: 'spri' } })];
		for (const externalTaskId of ['spring:row-1:n8n-1', 'springtime:row-2:n8n-2', 'autumn:row-3:n8n-3', 'sprint']) {
			service.finish(await submitted(service, { external_task_id: externalTaskId }));
		}
		expect((await byTag.poll()).map(({ json }) => json.reference)).toEqual(['row-1']);
		expect((await byPrefix.poll()).map(({ json }) => json.externalTaskId).sort()).toEqual([
			'spring:row-1:n8n-1',
			'springtime:row-2:n8n-2',
			'sprint',
		]);
	});

	test('each kind of task that is watched, and no other', async () => {
		const workflow = await active({ watch: ['omniVideo', 'textToVideo'] });
		const omni = await submitted(service);
		const text = await submitted(service, { mode: 'std' }, '/v1/videos/text2video');
		const image = await submitted(service, { model_name: 'kling-v3-omni' }, '/v1/images/omni-image');
		for (const taskId of [omni, text, image]) service.finish(taskId);
		expect(ids(await workflow.poll()).sort()).toEqual([omni, text].sort());
		const images = await active({ watch: ['omniImage'] });
		const next = await submitted(service, { model_name: 'kling-v3-omni' }, '/v1/images/omni-image');
		service.finish(next);
		expect((await images.poll()).map(({ json }) => [json.taskId, json.taskType])).toEqual([[next, 'omniImage']]);
	});

	test('the raw answer when Simplify is off', async () => {
		const workflow = await active({ options: { simplify: false } });
		service.finish(await submitted(service));
		expect((await workflow.poll())[0]?.json.raw).toMatchObject({ task_status: 'succeed' });
	});

	test('on the current API', async () => {
		const workflow = await active({ apiVersion: 'current' });
		const taskId = await submittedCurrent(service, { external_task_id: 'spring:row-9:n8n-9' });
		expect(await workflow.poll()).toEqual([]);
		service.finish(taskId);
		const [item] = await workflow.poll();
		expect(item?.json).toMatchObject({ taskId, reference: 'row-9', videoUrl: expect.stringContaining('http') });
		// that API does not tell what kind of video it is
		expect(item?.json).not.toHaveProperty('taskType');
	});

	test('on Model Studio, with the link that its list does not have', async () => {
		const workflow = await active(
			{ service: 'modelStudio' },
			{ credentials: { klingModelStudioApi: credentials(service).klingModelStudioApi } },
		);
		const omni = await submittedModelStudio(service);
		const other = await submittedModelStudio(service, 'kling/kling-v3-video-generation');
		service.finish(omni);
		service.finish(other);
		const items = await workflow.poll();
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ taskId: omni, status: 'succeeded', model: 'kling-v3-omni', videoUrl: expect.stringContaining('http') }),
		]);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('Download', () => {
	test('the file comes along, without the key', async () => {
		const workflow = await active({ download: true });
		service.finish(await submitted(service));
		const [item] = await workflow.poll();
		expect(item?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
		expect(service.downloads).toHaveLength(1);
		expect(service.downloads[0]?.authorization).toBeUndefined();
	});

	test('a file that cannot be fetched is tried again, and does not hold up the others', async () => {
		const workflow = await active({ download: true });
		const [whole, cut] = [await submitted(service), await submitted(service)];
		service.fault({ path: new RegExp(`/files/${cut}`), action: 'html', status: 404, times: 2 });
		service.finish(cut);
		service.finish(whole);
		expect(ids(await workflow.poll())).toEqual([whole]);
		await workflow.crash();
		expect(ids(workflow.items).sort()).toEqual([whole, cut].sort());
		expect(workflow.items.every(({ binary }) => binary?.data)).toBe(true);
	});

	test('files that do not fit into a poll come with the next ones, and are not given up', async () => {
		const workflow = await active({ download: true });
		const all = [await submitted(service), await submitted(service), await submitted(service), await submitted(service)];
		// the poll ends while the first file is under way: 250 ms, of which nine tenths are left for it
		service.fault({ path: /files/, action: 'delay', delayMs: 400, times: 3 });
		all.forEach((taskId) => service.finish(taskId));
		workflow.options.budgetMs = 250;
		for (let poll = 0; poll < 3; poll++) await workflow.poll();
		workflow.options.budgetMs = 300_000;
		while (workflow.items.length < 4) await workflow.poll();
		expect(workflow.items.every(({ binary }) => binary?.data)).toBe(true);
		expect(ids(workflow.items).sort()).toEqual([...all].sort());
	});

	test('a file that is gone for good: the task still comes, and says so', async () => {
		const workflow = await active({ download: true });
		const taskId = await submitted(service);
		service.finish(taskId);
		service.deleteFiles(taskId);
		expect([await workflow.poll(), await workflow.poll()]).toEqual([[], []]);
		const [item] = await workflow.poll();
		expect(item?.json).toMatchObject({ taskId, downloadProblem: expect.stringContaining('404') });
		expect(item?.binary).toBeUndefined();
		expect(await workflow.poll()).toEqual([]);
	});
});

describe.each([
	['classic', submitted, {}],
	['current', submittedCurrent, { apiVersion: 'current' }],
] as const)('%s: a task that has succeeded and gives no file', (_, order, panel) => {
	const without = (times: number) =>
		service.fault({ path: 'apiVersion' in panel ? /^\/tasks/ : /omni-video/, times, ...withoutFiles('empty') });

	test('comes with its file, if that is there a little later', async () => {
		const workflow = await active(panel);
		const taskId = await order(service);
		service.finish(taskId);
		without(1);
		expect(await workflow.poll()).toEqual([]);
		const [item] = await workflow.poll();
		expect(item?.json).toMatchObject({ taskId, videoUrl: expect.stringContaining('http') });
		expect(item?.json).not.toHaveProperty('resultProblem');
		expect(await workflow.poll()).toEqual([]);
	});

	test('is an item that says so with the id, if there never is one', async () => {
		const workflow = await active({ ...panel, download: true });
		const taskId = await order(service);
		service.finish(taskId);
		without(Infinity);
		expect([await workflow.poll(), await workflow.poll()]).toEqual([[], []]);
		const [item] = await workflow.poll();
		expect(item?.json).toMatchObject({
			taskId,
			status: 'succeeded',
			resultProblem: expect.stringContaining(`task ${taskId} has succeeded`),
		});
		expect(item?.json).not.toHaveProperty('videoUrl');
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('Fetch Test Event', () => {
	test('gives the task that ended last, whatever the order of the list, and remembers nothing', async () => {
		service.shuffleLists = true;
		const all = await Promise.all(Array.from({ length: 9 }, async () => await submitted(service)));
		for (const taskId of all) {
			service.finish(taskId, taskId === all[4] ? 'failed' : 'succeeded');
			await new Promise((resolve) => setTimeout(resolve, 3));
		}
		const workflow = trigger();
		expect(ids((await workflow.fetchTestEvent())!)).toEqual([all[8]]);
		expect(ids((await workflow.fetchTestEvent())!)).toEqual([all[8]]);
		expect(ids((await trigger({ status: 'failed' }).fetchTestEvent())!)).toEqual([all[4]]);
	});

	test('gives nothing when nothing fits, which is no error, and the panel says what to do then', async () => {
		await submitted(service);
		expect(await trigger().fetchTestEvent()).toBeUndefined();
		const { triggerPanel } = new KlingOmniTrigger().description;
		expect(JSON.stringify(triggerPanel)).toContain('nothing fits yet');
	});

	test('gives the link on Model Studio too', async () => {
		service.finish(await submittedModelStudio(service));
		const workflow = trigger(
			{ service: 'modelStudio' },
			{ credentials: { klingModelStudioApi: credentials(service).klingModelStudioApi } },
		);
		expect((await workflow.fetchTestEvent())![0]?.json.videoUrl).toContain('http');
	});
});
