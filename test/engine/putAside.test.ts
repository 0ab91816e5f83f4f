import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { answer } from '../simulator/faults';
import { task, textToVideo } from './kling';
import { WaitingN8n } from './waiting';

/** Executions that are put aside: what wakes them, what they give out then, and what a lost call does. */

let service: Simulator;
let n8n: WaitingN8n;
const open: Array<{ close: () => Promise<void> }> = [];

async function setUp(options: ConstructorParameters<typeof WaitingN8n>[1] = true) {
	service = await startSimulator({ renderMs: Infinity });
	n8n = await new WaitingN8n(service, options).open();
	open.push(service, n8n);
}
beforeEach(async () => await setUp());
afterEach(async () => await Promise.all(open.splice(0).map(async (each) => await each.close())));

const minutes = 60_000;
const putAside = (more: INodeParameters = {}) => textToVideo({ completion: 'callback', ...more });
const run = async (parameters: INodeParameters, executionId: string, items = 1, more = {}) =>
	await n8n.run(parameters, { executionId, items: Array.from({ length: items }, (_, number) => ({ json: { number } })), ...more });
const reads = () => service.requests.filter(({ method }) => method === 'GET').length;
const ids = () => service.created.map(({ taskId }) => taskId);

/** Kling has finished these; its calls arrive. */
async function finish(...taskIds: string[]) {
	for (const taskId of taskIds) service.finish(taskId);
	await new Promise((resolve) => setTimeout(resolve, 350));
	await n8n.quiet();
}

test('goes on when Kling has called for the last task, and gives out what Wait Here would', async () => {
	const { run: parked } = await run(putAside({ download: true }), 'calls', 2);
	expect(parked.status).toBe('waiting');
	const [first, second] = ids();
	await finish(second!);
	expect(n8n.results).toEqual([]);
	await finish(first!);
	expect(n8n.results).toHaveLength(1);
	const [{ items, run: done, hints }] = n8n.results as [(typeof n8n.results)[0]];
	expect(done.status).toBe('success');
	expect(items.map(({ json, binary, pairedItem }) => [json.taskId, json.status, binary?.data?.mimeType, pairedItem])).toEqual([
		[first, 'succeeded', 'video/mp4', { item: 0 }],
		[second, 'succeeded', 'video/mp4', { item: 1 }],
	]);
	expect(items[0]?.json.cost).toMatchObject({ units: 4, estimatedUnits: 4 });
	expect(hints).toEqual([]);
	// the run that was put aside has left nothing behind, except what it ordered
	expect(done.data.resultData.runData['Kling Omni']).toHaveLength(1);
	expect(JSON.stringify({ ...done.data.executionData, contextData: {} })).not.toContain(first);
	expect(done.data.resultData.runData.Items?.[0]?.data?.main?.[0]?.map(({ json }) => json)).toEqual([{ number: 0 }, { number: 1 }]);
	expect(service.created).toHaveLength(2);
});

test('takes three reads per task at most', async () => {
	await run(putAside(), 'reads', 2);
	await finish(ids()[0]!);
	await finish(ids()[1]!);
	expect(n8n.results[0]?.items).toHaveLength(2);
	expect(reads() / 2).toBeLessThanOrEqual(3);
});

test('a call is answered before the file is fetched, and the file is fetched once', async () => {
	await run(putAside({ download: true }), 'answers', 3);
	await finish(...ids());
	expect(n8n.answers.every(({ httpStatus }) => httpStatus === 200 || httpStatus === 409)).toBe(true);
	expect(service.downloads).toHaveLength(3);
	expect(n8n.results).toHaveLength(1);
});

test('of many calls at once, on an n8n that would take each, one lets it go on', async () => {
	await setUp(false);
	for (let execution = 0; execution < 5; execution++) await run(putAside(), `many-${execution}`, 3);
	await finish(...ids());
	const given = n8n.results.flatMap(({ items }) => items.map(({ json }) => json.taskId));
	expect(given.sort()).toEqual(ids().sort());
});

test('calls that get lost are made up for when it looks again, without another order', async () => {
	await run(putAside({ download: true }), 'lost', 2);
	n8n.isAway = true;
	await finish(ids()[0]!);
	const { run: parkedAgain } = await n8n.timeIsOver('lost');
	expect(parkedAgain.status).toBe('waiting');
	await finish(ids()[1]!);
	const { items, run: done } = await n8n.timeIsOver('lost');
	expect(done.status).toBe('success');
	expect(items.map(({ json, binary }) => [json.taskId, json.status, binary?.data?.mimeType])).toEqual(
		ids().map((taskId) => [taskId, 'succeeded', 'video/mp4']),
	);
	expect(service.created).toHaveLength(2);
});

test('looks after a minute, and ever more rarely', async () => {
	await run(putAside(), 'pauses');
	const began = Date.now();
	const pause = () => n8n.waitsUntil('pauses')!.getTime() - Date.now();
	expect(pause() / minutes).toBeCloseTo(1, 0);
	for (const [age, next] of [
		[2, 1],
		[6, 3],
		[12, 6],
		[25, 5],
	] as const) {
		jest.spyOn(Date, 'now').mockReturnValue(began + age * minutes);
		await n8n.timeIsOver('pauses');
		expect(pause() / minutes).toBeCloseTo(next, 0);
		jest.restoreAllMocks();
	}
});

describe('what is not finished in time', () => {
	const short = { options: { timeLimit: 0.005 } };
	const late = async (id: string, more = {}) => {
		await run(putAside(short), id, 2, more);
		await finish(ids()[1]!);
		return await n8n.timeIsOver(id);
	};

	test('ends the execution with the IDs of all its tasks', async () => {
		const { error, run: ended } = await late('late');
		expect(ended.status).toBe('error');
		expect(error?.message).toBe('Kling accepted the job but did not finish it within the time limit');
		expect(error?.description).toContain(ids()[0]);
		expect(error?.description).toContain(ids()[1]);
	});

	test('says what came instead of its state, where it could not be read at last', async () => {
		const blocked = { method: 'GET', times: Infinity, ...answer(403, { message: 'Blocked by the firewall of Example Ltd' }) };
		await run(putAside(short), 'blocked');
		await finish();
		service.fault(blocked);
		const { error } = await n8n.timeIsOver('blocked');
		expect(error?.message).toBe('Kling accepted the job but did not finish it within the time limit');
		expect(error?.description).toContain('Blocked by the firewall of Example Ltd');
		expect(error?.description).toContain(ids()[0]);
	});

	test('is an item with an error and its ID, where the workflow goes on; the others are given out', async () => {
		const { items } = await late('late-item', { continueOnFail: true });
		expect(items.map(({ json }) => [json.taskId, json.status ?? json.error])).toEqual([
			[ids()[0], 'Kling accepted the job but did not finish it within the time limit'],
			[ids()[1], 'succeeded'],
		]);
	});
});

test('a task that fails ends the execution with its reason', async () => {
	await run(putAside(), 'fails');
	service.finish(ids()[0]!, 'failed', 'risk control');
	await finish();
	expect(n8n.results[0]?.error?.message).toContain('risk control');
});

test('an item that was refused stays as it is while the others are waited for', async () => {
	const { run: parked } = await run(putAside({ prompt: '={{ $json.number ? "a paper boat" : "[[refuse]]" }}' }), 'refused', 2, {
		continueOnFail: true,
	});
	expect(parked.status).toBe('waiting');
	await finish(...ids());
	expect(n8n.results[0]?.items.map(({ json }) => json.status ?? json.error)).toEqual([expect.stringContaining('refused'), 'succeeded']);
});

test('a stranger’s call changes nothing, and one that only says what is going on costs no read', async () => {
	await run(putAside(), 'strangers');
	const { callbackUrl, taskId } = service.created[0]!;
	const before = reads();
	const says = async (task_status: string) =>
		(await fetch(callbackUrl!, { method: 'POST', body: JSON.stringify({ task_id: taskId, task_status }) })).status;
	expect(await says('processing')).toBe(200);
	expect(reads()).toBe(before);
	expect(await says('succeed')).toBe(200);
	await n8n.quiet();
	expect(n8n.results).toEqual([]);
	expect(n8n.waitsUntil('strangers')).toBeDefined();
});

test('Kling away for a look: it is put aside again', async () => {
	await run(putAside(), 'away');
	n8n.isAway = true;
	await finish(ids()[0]!);
	service.fault({ method: 'GET', action: 'drop before processing', times: Infinity });
	expect((await n8n.timeIsOver('away')).run.status).toBe('waiting');
	service.clearFaults();
	expect((await n8n.timeIsOver('away')).items[0]?.json.status).toBe('succeeded');
});

test('Always Output Data lets nothing out before the videos', async () => {
	await run(putAside(), 'always', 1, { alwaysOutputData: true });
	await finish(ids()[0]!);
	expect(n8n.results[0]?.run.data.resultData.runData['Kling Omni']).toHaveLength(1);
	expect(n8n.results[0]?.items.map(({ json }) => json.taskId)).toEqual(ids());
});

describe('Task → Wait', () => {
	const wait = (taskIds: string[], more: INodeParameters = {}) =>
		task('wait', { taskIds: taskIds.join(), completion: 'callback', timeLimit: 7, ...more });
	async function submitted(): Promise<string> {
		const { items } = await run(textToVideo({ completion: 'submit' }), `submit-${ids().length}`);
		return String(items[0]?.json.taskId);
	}

	test('puts tasks from anywhere aside and looks at them again', async () => {
		const taskIds = [await submitted(), await submitted()];
		await finish(taskIds[1]!);
		const { run: parked } = await run(wait(taskIds, { download: true }), 'wait');
		expect(parked.status).toBe('waiting');
		expect((await n8n.timeIsOver('wait')).run.status).toBe('waiting');
		await finish(taskIds[0]!);
		const { items } = await n8n.timeIsOver('wait');
		expect(items.map(({ json, binary }) => [json.taskId, json.status, binary?.data?.mimeType])).toEqual(
			taskIds.map((taskId) => [taskId, 'succeeded', 'video/mp4']),
		);
	});

	test('goes on at once when somebody calls its resume URL', async () => {
		const taskId = await submitted();
		await run(wait([taskId]), 'called');
		await finish(taskId);
		const { run: parked } = await run(wait([taskId]), 'called-too');
		expect(parked.status).toBe('success');
	});

	test('finished tasks are given out at once, with their files', async () => {
		const taskId = await submitted();
		await finish(taskId);
		const { items, run: done } = await run(wait([taskId], { download: true }), 'done');
		expect(done.status).toBe('success');
		expect(items[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
		expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
	});

	test('a task that has failed ends it, when no other is waited for', async () => {
		const taskId = await submitted();
		service.finish(taskId, 'failed', 'risk control');
		expect((await run(wait([taskId]), 'failed')).error?.message).toContain('risk control');
	});

	test('a task that Kling does not know ends it at once', async () => {
		const { error, run: ended } = await run(wait([await submitted(), '404']), 'unknown');
		expect(ended.status).not.toBe('waiting');
		expect(error?.message).toBe('Kling does not know Task 404');
	});

	test('with Continue On Fail, the others are waited for', async () => {
		const taskId = await submitted();
		const { run: parked } = await n8n.run(wait(['={{ $json.id }}']), {
			executionId: 'others',
			items: [{ json: { id: '404' } }, { json: { id: taskId } }],
			continueOnFail: true,
		});
		expect(parked.status).toBe('waiting');
		await finish(taskId);
		const { items } = await n8n.timeIsOver('others');
		expect(items.map(({ json }) => json.error ?? json.taskId)).toEqual(['Kling does not know Task 404', taskId]);
	});
});
