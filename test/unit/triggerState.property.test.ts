import fc from 'fast-check';
import { orders, PollingService, randomFrom } from './pollingService';
import { keepings, minute, play, Run, start } from './triggerRun';
import { cases } from '../effort';

const anyHabits = fc.record({
	order: fc.constantFrom(...orders),
	pageSize: fc.constantFrom(100, 500),
	faults: fc.constant(0.05),
	duplicates: fc.constantFrom(0, 0.05),
	lag: fc.constantFrom(0, 2 * minute),
});

test('1,000 tasks, 10 restarts, 5 % failed requests, duplicates: none lost, none double, none old', async () => {
	const most = { reads: 0, state: 0 };
	await fc.assert(
		fc.asyncProperty(fc.integer(), anyHabits, fc.constantFrom(...keepings), async (seed, habits, keeping) => {
			const { counts, run } = await play(seed, habits, keeping);
			expect(counts).toEqual({ lost: 0, double: 0, old: 0 });
			most.reads = Math.max(most.reads, run.mostReads);
			most.state = Math.max(most.state, run.mostState);
		}),
		{ numRuns: cases(50), endOnFailure: true },
	);
	expect(most.reads).toBeLessThanOrEqual(25);
	expect(most.state).toBeLessThan(64 * 1024);
}, 600_000);

test('without faults a task is handed over by the first poll after its end, however old it is', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer(), fc.constantFrom(...orders.slice(0, 4)), fc.constantFrom(100, 500), async (seed, order, pageSize) => {
			const random = randomFrom(seed);
			const service = new PollingService(start, { order, pageSize, faults: 0, duplicates: 0.05, lag: 0 }, random);
			for (let i = 0; i < 300; i++) service.create(start - random() * 300 * minute, (i % 20 === 0 ? 400 : 30) * random() * minute);
			const run = new Run(service, 'durable', random, 0);
			for (let at = start; at < start + 500 * minute; at += minute) {
				service.now = at;
				await run.poll();
				for (const life of service.lives) if (life.endsAt > start && life.endsAt <= at) expect(run.handedOver.get(life.taskId)).toBe(1);
			}
		}),
		{ numRuns: cases(12), endOnFailure: true },
	);
}, 120_000);
