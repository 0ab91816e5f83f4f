import { backOff, sleep } from '../../kling/clock';

/** Thrown by work for which Kling has no place now, because too many tasks run. */
export class NoPlace extends Error {}

/**
 * How many tasks of a run may be at Kling at the same time: the person's cap, or fewer for as long as the account's pack
 * allows no more.
 */
export interface Slots {
	/** Runs an item's work when a slot is free, in the order of calls; begins it again later if it throws NoPlace. */
	run: <T>(work: () => Promise<T>) => Promise<T>;
	/** Kling has taken a task. */
	taken: () => void;
}

/**
 * @param most the person's Max Concurrent Tasks
 * @param signal lets waiting work begin without further pauses; it ends by itself
 */
export function createSlots(most: number, signal: AbortSignal): Slots {
	let allowed = most;
	let used = 0;
	let refusals = 0;
	let isPausing = false;
	let isHigher = false;
	const waiting: Array<() => void> = [];

	const begin = () => {
		while (used < allowed && waiting.length > 0) {
			used++;
			waiting.shift()!();
		}
	};

	/** One more is tried after a pause that grows with each refusal, until one is taken. */
	const tryHigher = async () => {
		if (isPausing || allowed >= most) return;
		isPausing = true;
		await sleep(backOff(refusals + 1), signal);
		isPausing = false;
		allowed++;
		isHigher = true;
		begin();
	};

	return {
		run: async (work) => {
			for (let isFirst = true; ; isFirst = false) {
				await new Promise<void>((free) => {
					if (isFirst) waiting.push(free);
					else waiting.unshift(free);
					begin();
				});
				const done = await work()
					.then((result) => ({ result }))
					.catch((error: unknown) => {
						if (!(error instanceof NoPlace)) throw error;
						// as many as are there now; when one of them ends, the next begins at once
						allowed = Math.min(allowed, used) - 1;
						isHigher = false;
						refusals++;
						void tryHigher();
					})
					.finally(() => {
						used--;
						begin();
					});
				if (done) return done.result;
			}
		},
		taken: () => {
			if (isHigher) refusals = 0;
			void tryHigher();
		},
	};
}
