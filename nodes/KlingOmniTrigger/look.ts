import type { TaskPage } from '../kling/dialects/dialect';
import { isFinal, type Task } from '../kling/task';
import { bounds, spans, type ListState, type Mark, type OpenTask } from './listState';

/**
 * One look at a list: takes pages in, and decides what is new (design §7). Knows neither n8n nor requests.
 *
 * A task is due when it has ended and either was open, or ended after `since`, and has not been dealt with. Orders,
 * duplicates and contradictions of entries do not matter: an entry that says "ended" outweighs one that does not.
 *
 * `since` moves only when many looks have been complete, to the latest end that was known before them, so that a task
 * which was hidden from one look is found by a later one. The order of the list is undocumented: as long as it shows
 * newest first, a look ends where older looks have seen everything, but once an hour all of it is read regardless.
 */
export class Look {
	/** Nothing has been looked at before: what has ended by now is old. */
	readonly isFirst: boolean;
	/** Whether this look reads to the end of the list. */
	readonly isFull: boolean;
	/** Only tasks made after this are of interest, ms; absent for a full look. */
	readonly createdAfter?: number;
	/** Where to begin; absent at the first page. */
	readonly from?: string;

	readonly #done: Map<string, number>;
	readonly #open: Map<string, { createdAt: number; attempts: number }>;
	readonly #due = new Map<string, Task>();
	readonly #running = new Map<string, number>();
	readonly #ended = new Set<string>();
	readonly #asked = new Set<string>();
	/** Older looks have seen every task that was made before this, ms. */
	readonly #coveredUntil: number;
	#newest: number;
	#lastEnd: number;
	#isOrdered: boolean;
	#lastCreated: number;
	#next: string | undefined;
	#isComplete = false;

	/** @param now ms on this machine's clock */
	constructor(
		private readonly state: ListState | undefined,
		private readonly now: number,
	) {
		const { since, done = [], open = [], newest = 0, completeAt = 0, pause } = state ?? {};
		this.isFirst = since === undefined;
		this.isFull = pause?.isFull ?? (this.isFirst || now - completeAt >= spans.fullLook || completeAt > now);
		this.#coveredUntil = this.isFirst ? Infinity : newest - spans.lookBack;
		if (!this.isFull && newest > 0) this.createdAfter = this.#coveredUntil;
		if (pause) this.from = pause.from;
		this.#done = new Map(done);
		this.#open = new Map(open.map(([taskId, createdAt, attempts]) => [taskId, { createdAt, attempts }]));
		this.#newest = pause?.newest ?? 0;
		this.#lastEnd = pause?.lastEnd ?? 0;
		this.#isOrdered = pause?.isOrdered ?? true;
		this.#lastCreated = pause?.lastCreated ?? Infinity;
		this.#next = pause?.from;
	}

	/** So much is open that it has to be worked off before anything new is looked for. */
	get isCrowded(): boolean {
		return this.#open.size >= bounds.open;
	}

	/** Takes a page in. @returns whether the look is complete */
	take({ tasks, next }: TaskPage): boolean {
		for (const task of tasks) {
			// pages move when a task is made between two reads: what comes twice says nothing about the order
			if (!this.#isSeen(task.taskId) && task.createdAt !== undefined) {
				if (task.createdAt > this.#lastCreated) this.#isOrdered = false;
				this.#lastCreated = task.createdAt;
			}
			this.see(task);
		}
		this.#next = next;
		this.#isComplete = next === undefined || (!this.isFull && this.#hasReachedTheKnown);
		return this.#isComplete;
	}

	/**
	 * No more pages in this tick. Where the list has been in order all along and the known has been reached, the rest is
	 * not needed; otherwise the next tick goes on.
	 */
	stop(): void {
		if (this.#next !== undefined && this.#hasReachedTheKnown) this.#isComplete = true;
	}

	/** A page could not be read: the next tick begins anew. */
	abandon(): void {
		this.#next = undefined;
	}

	get #hasReachedTheKnown(): boolean {
		return this.#isOrdered && this.#lastCreated < this.#coveredUntil;
	}

	/** Takes a task in, from a page or from a read of its own. */
	see(task: Task): void {
		const { taskId, createdAt, updatedAt } = task;
		const horizon = this.now + spans.future;
		if (createdAt !== undefined && createdAt <= horizon) this.#newest = Math.max(this.#newest, createdAt);
		if (!isFinal(task)) {
			this.#running.set(taskId, createdAt ?? this.now);
			return;
		}
		this.#ended.add(taskId);
		if (updatedAt !== undefined && updatedAt <= horizon) this.#lastEnd = Math.max(this.#lastEnd, updatedAt);
		if (this.#done.has(taskId)) return;
		const { since } = this.state ?? {};
		const isNew = since !== undefined && updatedAt !== undefined && updatedAt > since;
		if (isNew || this.#open.has(taskId)) this.#due.set(taskId, task);
		else if (this.isFirst) this.#done.set(taskId, updatedAt ?? 0);
	}

	/** Open tasks that no page of a complete look showed, those that have waited longest first. */
	unseen(): string[] {
		if (!this.#isComplete && !this.isCrowded) return [];
		return [...this.#open.keys()].filter((taskId) => !this.#isSeen(taskId));
	}

	#isSeen(taskId: string): boolean {
		return this.#running.has(taskId) || this.#ended.has(taskId);
	}

	/**
	 * Notes that an open task was asked for, so that others come first next time.
	 *
	 * @param found what the service says; absent if it does not know the task
	 * @returns `false` if the task is given up
	 */
	asked(taskId: string, found: Task | undefined): boolean {
		this.postpone(taskId);
		this.#asked.add(taskId);
		if (found) this.see(found);
		const { createdAt } = this.#open.get(taskId)!;
		const isGivenUp = !found && createdAt < this.now - spans.unknownTask;
		if (isGivenUp) this.#open.delete(taskId);
		return !isGivenUp;
	}

	/** Whether a task comes from a read of its own, which tells more than some lists. */
	wasAsked(taskId: string): boolean {
		return this.#asked.has(taskId);
	}

	/** Notes that asking for a task came to nothing, so that others come first next time. */
	postpone(taskId: string): void {
		const open = this.#open.get(taskId);
		if (!open) return;
		this.#open.delete(taskId);
		this.#open.set(taskId, open);
	}

	/** Tasks to deal with, in the order in which they ended. */
	due(): Task[] {
		return [...this.#due.values()].sort((a, b) => (a.updatedAt ?? 0) - (b.updatedAt ?? 0));
	}

	/** How often the file of a task could not be fetched so far. */
	attempts(taskId: string): number {
		return this.#open.get(taskId)?.attempts ?? 0;
	}

	/**
	 * What to remember after the tick.
	 *
	 * @param kept due tasks that are not handed over in this tick, with the number of failed attempts; the others count
	 * as dealt with
	 */
	close(kept: Map<string, number>): ListState {
		for (const task of this.#due.values()) this.#settle(task, kept.get(task.taskId));
		for (const [taskId, createdAt] of this.#running) {
			const isKnown = this.#ended.has(taskId) || this.#done.has(taskId) || this.#open.has(taskId);
			if (!isKnown) this.#open.set(taskId, { createdAt, attempts: 0 });
		}
		const open = [...this.#open].map(([taskId, { createdAt, attempts }]): OpenTask => [taskId, createdAt, attempts]);
		return { open, ...(this.#isComplete ? this.#moved() : this.#stayed()) };
	}

	#settle({ taskId, createdAt, updatedAt }: Task, failedAttempts?: number): void {
		if (failedAttempts !== undefined) {
			this.#open.set(taskId, { createdAt: createdAt ?? this.now, attempts: failedAttempts });
			return;
		}
		this.#open.delete(taskId);
		this.#done.set(taskId, updatedAt ?? this.now);
	}

	/** The look is not over: everything stays, and what was dealt with is remembered. */
	#stayed(): Omit<ListState, 'open'> {
		const { since, mark, newest = 0, completeAt = 0 } = this.state ?? {};
		return {
			...(since === undefined ? {} : { since }),
			...(mark === undefined ? {} : { mark }),
			// of a first look, only what a complete one would remember
			done: [...this.#done].filter(([, endedAt]) => !this.isFirst || endedAt > this.#lastEnd - spans.overlap),
			newest,
			completeAt,
			...(this.#next === undefined
				? {}
				: {
						pause: {
							from: this.#next,
							isFull: this.isFull,
							newest: this.#newest,
							lastEnd: this.#lastEnd,
							isOrdered: this.#isOrdered,
							lastCreated: this.#lastCreated,
						},
					}),
		};
	}

	/** The look is complete: what lies far enough back is forgotten. */
	#moved(): Omit<ListState, 'open'> {
		const { newest = 0, completeAt = 0 } = this.state ?? {};
		const { since, mark } = this.#cursor();
		const byEnd = [...this.#done].filter(([, endedAt]) => endedAt > since - spans.overlap).sort(([, a], [, b]) => b - a);
		const forgotten = byEnd[bounds.done]?.[1] ?? 0;
		return {
			since: Math.max(since, forgotten),
			mark,
			done: byEnd.filter(([, endedAt], index) => index < bounds.done && endedAt > forgotten),
			newest: Math.max(newest, Math.min(this.#newest, this.now)),
			completeAt: this.isFull ? this.now : completeAt,
		};
	}

	#cursor(): { since: number; mark: Mark } {
		// the clock guards against ends that lie in the future, and against a first answer that is empty by mistake
		const next: Mark = { end: Math.min(this.#lastEnd, this.now), setAt: this.now, looks: 0 };
		const { since, mark = next } = this.state ?? {};
		if (since === undefined) return { since: Math.max(this.#lastEnd, this.now - spans.clockSkew), mark: next };
		const isOld = mark.looks >= spans.looks && this.now - mark.setAt >= spans.overlap;
		return isOld ? { since: Math.max(since, mark.end), mark: next } : { since, mark: { ...mark, looks: mark.looks + 1 } };
	}
}
