import type { INodeParameters } from 'n8n-workflow';
import { runNode } from './engine';
import { multiply, submittedCurrent } from './submitted';
import { credentials, editVideo, referenceToVideo, task, textToVideo, useKling } from './kling';

/** What is particular to Kling's current API: one kind of key, shots in the prompt, settings that are always sent, reads by the score. */

const kling = useKling();
const current: INodeParameters = { apiVersion: 'current' };
const clip = 'https://media.example.org/ride.mp4';
const quick = { options: { skipMediaChecks: true } };
const settings = () => kling.service.created.at(-1)?.body.settings as Record<string, unknown>;

describe('an access key pair', () => {
	test.each<[string, INodeParameters]>([
		['a video', textToVideo(current)],
		['a task', task('get', { ...current, taskIds: '1' })],
		['a list', task('getMany', current)],
	])('%s: the person is told before anything is sent', async (_, parameters) => {
		const { accessKey, secretKey } = kling.service;
		const pair = { klingApi: { ...credentials(kling.service).klingApi, authType: 'accessKey', accessKey, secretKey } };
		const { error } = await runNode(parameters, pair);
		expect(error?.message).toMatch(/takes an API key only here.*API Version set to Classic$/);
		expect(kling.service.requests).toEqual([]);
	});
});

test('a semicolon in a shot is refused by name (R36), and only here', async () => {
	const board = {
		shots: 'storyboard',
		storyboard: {
			shot: [
				{ prompt: 'rain', seconds: 3 },
				{ prompt: 'sun; wind', seconds: 2 },
			],
		},
	};
	const { error } = await kling.run(textToVideo({ ...current, ...board }));
	expect(error?.message).toBe('The prompt of storyboard shot 2 contains “;”, which separates shots on Kling’s new API');
	expect(kling.service.requests).toEqual([]);
	expect((await kling.run(textToVideo(board))).error).toBeUndefined();
});

describe('what the server would decide differently is always sent (R37, R55)', () => {
	test('one silent shot from text', async () => {
		await kling.run(textToVideo(current));
		expect(settings()).toEqual({ multi_shot: false, audio: 'off', resolution: '1080p', aspect_ratio: '16:9', duration: 5 });
	});

	test('an edited video is one shot, since leaving it out would mean several', async () => {
		await kling.run(editVideo({ ...current, video: clip, ...quick }));
		expect(settings()).toEqual({ multi_shot: false, audio: 'off', resolution: '1080p' });
	});

	test('a video to imitate is planned in shots unless the person chooses one, which comes with a hint', async () => {
		const imitated = { ...current, video: clip, images: {}, ...quick };
		const usual = await kling.run(referenceToVideo(imitated));
		expect(settings()).toMatchObject({ multi_shot: true, audio: 'off' });
		expect(usual.hints.join()).not.toContain('plans several shots');
		const single = await kling.run(referenceToVideo({ ...imitated, shots: 'single' }));
		expect(settings()).toMatchObject({ multi_shot: false });
		expect(single.hints.join()).toContain('plans several shots');
		// elsewhere nothing speaks against one shot
		await kling.run(referenceToVideo({ ...imitated, apiVersion: 'classic' }));
		expect(kling.service.created.at(-1)?.body).not.toHaveProperty('multi_shot');
	});
});

describe('reads', () => {
	const idsOf = (query: string) => decodeURIComponent(new URLSearchParams(query).get('task_ids') ?? '').split(',');

	test('45 tasks are read with three requests, 20 ids at most in each', async () => {
		const like = await submittedCurrent(kling.service);
		multiply(kling.service, like, 44, (index) => ({ taskId: `${like}${index}` }));
		await kling.run(task('get', { ...current, taskIds: kling.service.created.map(({ taskId }) => taskId).join() }));
		const reads = kling.service.requests.filter(({ method }) => method === 'GET');
		expect(reads.slice(0, 3).map(({ code, query }) => [code, idsOf(query).length])).toEqual([
			[0, 20],
			[0, 20],
			[0, 5],
		]);
	});

	test('an id that nobody knows is an empty list there, and a clear word here', async () => {
		const { error } = await kling.run(task('get', { ...current, taskIds: '404' }));
		expect(error?.message).toBe('Kling does not know Task 404');
		expect(kling.service.requests.every(({ status }) => status === 200)).toBe(true);
	});

	test('a task is found by its external id, and a task of the classic API too', async () => {
		const { items } = await kling.run(textToVideo({ options: { tag: 'spring', reference: 'row,4' } }));
		const { externalTaskId, taskId } = items[0]!.json;
		for (const taskIds of [String(externalTaskId), String(taskId)]) {
			const read = await kling.run(task('get', { ...current, taskIds: `={{ [${JSON.stringify(taskIds)}] }}` }));
			expect(read.items[0]?.json).toMatchObject({ taskId, status: 'succeeded', tag: 'spring', reference: 'row,4' });
		}
	});

	test('tasks of a time that is asked for are found however long ago it is, though the list begins 30 days ago', async () => {
		const like = await submittedCurrent(kling.service);
		const { createdAt } = kling.service.created[0]!;
		const days = (count: number) => createdAt - count * 24 * 3_600_000;
		multiply(kling.service, like, 60, (index) => ({ taskId: `old-${index + 1}`, createdAt: days(index + 1) }));
		const listed = async (filters: INodeParameters) => {
			const { items, error } = await kling.run(task('getMany', { ...current, returnAll: true, filters }));
			expect(error).toBeUndefined();
			return items.map(({ json }) => json.taskId);
		};
		const at = (count: number) => new Date(days(count)).toISOString();
		expect(await listed({ createdAfter: at(42), createdBefore: at(40) })).toEqual(['old-40', 'old-41', 'old-42']);
		expect(await listed({ createdBefore: at(58) })).toEqual(['old-58', 'old-59', 'old-60']);
		// nothing can lie in a span that ends before it begins
		expect(await listed({ createdAfter: at(1), createdBefore: at(2) })).toEqual([]);
		expect(await listed({ createdAfter: at(-1) })).toEqual([]);
	});

	test('the list goes on from cursor to cursor; the bill stands in every item', async () => {
		await kling.run(textToVideo({ ...current, duration: 4, quality: '720p' }));
		const [like] = kling.service.created;
		multiply(kling.service, like!.taskId, 1200, (index) => ({ taskId: `${like!.taskId}${index}`, createdAt: like!.createdAt - index }));
		const before = kling.service.requests.length;
		const { items } = await kling.run(task('getMany', { ...current, returnAll: true }));
		expect(items).toHaveLength(1201);
		const pages = kling.service.requests.slice(before);
		expect(pages.map(({ method, path }) => `${method} ${path}`)).toEqual(Array.from({ length: 3 }, () => 'POST /tasks'));
		expect(pages.map(({ body }) => 'cursor' in (JSON.parse(body!) as object))).toEqual([false, true, true]);
		expect(items[0]?.json.cost).toMatchObject({ units: 2.4, chargedUnits: 2.4 });
	});
});
