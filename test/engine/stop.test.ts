import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { textToVideo, task, useKling } from './kling';
import type { EngineRun } from './engine';

/** Stopping an execution: the node ends at once, nothing more is sent, and the log says which tasks go on at Kling. */

const kling = useKling({ renderMs: Infinity });
const three = { items: [{}, {}, {}] };

/** Says when the execution may be stopped, stops it, and measures how long it takes to end. */
async function stopped(start: (options: EngineRun) => Promise<unknown>, ready: () => boolean) {
	const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
	let cancel = () => {};
	const ended = start({ onStart: (execution) => (cancel = () => execution.cancel()) }).then(() => Date.now());
	while (!ready()) await pause(5);
	const at = Date.now();
	cancel();
	const took = (await ended) - at;
	await pause(50);
	const sent = kling.service.requests.length;
	// several seconds of the node's time, in which it would read again
	await pause(200);
	return { took, sentAfterwards: kling.service.requests.length - sent, warnings: warn.mock.calls.map(([text]) => String(text)) };
}

afterEach(() => jest.restoreAllMocks());

const created = () => kling.service.created.length;

test.each([{ apiVersion: 'classic' }, { apiVersion: 'current' }, { service: 'modelStudio' }])(
	'while videos are made, the node ends at once and the log names the tasks that go on: %j',
	async (dialect) => {
		const reads = () => kling.service.requests.filter(({ method }, index) => method === 'GET' && index > lastCreate()).length;
		const lastCreate = () => kling.service.requests.findLastIndex(({ method }) => method === 'POST');
		const { took, sentAfterwards, warnings } = await stopped(
			async (options) => await kling.run(textToVideo(dialect), { ...three, ...options }),
			() => created() === 3 && reads() > 0,
		);
		expect(took).toBeLessThan(1000);
		expect(sentAfterwards).toBe(0);
		expect(warnings).toEqual([expect.stringMatching(/^Execution \d+ was stopped\. These Kling tasks go on and are paid for: /)]);
		for (const { taskId } of kling.service.created) expect(warnings[0]).toContain(taskId);
	},
);

test('items that wait for their turn are not created any more', async () => {
	await stopped(
		async (options) => await kling.run(textToVideo({ options: { maxConcurrentTasks: 1 } }), { ...three, ...options }),
		() => created() === 1,
	);
	expect(created()).toBe(1);
});

test.each([{ apiVersion: 'classic' }, { apiVersion: 'current' }])(
	'a create whose answer is on its way is named by its external id: %j',
	async (dialect) => {
		kling.service.fault({ method: 'POST', action: 'delay', delayMs: 250 });
		const { warnings } = await stopped(
			async (options) => await kling.run(textToVideo(dialect), options),
			() => created() === 1,
		);
		const { externalTaskId, taskId } = kling.service.created[0]!;
		expect(warnings).toEqual([expect.stringContaining(`Look for ${externalTaskId} with Kling Omni → Task → Get.`)]);
		const { items } = await kling.run({ ...dialect, ...task('get', { taskIds: externalTaskId! }) });
		expect(items[0]?.json.taskId).toBe(taskId);
	},
);

test('while it waits to be taken, nothing is created', async () => {
	kling.service.fault({ method: 'POST', action: 'error', code: 1303, times: Infinity });
	const { took, sentAfterwards } = await stopped(
		async (options) => await kling.run(textToVideo(), options),
		() => kling.service.requests.some(({ method }) => method === 'POST'),
	);
	expect(took).toBeLessThan(1000);
	expect(sentAfterwards).toBe(0);
});

test('Task → Wait ends as well', async () => {
	await kling.run(textToVideo({ completion: 'submit' }));
	const reads = kling.service.requests.length;
	const { took, sentAfterwards } = await stopped(
		async (options) => await kling.run(task('wait', { taskIds: kling.service.created[0]!.taskId }), options),
		() => kling.service.requests.length > reads + 1,
	);
	expect(took).toBeLessThan(1000);
	expect(sentAfterwards).toBe(0);
});

test('the node listens to a stop while it runs, and not any more when it has ended, well or not', async () => {
	for (const finish of ['succeeded', 'failed'] as const) {
		let signal!: AbortSignal;
		const before = created();
		const ended = kling.run(textToVideo(), { onError: 'continueRegularOutput', onStart: (execution) => ({ signal } = execution) });
		while (created() === before) await pause(5);
		expect(getEventListeners(signal, 'abort').length).toBeGreaterThan(0);
		kling.service.finish(kling.service.created.at(-1)!.taskId, finish);
		await ended;
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	}
});
