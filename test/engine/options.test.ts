import type { INodeParameters } from 'n8n-workflow';
import { task, textToVideo, useKling } from './kling';

/** Options that come from a sheet or an expression: what they mean is done, item by item, and nothing is guessed where it costs. */

const kling = useKling();
const video = (options: INodeParameters) => textToVideo({ prompt: '={{ $json.p || "a boat" }}', options });
const rows = (...values: unknown[]) => ({ items: values.map((v) => ({ json: { v: v as never } })) });
const created = () => kling.service.created.length;

describe('Dry Run', () => {
	test.each(['true', 'TRUE', 1, '1', 'yes', true])('%j orders nothing', async (v) => {
		const { items } = await kling.run(video({ dryRun: '={{ $json.v }}' }), rows(v));
		expect([items[0]?.json.dryRun, created()]).toEqual([true, 0]);
	});

	test('is each item’s own', async () => {
		const { items } = await kling.run(video({ dryRun: '={{ $json.v }}' }), rows(false, true, 'no', 'YES'));
		expect(items.map(({ json }) => json.dryRun ?? json.status)).toEqual(['succeeded', true, 'succeeded', true]);
		expect(created()).toBe(2);
	});

	test.each(['', null, undefined, 'maybe', 2, {}])('%j is neither and is refused', async (v) => {
		const { error } = await kling.run(video({ dryRun: '={{ $json.v }}' }), rows(v));
		expect(error?.message).toMatch(/^Dry Run must be true or false, but is /);
		expect(created()).toBe(0);
	});
});

describe('a number that is none is refused by its name, and nothing is ordered', () => {
	const cases: Array<[string, string, unknown[]]> = [
		['maxCost', 'Max Cost per Run', ['abc', '3,5', '20 units', '', null, -1, {}]],
		['maxConcurrentTasks', 'Max Concurrent Tasks', ['', null, 0, -1, 'abc', 1e9, '2.5']],
		['timeLimit', 'Time Limit', ['soon', '2 days', '1:30', 0, -1, '', 1e9]],
		['usdPerUnit', 'Price per Unit', ['cheap', -1]],
		['unitsEach', 'Units per Second', ['0,8', null]],
	];
	test.each(cases.flatMap(([option, name, values]) => values.map((v) => ({ option, name, v }))))(
		'$name $v',
		async ({ option, name, v }) => {
			const { error } = await kling.run(video({ [option]: '={{ $json.v }}' }), rows(v));
			expect(error?.message.startsWith(`${name} must be `) ? '' : error?.message).toBe('');
			expect(created()).toBe(0);
		},
	);
});

test.each(['1 min', '1', 1, '1 minute', '１', '60 s', '60 Seconds'])(
	'Time Limit %j is a minute, after which the task is named',
	async (v) => {
		const { error } = await kling.run(video({ timeLimit: '={{ $json.v }}' }), { items: [{ json: { v, p: '[[slow]] boat' } }] });
		expect(error?.message).toContain('within the time limit');
		expect(kling.service.requests.length).toBeLessThan(100);
	},
);

describe('a choice by its label', () => {
	test('Same Input, Same Video finds the first', async () => {
		for (let round = 0; round < 2; round++) await kling.run(video({ idempotency: '={{ $json.v }}' }), rows('Same Input, Same Video'));
		expect(created()).toBe(1);
	});

	test.each(['same', '', 'abc'])('Idempotency %j is refused', async (v) => {
		const { error } = await kling.run(video({ idempotency: '={{ $json.v }}' }), rows(v));
		expect(error?.message).toMatch(/^Idempotency must be Per Execution, “Same Input, Same Video” or Own Key, but is /);
		expect(created()).toBe(0);
	});

	test('On Existing “Refuse” refuses, and what it is not is refused too', async () => {
		const options = { idempotency: 'ownKey', idempotencyKey: 'row-1', onExisting: '={{ $json.v }}' };
		await kling.run(video(options), rows('Return'));
		for (const [v, says] of [
			['Refuse', /was made before/],
			['abc', /^On Existing must be Return or Refuse/],
		] as const) {
			const { error } = await kling.run(video(options), rows(v));
			expect(error?.message).toMatch(says);
		}
		expect(created()).toBe(1);
	});
});

describe('Task IDs', () => {
	test('a number that has lost digits is refused', async () => {
		const { error } = await kling.run(task('get', { taskIds: '={{ $json.v }}' }), rows(Number('829836802793406551')));
		expect(error?.message).toBe('Task IDs was given as a number too large to be exact (829836802793406600); give it as text');
	});

	test.each([
		(a: string, b: string) => `${a}; ${b}`,
		(a: string, b: string) => `${a}\n${b}`,
		(a: string, b: string) => JSON.stringify([a, b]),
	])('in one text', async (joined) => {
		const { items: made } = await kling.run(video({}), rows(1, 2));
		const ids = made.map(({ json }) => String(json.taskId));
		const { items } = await kling.run(task('get', { taskIds: '={{ $json.v }}' }), rows(joined(ids[0]!, ids[1]!)));
		expect(items.map(({ json }) => json.taskId)).toEqual(ids);
	});
});

describe('Created After', () => {
	const listed = async (v: unknown) =>
		await kling.run(task('getMany', { returnAll: true, filters: { createdAfter: '={{ $json.v }}' } }), rows(v));

	test('in milliseconds, seconds, ISO 8601, or not at all', async () => {
		await kling.run(video({}));
		const hourAgo = Date.now() - 3_600_000;
		for (const v of [hourAgo, String(hourAgo), Math.floor(hourAgo / 1000), new Date(hourAgo).toISOString(), '', null]) {
			const { items, error } = await listed(v);
			expect({ v, error, found: items.length }).toEqual({ v, error: undefined, found: 1 });
		}
		expect((await listed(Date.now() + 3_600_000)).items).toEqual([]);
	});

	test.each(['5', '1.12.2026', 5, '12/01/2026', '2026-02-30', {}])('%j could be anything and is refused', async (v) => {
		expect((await listed(v)).error?.message).toMatch(/^Created After is .*, which is not a date$/);
	});
});
