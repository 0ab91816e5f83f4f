import { type Client, ServiceRefusal } from './client';
import { now, sleep } from './clock';
import type { DialectApi } from './dialects/dialect';
import { isFinal, type Task, type TaskRef } from './task';

/**
 * One poll loop for all tasks of a run (design §6).
 *
 * It reads all unfinished tasks together, quickly at first and more slowly as they age, and runs only while there are
 * any.
 */

/** Thrown to those who wait when a task is not final in time, unknown to the service, or the run is stopped. */
export class NotFinished extends Error {
	constructor(
		readonly reason: 'time limit' | 'unknown task' | 'stopped' | 'not started',
		readonly ref?: TaskRef,
		/** The task as last seen. */
		readonly last?: Task,
	) {
		super(reason);
	}
}

export interface TaskWatch {
	/**
	 * Waits until a task is final.
	 *
	 * @param limit how long from now, ms
	 * @throws NotFinished, or ServiceRefusal when reads are refused for good
	 */
	untilFinal: (ref: TaskRef, limit: number) => Promise<Task>;
}

interface Watched {
	ref: TaskRef;
	since: number;
	until: number;
	last?: Task;
	resolve: (task: Task) => void;
	reject: (reason: Error) => void;
}

/** A task that the service does not know is given this long to appear, ms: reads may lag behind creates. */
const grace = 60_000;

/**
 * The pause before the next read: a sixth of the youngest task's age, so that a finished video is seen within about a
 * sixth of its making.
 *
 * @param age ms since the youngest task was submitted
 * @returns ms
 */
export const pollPause = (age: number) => Math.min(15_000, Math.max(2_500, age / 6));

export function watchTasks(client: Client, dialect: DialectApi, signal?: AbortSignal): TaskWatch {
	const watched = new Set<Watched>();
	let running = false;

	const settle = (entry: Watched, act: () => void) => {
		watched.delete(entry);
		act();
	};
	const giveUp = (entry: Watched, reason: NotFinished['reason']) =>
		settle(entry, () => entry.reject(new NotFinished(reason, entry.ref, entry.last)));

	async function loop() {
		while (watched.size > 0) {
			const entries = [...watched];
			const youngest = Math.min(...entries.map(({ since }) => now() - since));
			const nearestEnd = Math.min(...entries.map(({ until }) => until - now()));
			await sleep(Math.max(0, Math.min(pollPause(youngest), nearestEnd)), signal);
			if (signal?.aborted) {
				for (const entry of watched) giveUp(entry, 'stopped');
				break;
			}
			await readAll();
			for (const entry of watched) if (now() >= entry.until) giveUp(entry, 'time limit');
		}
		running = false;
	}

	async function readAll() {
		const entries = [...watched];
		const outcome = await dialect
			.readTasks(
				client,
				entries.map(({ ref }) => ref),
				0,
			)
			.catch((error: unknown) => error as Error);
		if (outcome instanceof Error) {
			// the tasks go on at the service: only a refusal for good ends the wait
			const refused = outcome instanceof ServiceRefusal ? outcome.refusal.outcome === 'refused' : true;
			if (refused) for (const entry of entries) settle(entry, () => entry.reject(outcome));
			return;
		}
		for (const entry of entries) {
			const task = outcome.get(entry.ref.taskId);
			if (task) entry.last = task;
			if (task && isFinal(task)) settle(entry, () => entry.resolve(task));
			else if (!entry.last && now() - entry.since > grace) giveUp(entry, 'unknown task');
		}
	}

	return {
		untilFinal: async (ref, limit) =>
			await new Promise<Task>((resolve, reject) => {
				watched.add({ ref, since: now(), until: now() + limit, resolve, reject });
				if (running) return;
				running = true;
				void loop();
			}),
	};
}
