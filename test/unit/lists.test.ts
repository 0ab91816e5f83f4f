import type { Client, WireRequest } from '../../nodes/kling/client';
import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { dialect as current } from '../../nodes/kling/dialects/current.dialect';
import type { DialectApi, TaskQuery } from '../../nodes/kling/dialects/dialect';
import { dialect as modelStudio } from '../../nodes/kling/dialects/modelStudio.dialect';
import { parseJson } from '../../nodes/kling/json';

/** How lists and many tasks are asked for, and what is made of the answers (contract §4, §6, §16.3). */

/** A service that gives out prepared answers, and remembers what it was asked. */
function answering(...answers: string[]): Client & { asked: WireRequest[] } {
	const asked: WireRequest[] = [];
	return {
		asked,
		send: async () => await Promise.reject(new Error('nothing is to be sent')),
		read: async (request) => {
			asked.push(request);
			return parseJson(answers[asked.length - 1] ?? 'null');
		},
	};
}

describe('lists', () => {
	const page = async (dialect: DialectApi, answer: string, query: Partial<TaskQuery> = {}, from?: string) => {
		const client = answering(answer);
		const { tasks, next } = await dialect.listPage(client, { product: 'omniVideo', ...query }, from);
		return { ids: tasks.map(({ taskId }) => taskId), next, asked: client.asked[0] };
	};

	test('classic: an array without a total; a full page means that there may be more', async () => {
		const entries = (count: number) =>
			JSON.stringify(Array.from({ length: count }, (_, n) => ({ task_id: `t${n}`, task_status: 'succeed' })));
		expect(await page(classic, entries(500))).toMatchObject({
			next: '2',
			asked: { method: 'GET', path: '/v1/videos/omni-video', query: { pageNum: 1, pageSize: 500 } },
		});
		const last = await page(classic, entries(3), {}, '2');
		expect(last).toEqual({
			ids: ['t0', 't1', 't2'],
			next: undefined,
			asked: expect.objectContaining({ query: { pageNum: 2, pageSize: 500 } }),
		});
	});

	test('current: a window and a filter, then the cursor', async () => {
		const answer = (more: string) => `{"result":[{"id":"T9","status":"succeeded"},{"no":"task"}],"count":2,${more}}`;
		const query = { createdAfter: 1792000000000, createdBefore: 1793000000000 };
		expect(await page(current, answer('"next_cursor":"c2","has_more":true'), query)).toEqual({
			ids: ['T9'],
			next: 'c2',
			asked: {
				method: 'POST',
				path: '/tasks',
				// times leave as text (C32)
				body: {
					start_time: '1792000000000',
					end_time: '1793000000000',
					limit: 500,
					filters: [{ key: 'product_type', values: ['video'] }],
				},
			},
		});
		const last = await page(current, answer('"next_cursor":"","has_more":false'), { product: 'image' }, 'c2');
		expect(last.next).toBeUndefined();
		expect(last.asked?.body).toEqual({ limit: 500, filters: [{ key: 'product_type', values: ['image'] }], cursor: 'c2' });
	});

	test('Model Studio: at most a day, page by page, and of all vendors’ tasks only Kling’s', async () => {
		const entry = (task_id: string, model_name: string) => ({ task_id, model_name, status: 'SUCCEEDED', gmt_create: 1793000000000 });
		const answer = JSON.stringify({
			total: 150,
			total_page: 2,
			page_no: 1,
			page_size: 100,
			data: [
				entry('k1', 'kling/kling-v3-omni-video-generation'),
				entry('k2', 'kling/kling-v3-video-generation'),
				entry('w1', 'wan2.7-t2v'),
				entry('k3', 'kling/kling-v9-omni-video-generation'),
			],
		});
		const createdBefore = Date.UTC(2026, 10, 20, 2);
		const first = await page(modelStudio, answer, { createdBefore });
		expect(first.ids).toEqual(['k1', 'k3']);
		expect(first.asked).toMatchObject({
			method: 'GET',
			path: '/tasks',
			query: { start_time: '20261119100000', end_time: '20261120100000', page_no: 1, page_size: 100 },
		});
		const second = await page(modelStudio, answer.replace('"page_no":1', '"page_no":2'), { createdBefore }, first.next);
		expect(second.asked?.query).toMatchObject({ start_time: '20261119100000', page_no: 2 });
		expect(second.next).toBeUndefined();
		expect((await page(modelStudio, answer, { product: 'textToVideo', createdBefore })).ids).toEqual(['k2']);
	});
});

describe('many tasks at once', () => {
	const refs = (count: number) => Array.from({ length: count }, (_, n) => ({ taskId: `t${n + 1}`, product: 'omniVideo' as const }));

	test('current: 20 ids a request; what they do not find may be external ids; an id that nobody knows is no fault', async () => {
		const found = (from: number, to: number) =>
			JSON.stringify(Array.from({ length: to - from + 1 }, (_, n) => ({ id: `t${from + n}`, status: 'processing' })));
		const client = answering(found(1, 20), found(21, 40), found(41, 43), '[{"id":"T9","external_id":"t44","status":"succeeded"}]');
		const tasks = await current.readTasks(client, refs(45));
		expect(client.asked.map(({ query }) => Object.entries(query!).map(([key, ids]) => [key, String(ids).split(',').length]))).toEqual([
			[['task_ids', 20]],
			[['task_ids', 20]],
			[['task_ids', 5]],
			[['external_task_ids', 2]],
		]);
		expect(tasks.size).toBe(44);
		expect(tasks.get('t44')).toMatchObject({ taskId: 'T9', status: 'succeeded' });
		expect(tasks.has('t45')).toBe(false);
	});

	test('Model Studio: one request each; a task that it has forgotten is like one that never was', async () => {
		const client = answering(
			'{"request_id":"r","output":{"task_id":"t1","task_status":"RUNNING"}}',
			'{"request_id":"r","output":{"task_id":"t2","task_status":"UNKNOWN"}}',
		);
		const tasks = await modelStudio.readTasks(client, refs(2));
		expect(client.asked.map(({ path }) => path)).toEqual(['/tasks/t1', '/tasks/t2']);
		expect([...tasks.keys()]).toEqual(['t1']);
	});
});
