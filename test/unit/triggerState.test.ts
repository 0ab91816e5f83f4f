import fc from 'fast-check';
import { now as clock } from '../../nodes/kling/clock';
import type { Task } from '../../nodes/kling/task';
import { bounds, type ListState } from '../../nodes/KlingOmniTrigger/listState';
import { Look } from '../../nodes/KlingOmniTrigger/look';
import { Allowance, askForOpen, readPages } from '../../nodes/KlingOmniTrigger/readList';
import { orders, PollingService, randomFrom, type Habits } from './pollingService';

/** How n8n keeps a trigger's state: what a poll finds when it begins, and what survives a crash. */
const keepings = [
	// the object lives in memory, and is saved on activation and whenever items are handed over
	'in memory',
	// every poll reads what is saved, and it is saved on activation and whenever items are handed over
	'read anew',
	// every poll that ends well is saved, with its items in one transaction
	'durable',
] as const;

const minute = 60_000;

/** Switches a trigger on, lets a thousand tasks run through the service, and counts what is handed over. */
class Run {
	readonly handedOver = new Map<string, number>();
	mostReads = 0;
	mostState = 0;
	#memory: ListState | undefined;
	#saved: string | undefined;

	constructor(
		private readonly service: PollingService,
		private readonly keeping: (typeof keepings)[number],
		private readonly random: () => number,
		private readonly keep = 0.1,
	) {}

	/** One poll, which n8n may abandon at its end: then nothing of it happened. */
	async poll({ isActivation = false, isAbandoned = false } = {}): Promise<void> {
		const before = this.keeping === 'in memory' && this.#memory ? this.#memory : this.#load();
		const look = new Look(before, this.service.now);
		const list = { ...this.service.source(), look };
		const reads = this.service.reads;
		let failed = false;
		// patience 0: the client's own retries would hide most faults
		const allowance = new Allowance(25, clock() + 0.001);
		Object.defineProperty(allowance, 'isSpent', { get: () => allowance.reads <= 0 });
		await readPages(list, allowance, 22).catch(() => (failed = true));
		if (!failed) await askForOpen(list, allowance, () => undefined).catch(() => undefined);
		this.mostReads = Math.max(this.mostReads, this.service.reads - reads);

		const due = look.due();
		// files that could not be fetched, or did not fit into the tick
		const kept = new Map(due.filter(() => this.random() < this.keep).map(({ taskId }) => [taskId, look.attempts(taskId) + 1]));
		const items = due.filter(({ taskId }) => !kept.has(taskId));
		if (isAbandoned || (failed && items.length === 0)) return;
		const after = look.close(kept);
		this.#memory = after;
		if (isActivation || items.length > 0 || this.keeping === 'durable') this.#saved = JSON.stringify(after);
		this.mostState = Math.max(this.mostState, JSON.stringify(after).length);
		for (const { taskId } of items) this.handedOver.set(taskId, (this.handedOver.get(taskId) ?? 0) + 1);
	}

	/** n8n dies and comes back: it polls at once, as when a workflow is activated. */
	async restart(): Promise<void> {
		this.#memory = this.#load();
		await this.poll({ isActivation: true });
	}

	#load(): ListState | undefined {
		return this.#saved === undefined ? undefined : (JSON.parse(this.#saved) as ListState);
	}
}

async function play(seed: number, habits: Habits, keeping: (typeof keepings)[number], count = 1000) {
	const random = randomFrom(seed);
	const start = Date.parse('2026-11-20T10:00:00Z');
	const service = new PollingService(start, habits, random);
	const old = Array.from({ length: 200 }, () => service.create(start - (40 + random() * 100_000) * minute, 30 * minute));
	const expected = [service.create(start - 50 * minute, 60 * minute), service.create(start - 300 * minute, 900 * minute)];

	const run = new Run(service, keeping, random);
	// a first poll that fails is repeated by the person
	while (run.mostState === 0) await run.poll({ isActivation: true });

	const length = 180 * minute;
	const births = Array.from({ length: count }, () => service.now + random() * length).sort((a, b) => a - b);
	const restarts = Array.from({ length: 10 }, () => service.now + random() * length * 1.5).sort((a, b) => a - b);
	const end = start + 1_100 * minute;
	const passTo = (time: number) => {
		while (births[0] !== undefined && births[0] <= time) {
			// most take minutes; some hours, so that they end long after younger ones
			expected.push(service.create(births.shift()!, random() < 0.02 ? random() * 600 * minute : (0.1 + random() * 30) * minute));
		}
		service.now = time;
	};
	for (let nextPoll = service.now; service.now < end; nextPoll += minute + random() * minute) {
		// when all is quiet, time passes faster
		if (births.length === 0 && restarts.length === 0) nextPoll += 20 * minute;
		passTo(Math.max(service.now, nextPoll));
		if (restarts[0] !== undefined && restarts[0] <= service.now) {
			restarts.shift();
			if (random() < 0.5) await run.poll({ isAbandoned: true });
			// now and then n8n stays away for hours
			if (random() < 0.3) passTo(service.now + random() * 300 * minute);
			nextPoll = service.now;
			await run.restart();
		} else await run.poll();
	}
	// n8n may have been away for most of the time: what is late comes with the polls that follow
	for (let poll = 0; poll < 60; poll++) {
		passTo(service.now + 20 * minute);
		await run.poll();
	}
	const times = (taskId: string) => run.handedOver.get(taskId) ?? 0;
	return {
		counts: {
			lost: expected.filter((taskId) => times(taskId) === 0).length,
			double: expected.filter((taskId) => times(taskId) > 1).length,
			old: old.filter((taskId) => times(taskId) > 0).length,
		},
		run,
	};
}

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
		{ numRuns: 50, endOnFailure: true },
	);
	expect(most.reads).toBeLessThanOrEqual(25);
	expect(most.state).toBeLessThan(64 * 1024);
}, 600_000);

describe('single rules', () => {
	const start = Date.parse('2026-11-20T10:00:00Z');
	const task = (taskId: string, status: Task['status'], createdAt: number, updatedAt?: number): Task => ({
		taskId,
		product: 'omniVideo',
		status,
		outputs: [],
		createdAt: start + createdAt * minute,
		...(updatedAt === undefined ? {} : { updatedAt: start + updatedAt * minute }),
		raw: {},
	});
	/** A look at one page, `at` minutes after the start. */
	const look = (state: ListState | undefined, at: number, tasks: Task[], next?: string) => {
		const taken = new Look(state, start + at * minute);
		taken.take({ tasks, ...(next ? { next } : {}) });
		return taken;
	};
	const ids = (taken: Look) => taken.due().map(({ taskId }) => taskId);
	const closed = (taken: Look, kept: Record<string, number> = {}) => taken.close(new Map(Object.entries(kept)));
	const first = (...tasks: Task[]) => closed(look(undefined, 0, tasks));

	test('what has ended when the trigger is switched on is old, what runs is not', () => {
		const state = first(task('old', 'succeeded', -30, -20), task('running', 'processing', -3000, -2999));
		const taken = look(state, 1, [task('old', 'succeeded', -30, -20), task('running', 'succeeded', -3000, 0.5)]);
		expect(ids(taken)).toEqual(['running']);
	});

	test('an answer that is empty by mistake does not make old tasks new', () => {
		expect(ids(look(first(), 1, [task('old', 'succeeded', -30, -20)]))).toEqual([]);
		expect(ids(look(first(), 1, [task('new', 'succeeded', 0, 0.5)]))).toEqual(['new']);
	});

	test('a task that was seen running is handed over whatever its entry says about its end', () => {
		const state = first(task('a', 'processing', -1, -1), task('b', 'processing', -1, -1));
		const taken = look(state, 1, [task('a', 'succeeded', -1), task('b', 'succeeded', -1, -5000)]);
		expect(ids(taken).sort()).toEqual(['a', 'b']);
		expect(ids(look(closed(taken), 2, [task('a', 'succeeded', -1), task('b', 'succeeded', -1, -5000)]))).toEqual([]);
	});

	test('a final entry without an end that was never seen running is left alone', () => {
		expect(ids(look(first(), 1, [task('a', 'succeeded', 0)]))).toEqual([]);
	});

	test('of contradicting entries the final one counts, and the other one does not bring it back', () => {
		const entries = [task('a', 'processing', 0, 0), task('a', 'succeeded', 0, 1), task('a', 'processing', 0, 0)];
		const taken = look(first(), 1, entries);
		expect(ids(taken)).toEqual(['a']);
		const again = look(closed(taken), 2, entries);
		expect(ids(again)).toEqual([]);
		expect(closed(again).open).toEqual([]);
	});

	test('a look that is not over leaves the cursor, and the next one goes on', () => {
		const state = { ...first(task('z', 'succeeded', -600, -590)), since: start - 590 * minute };
		const half = look(state, 600, [task('late', 'succeeded', -500, 599)], '2');
		half.stop();
		expect(ids(half)).toEqual(['late']);
		const after = closed(half);
		expect(after).toMatchObject({ since: state.since, pause: { from: '2' } });
		const rest = look(after, 601, [task('early', 'succeeded', -550, -540), task('late', 'succeeded', -500, 599)]);
		expect(ids(rest)).toEqual(['early']);
		expect(closed(rest).pause).toBeUndefined();
	});

	test('the cursor moves to what was known two hours and ten looks ago, and forgets what lies before', () => {
		let state = first();
		const { since } = state;
		const pass = (from: number, to: number, by: number) => {
			for (let at = from; at <= to; at += by) state = closed(look(state, at, [task(`t${at}`, 'succeeded', at - 2, at - 1)]));
		};
		pass(1, 239, 1);
		expect(state.since).toBe(since);
		pass(240, 240, 1);
		// the mark of the 120th minute
		expect(state.since).toBe(start + 119 * minute);
		pass(241, 481, 1);
		expect(state.done.length).toBeLessThan(400);
		// a day of few looks moves nothing
		const before = state.since;
		pass(681, 681 + 7 * 200, 200);
		expect(state.since).toBe(before);
	});

	test('a failed page leaves the cursor, and the next look begins anew', () => {
		const state = { ...first(), since: start - 590 * minute };
		const half = look(state, 600, [task('late', 'succeeded', 500, 599)], '2');
		half.abandon();
		const after = closed(half);
		expect(after.since).toBe(state.since);
		expect(after.pause).toBeUndefined();
	});

	test('a list in order is read as far as it is new, one in disorder to its end', () => {
		const state = first(task('known', 'succeeded', -1, -1));
		const inOrder = [task('b', 'processing', 1), task('known', 'succeeded', -1, -1), task('older', 'succeeded', -100, -90)];
		expect(new Look(state, start + 2 * minute).take({ tasks: inOrder, next: '2' })).toBe(true);
		expect(new Look(state, start + 2 * minute).take({ tasks: [...inOrder].reverse(), next: '2' })).toBe(false);
		// after an hour it is read to its end in any case
		expect(new Look(state, start + 61 * minute).take({ tasks: inOrder, next: '2' })).toBe(false);
	});

	test('an open task that the list no longer shows is asked for, and given up a day after it is unknown', () => {
		const state = first(task('slow', 'processing', -100));
		const taken = look(state, 1, []);
		expect(taken.unseen()).toEqual(['slow']);
		expect(taken.asked('slow', task('slow', 'succeeded', -100, 0.5))).toBe(true);
		expect(ids(taken)).toEqual(['slow']);
		const unknown = look(state, 2, []);
		expect(unknown.asked('slow', undefined)).toBe(true);
		expect(closed(unknown).open).toHaveLength(1);
		const dayLater = look(closed(unknown), 24 * 60, []);
		expect(dayLater.asked('slow', undefined)).toBe(false);
		expect(closed(dayLater).open).toEqual([]);
	});

	test('a task that is kept is due again, with its failed attempts', () => {
		const taken = look(first(), 1, [task('a', 'succeeded', 0, 1)]);
		const state = closed(taken, { a: 1 });
		const again = look(JSON.parse(JSON.stringify(state)) as ListState, 300, []);
		expect(again.unseen()).toEqual(['a']);
		expect(again.attempts('a')).toBe(1);
	});

	test('12,000 tasks that end at once are handed over once, and the memory of them is bounded', () => {
		const many = Array.from({ length: 12_000 }, (_, index) => task(`t${index}`, 'succeeded', index / 1000, 20));
		const taken = look(first(), 30, many);
		expect(ids(taken)).toHaveLength(12_000);
		const state = closed(taken);
		expect(state.done.length).toBeLessThanOrEqual(bounds.done);
		expect(ids(look(state, 31, many))).toEqual([]);
	});

	test('an entry from the future does not move the cursor past what is still to come', () => {
		const taken = look(first(), 1, [task('future', 'succeeded', 0, 20 * 60), task('wild', 'succeeded', 0, 1e7)]);
		expect(ids(taken).sort()).toEqual(['future', 'wild']);
		const next = look(closed(taken), 2, [
			task('future', 'succeeded', 0, 20 * 60),
			task('wild', 'succeeded', 0, 1e7),
			task('b', 'succeeded', 1, 1.5),
		]);
		expect(ids(next)).toEqual(['b']);
	});

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
			{ numRuns: 12, endOnFailure: true },
		);
	}, 120_000);
});
