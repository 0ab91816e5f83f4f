import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import type { CreatedTask, Fault } from '../simulator';
import { hurry } from './fastClock';
import { textToVideo, useKling } from './kling';
import type { EngineResult } from './engine';
import { cases } from '../effort';

/** Random schedules of faults over three items: never two tasks for an item, and no task that nobody knows of. */

type Storm = Partial<Fault> & Pick<Fault, 'action'>;

const brokenConnections: Storm[] = [
	{ action: 'drop before processing' },
	{ action: 'drop after processing' },
	{ action: 'html', status: 502 },
	{ action: 'html after processing', status: 504 },
	{ action: 'cut json after processing' },
];

/** What may happen to a request on Kling's own APIs. */
export const nativeStorm: Storm[] = [
	...brokenConnections,
	...[1302, 1303, 5000, 5001, 5002, 1004].map((code) => ({ action: 'error' as const, code })),
	{ action: 'error after processing', code: 5000 },
	{ action: 'error', code: 1102, status: 429 },
];

/** What may happen to a request on Model Studio. */
export const modelStudioStorm: Storm[] = [
	...brokenConnections,
	{ action: 'error', code: 'Throttling.RateQuota', status: 429 },
	{ action: 'error', code: 'RequestTimeOut', status: 408 },
	{ action: 'error', code: 'InternalError', status: 500 },
	{ action: 'error after processing', code: 'ServiceUnavailable', status: 503 },
	{ action: 'error after processing', code: 'InternalError', status: 500 },
	{ action: 'error', code: 'Arrearage', status: 400 },
];

/** A service grows slow with its list, so each gets so many schedules. */
const perService = 50;

/** What was seen in one schedule: the first run, what it created, and how to run the same execution again in fair weather. */
export interface Weathered {
	/** Of the three items. */
	prompts: string[];
	first: EngineResult;
	created: () => CreatedTask[];
	again: () => Promise<EngineResult>;
}

/**
 * Runs three items through random fault schedules.
 *
 * @param count of schedules, in fifties
 * @param check throws if something is wrong
 */
export function weather(count: number, dialect: INodeParameters, actions: Storm[], check: (seen: Weathered) => Promise<void>): void {
	const kling = useKling({ renderMs: 5, units: 1e9 });
	const node = textToVideo({ ...dialect, prompt: '={{ $json.prompt }}', options: { timeLimit: 300 } });
	const schedule = fc.array(
		fc.record({
			method: fc.constantFrom('GET', 'POST'),
			nth: fc.integer({ min: 1, max: 6 }),
			times: fc.integer({ min: 1, max: 3 }),
			action: fc.constantFrom(...actions),
		}),
		{ maxLength: 6 },
	);
	beforeAll(() => hurry(1000));

	test.each(Array.from({ length: cases(count) / perService }, (_, batch) => (batch + 1) * perService))(
		`up to schedule %i of ${count}`,
		async () => {
			let storm = 0;
			let unharmed = 0;
			await fc.assert(
				fc.asyncProperty(schedule, async (faults) => {
					const executionId = `storm-${++storm}`;
					const prompts = ['one', 'two', 'three'].map((item) => `${item} in storm ${storm}`);
					const items = prompts.map((prompt) => ({ json: { prompt } }));
					const before = kling.service.created.length;
					kling.service.clearFaults();
					for (const { action, ...when } of faults) kling.service.fault({ ...when, ...action });
					const first = await kling.run(node, { items, executionId, continueOnFail: true });
					kling.service.clearFaults();
					if (first.items.every(({ json }) => json.status === 'succeeded')) unharmed++;
					await check({
						prompts,
						first,
						created: () => kling.service.created.slice(before),
						again: async () => await kling.run(node, { items, executionId }),
					});
				}),
				{ numRuns: perService, includeErrorInReport: true },
			);
			// storms that do harm and storms that do none were both seen
			expect(Math.min(unharmed, storm - unharmed)).toBeGreaterThan(perService / 20);
		},
		300_000,
	);
}

/** On Kling's own APIs the same execution, run again, finds what the first run paid for. */
export async function paidOnceAndKnown({ first, created, again }: Weathered): Promise<void> {
	const told = JSON.stringify(first.items);
	for (const { taskId, externalTaskId } of created()) {
		if (!told.includes(taskId) && !told.includes(externalTaskId!)) throw new Error(`task ${taskId} was created, but nobody is told`);
	}
	const retry = await again();
	if (retry.error) throw retry.error;
	if (new Set(retry.items.map(({ json }) => json.taskId)).size !== 3) throw new Error('an item has no video of its own');
	if (created().length !== 3) throw new Error(`${created().length} tasks were created for 3 items`);
}

/** Without ids of ours nothing is created again, and whatever may exist is said. */
export async function neverAgainAndKnown({ prompts, first, created }: Weathered): Promise<void> {
	const made = created().map(({ body }) => (body as { input: { prompt: string } }).input.prompt);
	if (new Set(made).size !== made.length) throw new Error('an item was created twice');
	first.items.forEach(({ json }, index) => {
		const own = created()[made.indexOf(prompts[index]!)];
		if (json.status === 'succeeded' && json.taskId !== own?.taskId) throw new Error(`item ${index} has the video of another`);
		const told = JSON.stringify(json);
		if (own && !told.includes(own.taskId) && !told.includes('may have been created')) {
			throw new Error(`task ${own.taskId} was created, but nobody is told: ${told}`);
		}
	});
}
