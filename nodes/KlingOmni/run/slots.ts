import pLimit from 'p-limit';

/** How many tasks of a run may be at Kling at the same time. */
export interface Slots {
	/** Runs an item's work when a slot is free, in the order of calls. */
	run: <T>(work: () => Promise<T>) => Promise<T>;
	/** The pack allows fewer than are running (1303): fewer from now on. */
	shrink: () => void;
	/** A task has ended: one more may be tried, up to the person's limit. */
	grow: () => void;
}

/** @param most the person's Max Concurrent Tasks */
export function createSlots(most: number): Slots {
	const limit = pLimit(most);
	return {
		run: async (work) => await limit(work),
		shrink: () => {
			limit.concurrency = Math.max(1, Math.min(limit.concurrency, limit.activeCount) - 1);
		},
		grow: () => {
			limit.concurrency = Math.min(most, limit.concurrency + 1);
		},
	};
}
