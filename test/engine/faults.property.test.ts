import fc from 'fast-check';
import type { Fault } from '../simulator';
import { textToVideo, useKling } from './kling';

/**
 * Random schedules of faults over three items: never two tasks for an item, and no task that nobody knows of. After
 * the storm a retry of the same execution finds what the first run paid for.
 */

const kling = useKling({ renderMs: 5, units: 1e9 });

const actions: Array<Partial<Fault> & Pick<Fault, 'action'>> = [
	{ action: 'drop before processing' },
	{ action: 'drop after processing' },
	{ action: 'html', status: 502 },
	{ action: 'html after processing', status: 504 },
	{ action: 'cut json after processing' },
	...[1302, 1303, 5000, 5001, 5002, 1004].map((code) => ({ action: 'error' as const, code })),
	{ action: 'error after processing', code: 5000 },
	{ action: 'error', code: 1102, status: 429 },
];

const schedule = fc.array(
	fc.record({
		method: fc.constantFrom('GET', 'POST'),
		nth: fc.integer({ min: 1, max: 6 }),
		times: fc.integer({ min: 1, max: 3 }),
		action: fc.constantFrom(...actions),
	}),
	{ maxLength: 6 },
);

const items = ['one', 'two', 'three'].map((prompt) => ({ json: { prompt } }));
const node = textToVideo({ prompt: '={{ $json.prompt }}' });

// ten services of 200 storms each: a service slows down as its list grows
test.each(Array.from({ length: 10 }, (_, batch) => batch + 1))(
	'200 random fault schedules (%i of 10): 0 tasks created twice, 0 created tasks lost',
	async () => {
		let storm = 0;
		const seen = { storms: 0, unharmed: 0, failed: 0 };
		await fc.assert(
			fc.asyncProperty(schedule, async (faults) => {
				const executionId = `storm-${++storm}`;
				const before = kling.service.created.length;
				const createdSince = () => kling.service.created.slice(before);
				kling.service.clearFaults();
				for (const { action, ...when } of faults) kling.service.fault({ ...when, ...action });

				const first = await kling.run(node, { items, executionId, continueOnFail: true });
				const told = JSON.stringify(first.items);
				for (const { taskId, externalTaskId } of createdSince()) {
					if (!told.includes(taskId) && !told.includes(externalTaskId!)) throw new Error(`task ${taskId} was created, but nobody is told`);
				}

				kling.service.clearFaults();
				const retry = await kling.run(node, { items, executionId });
				if (retry.error) throw retry.error;
				const succeeded = retry.items.map(({ json }) => json.taskId);
				if (new Set(succeeded).size !== 3) throw new Error('an item has no video of its own');
				if (createdSince().length !== 3) throw new Error(`${createdSince().length} tasks were created for 3 items`);

				seen.storms++;
				seen[first.items.every(({ json }) => json.status === 'succeeded') ? 'unharmed' : 'failed']++;
			}),
			{ numRuns: 200 },
		);
		expect(seen).toEqual({ storms: 200, unharmed: expect.any(Number), failed: expect.any(Number) });
		// both ends of the storm were seen
		expect(Math.min(seen.unharmed, seen.failed)).toBeGreaterThan(10);
	},
	600_000,
);
