import { now as clock } from '../../nodes/kling/clock';
import type { ListState } from '../../nodes/KlingOmniTrigger/listState';
import { Look } from '../../nodes/KlingOmniTrigger/look';
import { Allowance, askForOpen, readPages } from '../../nodes/KlingOmniTrigger/readList';
import { PollingService, randomFrom, type Habits } from './pollingService';

/** A polling trigger's life with a service of doubtful habits: polls, crashes, absences, and what it hands over. */

/** How n8n keeps a trigger's state: what a poll finds when it begins, and what survives a crash. */
export const keepings = [
	// the object lives in memory, and is saved on activation and whenever items are handed over
	'in memory',
	// every poll reads what is saved, and it is saved on activation and whenever items are handed over
	'read anew',
	// every poll that ends well is saved, with its items in one transaction
	'durable',
] as const;

export const minute = 60_000;
export const start = Date.parse('2026-11-20T10:00:00Z');

/** Switches a trigger on, lets a thousand tasks run through the service, and counts what is handed over. */
export class Run {
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

export async function play(seed: number, habits: Habits, keeping: (typeof keepings)[number], count = 1000) {
	const random = randomFrom(seed);
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
