import { ServiceRefusal, type Client } from './client';
import { now, sleep } from './clock';
import type { DialectApi } from './dialects/dialect';
import { isFinal, lacksResult, type Task, type TaskRef } from './task';

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
		/** Why it could not be read when it was asked for last. */
		readonly trouble?: Error,
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
	trouble?: Error;
	/** When it was first said to have succeeded without anything to show for it. */
	emptySince?: number;
	resolve: (task: Task) => void;
	reject: (reason: Error) => void;
}

/** A task that the service does not know, or a result that is missing, is given this long to appear, ms: reads may lag behind. */
const grace = 60_000;

/**
 * The pause before the next read: short for what is quickly made, then 7.5 s, and from 45 s on a sixth of the youngest
 * task's age, so that a finished video is seen soon and costs few reads.
 *
 * @param age ms since the youngest task was submitted
 * @returns ms
 */
export const pollPause = (age: number) => Math.min(15_000, Math.max(2_500, Math.min(age, 7_500), age / 6));

/**
 * While a task is waited for, whatever stands between n8n and the service may answer what it likes: only a refusal in the
 * service's own words is one.
 */
export const mayPass = (error: Error) =>
	error instanceof ServiceRefusal && (error.refusal.outcome !== 'refused' || error.refusal.code === undefined);

export function watchTasks(client: Client, dialect: DialectApi, signal?: AbortSignal): TaskWatch {
	const watched = new Set<Watched>();
	let running = false;

	const settle = (entry: Watched, act: () => void) => {
		watched.delete(entry);
		act();
	};
	const giveUp = (entry: Watched, reason: NotFinished['reason']) =>
		settle(entry, () => entry.reject(new NotFinished(reason, entry.ref, entry.last, entry.trouble)));

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
		const readings = await dialect
			.readTasks(
				client,
				entries.map(({ ref }) => ref),
				0,
			)
			.catch((error: Error) => error);
		for (const entry of entries) take(entry, readings instanceof Error ? readings : readings.get(entry.ref.taskId));
	}

	/** What a read gave for a task; one that could not be read goes on at the service. */
	function take(entry: Watched, read: Task | Error | undefined) {
		if (read instanceof Error) {
			entry.trouble = read;
			if (!mayPass(read)) settle(entry, () => entry.reject(read));
			return;
		}
		delete entry.trouble;
		if (read) entry.last = read;
		else if (!entry.last && now() - entry.since > grace) giveUp(entry, 'unknown task');
		if (!read || !isFinal(read)) return;
		if (lacksResult(read) && now() - (entry.emptySince ??= now()) < grace) return;
		settle(entry, () => entry.resolve(read));
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
