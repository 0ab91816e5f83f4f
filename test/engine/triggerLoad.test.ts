import type { INodeParameters } from 'n8n-workflow';
import { few } from '../effort';
import { startSimulator, type Simulator } from '../simulator';
import { randomFrom } from '../unit/pollingService';
import { credentials } from './kling';
import { multiply, submitted, submittedModelStudio } from './submitted';
import { PollingWorkflow, type PollingOptions } from './triggerEngine';
import { startUnsteady } from './unsteady';

/** The polling trigger with many tasks: what it reads, how long it takes, and that none is lost or double. */

let service: Simulator;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterEach(async () => await service.close());

async function active(parameters: INodeParameters = {}, options: Partial<PollingOptions> = {}): Promise<PollingWorkflow> {
	const workflow = new PollingWorkflow({ parameters, credentials: { klingApi: credentials(service).klingApi }, ...options });
	await workflow.activate();
	return workflow;
}

const ids = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.taskId);

describe('polls', () => {
	test('that overlap hand over once', async () => {
		const workflow = await active();
		service.finish(await submitted(service));
		const both = await Promise.all([workflow.poll(), workflow.poll()]);
		expect(both.flat()).toHaveLength(1);
	});

	test('end within what n8n leaves them, and the next one goes on', async () => {
		const like = await submitted(service);
		const workflow = await active();
		multiply(service, like, 3000, (index) => ({
			taskId: `9${String(index).padStart(18, '0')}`,
			status: 'succeeded',
			updatedAt: Date.now() + 10,
		}));
		service.shuffleLists = true;
		service.fault({ path: /omni-video/, method: 'GET', action: 'delay', delayMs: 150, times: Infinity });
		// the test's clock runs a hundred times faster: 30 s are 300 ms
		workflow.options.budgetMs = 30_000;
		const counts: number[] = [];
		while (workflow.items.length < 3000 && counts.length < 20) counts.push((await workflow.poll()).length);
		expect(counts.length).toBeGreaterThan(2);
		expect(new Set(ids(workflow.items)).size).toBe(3000);
		expect(workflow.items).toHaveLength(3000);
	});

	test.each(
		few([
			['classic', 'newest first'],
			['classic', 'shuffled'],
			['current', 'newest first'],
			['current', 'shuffled'],
		]),
	)(
		'with 10,000 finished tasks in the window: %s, %s',
		async (apiVersion, order) => {
			const like = await submitted(service);
			service.finish(like);
			const workflow = await active({ apiVersion }, { budgetMs: 3_600_000 });
			service.shuffleLists = order === 'shuffled';
			const start = Date.now();
			multiply(service, like, 10_000, (index) => ({
				taskId: `9${String(index).padStart(18, '0')}`,
				createdAt: start - (10_000 - index) * 100,
				updatedAt: start + 1000,
			}));
			const before = service.requests.length;
			const heap = process.memoryUsage().heapUsed;
			const items = await workflow.poll();
			const took = Date.now() - start;
			const reads = service.requests.length - before;
			console.log(
				`${apiVersion}, ${order}: ${items.length} items, ${reads} reads, ${took} ms, ${Math.round((process.memoryUsage().heapUsed - heap) / 2 ** 20)} MiB, state ${Math.round(workflow.saved.length / 1024)} KiB`,
			);
			expect(new Set(ids(items)).size).toBe(10_000);
			expect(reads).toBeLessThanOrEqual(25);
			expect(took).toBeLessThan(36_000);
			expect(workflow.saved.length).toBeLessThan(1024 * 1024);
			expect(await workflow.poll()).toEqual([]);
		},
		120_000,
	);

	test('with 10,000 finished tasks on Model Studio: at most 25 reads each, until all are there', async () => {
		const like = await submittedModelStudio(service);
		service.finish(like);
		const workflow = await active(
			{ service: 'modelStudio' },
			{ budgetMs: 3_600_000, credentials: { klingModelStudioApi: credentials(service).klingModelStudioApi } },
		);
		const now = Date.now();
		multiply(service, like, 10_000, (index) => ({ taskId: `clone-${index}`, createdAt: now - index, updatedAt: now + 10 }));
		const seen = new Set<unknown>();
		for (let polls = 0; polls < 12; polls++) {
			const before = service.requests.length;
			for (const id of ids(await workflow.poll())) {
				expect(seen.has(id)).toBe(false);
				seen.add(id);
			}
			expect(service.requests.length - before).toBeLessThanOrEqual(25);
		}
		expect(seen.size).toBeGreaterThan(100);
	}, 120_000);
});

test.each(few([1, 2, 3]))(
	'1,000 tasks through a real server with crashes and faults: each once (seed %i)',
	async (seed) => {
		const random = randomFrom(seed);
		const unsteady = await startUnsteady(service, seed);
		const workflow = await active({}, { credentials: { klingApi: { ...credentials(service).klingApi, baseUrl: unsteady.url } } });
		unsteady.habits = { duplicates: 0.05, broken: 0.02, faults: 0.05 };
		service.shuffleLists = true;
		const like = await submitted(service);
		const expected: string[] = [];
		const running: string[] = [];
		for (let round = 0; expected.length < 1000 || running.length > 0; round++) {
			const count = Math.min(1000 - expected.length, 30);
			multiply(service, like, count, () => {
				const taskId = `9${String(expected.length).padStart(18, '0')}`;
				expected.push(taskId);
				running.push(taskId);
				return { taskId, status: 'processing', createdAt: Date.now(), updatedAt: Date.now() };
			});
			for (const taskId of [...running]) {
				if (random() > 0.3 && expected.length < 1000) continue;
				running.splice(running.indexOf(taskId), 1);
				Object.assign(
					service.created.find((each) => each.taskId === taskId)!,
					{ status: 'succeeded', updatedAt: Date.now() },
				);
			}
			await (round % 3 === 2 ? workflow.crash() : workflow.poll()).catch(() => undefined);
		}
		for (let quiet = 0; quiet < 3;)
			quiet = await workflow.poll().then(
				({ length }) => (length ? 0 : quiet + 1),
				() => 0,
			);
		expect(ids(workflow.items).sort()).toEqual(expected.sort());
		await unsteady.close();
	},
	120_000,
);
