import fc from 'fast-check';
import type { Client } from '../../nodes/kling/client';
import { dialectWith } from '../../nodes/kling/dialects';
import type { Task } from '../../nodes/kling/task';
import { cases } from '../effort';

/**
 * An odd answer never hides a paid video: whatever becomes of the fields beside an id, a state and a link, they are read,
 * and of a list the other entries.
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = Array<string | number>;

interface Sample {
	dialect: string;
	name: string;
	answer: Json;
	/** What has to stay as it is: the id, the state, and what makes an output one. */
	kept: Path[];
	links: string[];
}

const link = (name: string) => `https://cdn.example/${name}.mp4`;
const video = (name: string) => ({ id: name, url: link(name), watermark_url: `${link(name)}?w`, duration: '5.041' });
const linksAt = (...path: Path) => [0, 1].map((index) => [...path, index, 'url']);

const samples: Sample[] = [
	{
		dialect: 'classic',
		name: 'a finished video',
		answer: {
			task_id: '885001',
			task_status: 'succeed',
			task_status_msg: '',
			task_info: { external_task_id: 'n8n-7-0' },
			watermark_info: { enabled: false },
			final_unit_deduction: '1.8',
			final_balance_deduction: { quota: '0.42', list_price: '' },
			created_at: 1793000000000,
			updated_at: 1793000083000,
			task_result: { videos: [video('a'), video('b')], result_type: '', images: [] },
		},
		kept: [['task_id'], ['task_status'], ...linksAt('task_result', 'videos')],
		links: [link('a'), link('b')],
	},
	{
		dialect: 'current',
		name: 'a finished video',
		answer: {
			id: 'T9',
			status: 'succeeded',
			message: '',
			external_id: 'n8n-7-1',
			create_time: 1793000000000,
			update_time: 1793000083000,
			outputs: [
				{ type: 'video', ...video('a') },
				{ type: 'video', ...video('b') },
			],
			billing: [{ charge_type: 'unit', amount: '5', package_type: 'video' }],
		},
		kept: [['id'], ['status'], ...linksAt('outputs'), ['outputs', 0, 'type'], ['outputs', 1, 'type']],
		links: [link('a'), link('b')],
	},
	{
		dialect: 'modelStudio',
		name: 'a finished video',
		answer: {
			request_id: 'r2',
			output: {
				task_id: '6f0c-1',
				task_status: 'SUCCEEDED',
				submit_time: '2026-11-20 10:00:00.000',
				scheduled_time: '2026-11-20 10:00:01.000',
				end_time: '2026-11-20 10:01:23.500',
				orig_prompt: 'a boat',
				video_url: link('a'),
				watermark_video_url: `${link('a')}?w`,
			},
			usage: { duration: 5, size: '1280*720', fps: 24, video_count: 1, audio: false, SR: '720' },
		},
		kept: [
			['output', 'task_id'],
			['output', 'task_status'],
			['output', 'video_url'],
		],
		links: [link('a')],
	},
];

/** Every place in an answer that may change: whatever does not hold something that has to stay. */
function placesIn(value: Json, kept: Path[], at: Path = []): Path[] {
	const holds = kept.some((path) => at.every((step, index) => path[index] === step));
	const inside =
		value !== null && typeof value === 'object'
			? Object.keys(value).flatMap((key) => {
					const step = Array.isArray(value) ? Number(key) : key;
					return placesIn((value as Record<string, Json>)[key]!, kept, [...at, step]);
				})
			: [];
	return holds ? inside : [at, ...inside];
}

const objectsIn = (value: Json, at: Path = []): Path[] =>
	value !== null && typeof value === 'object'
		? [
				...(Array.isArray(value) ? [] : [at]),
				...Object.entries(value).flatMap(([key, inner]) => objectsIn(inner, [...at, Array.isArray(value) ? Number(key) : key])),
			]
		: [];

/** Values that no page prints. */
const oddities = fc.oneof(
	fc.constantFrom<Json>('', 'N/A', '0', 0, -1, 1e30, 1739744384, '2026-01-02T03:04:05Z', 'toString', '__proto__', true, false, null),
	fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
);
const removed = Symbol('removed');
type Change = { path: Path; value: Json | typeof removed };

function changed(answer: Json, changes: Change[]): Json {
	const copy = structuredClone(answer);
	for (const { path, value } of changes) {
		const parent = path
			.slice(0, -1)
			.reduce<Json | undefined>((inner, step) => (inner as Record<string, Json> | null | undefined)?.[step], copy);
		// an earlier change may have taken it away
		if (parent === null || typeof parent !== 'object') continue;
		const key = path.at(-1)!;
		if (value !== removed) (parent as Record<string, Json>)[key] = value;
		else if (!Array.isArray(parent)) delete parent[key];
	}
	return copy;
}

/** Any subset of the side fields removed, nulled or retyped, and fields added. */
function changesOf({ answer, kept }: Sample): fc.Arbitrary<Change[]> {
	const change = fc.record({
		path: fc.constantFrom(...placesIn(answer, kept)),
		value: fc.oneof(fc.constant(removed), fc.constant(null), oddities) as fc.Arbitrary<Json | typeof removed>,
	});
	const addition = fc.record({
		path: fc.tuple(fc.constantFrom(...objectsIn(answer)), fc.constantFrom('extra', 'code', 'toString')).map(([at, key]) => [...at, key]),
		value: oddities,
	});
	const fits = ({ path }: Change) => !kept.some((one) => one.length === path.length && one.every((step, index) => step === path[index]));
	return fc
		.array(fc.oneof({ weight: 4, arbitrary: change }, { weight: 1, arbitrary: addition }), { minLength: 1, maxLength: 8 })
		.map((all) => all.filter(fits));
}

const linksOf = ({ outputs }: Task) => outputs.flatMap((output) => ('url' in output ? [output.url] : []));
const isTime = (ms: number | undefined) => ms === undefined || (ms > Date.UTC(2000, 0) && ms < Date.UTC(2200, 0));

test.each(samples)('$dialect: $name with odd fields beside it keeps id, state and links', (sample) => {
	const dialect = dialectWith(sample.dialect);
	const { taskId, status } = dialect.decodeCreated(sample.answer, 'omniVideo');
	fc.assert(
		fc.property(changesOf(sample), (changes) => {
			const task = dialect.decodeCreated(changed(sample.answer, changes), 'omniVideo');
			expect({ taskId: task.taskId, status: task.status, links: linksOf(task) }).toEqual({ taskId, status, links: sample.links });
			expect([task.createdAt, task.updatedAt].every(isTime)).toBe(true);
			expect(Number.isNaN(task.units ?? 0)).toBe(false);
		}),
		{ numRuns: cases(5_000) },
	);
});

const listed: Array<{ dialect: string; page: (entries: Json[]) => Json; entry: (id: string) => Json }> = [
	{
		dialect: 'classic',
		page: (entries) => entries,
		entry: (id) => ({ task_id: id, task_status: 'succeed', task_result: { videos: [video(id)] } }),
	},
	{
		dialect: 'current',
		page: (result) => ({ result, has_more: false, next_cursor: '' }),
		entry: (id) => ({ id, status: 'succeeded', outputs: [{ type: 'video', ...video(id) }] }),
	},
	{
		dialect: 'modelStudio',
		page: (data) => ({ data, total_page: 1 }),
		entry: (id) => ({ task_id: id, status: 'SUCCEEDED', model_name: 'kling/kling-v3-omni-video-generation', gmt_create: 1793000000000 }),
	},
];

test.each(listed)('$dialect: of a list with unreadable entries the others are read', async ({ dialect, page, entry }) => {
	await fc.assert(
		fc.asyncProperty(fc.array(oddities, { maxLength: 4 }), fc.array(oddities, { maxLength: 4 }), async (before, after) => {
			const data = page([...before, entry('885001'), ...after, entry('885002')]);
			const client: Client = { read: async () => data, send: async () => ({ outcome: 'ok', data }) };
			const { tasks } = await dialectWith(dialect).listPage(client, { product: 'omniVideo' });
			const ids = tasks.map(({ taskId }) => taskId);
			expect(ids).toEqual(expect.arrayContaining(['885001', '885002']));
		}),
		{ numRuns: cases(5_000) },
	);
});
