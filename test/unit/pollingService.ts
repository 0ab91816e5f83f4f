import pLimit from 'p-limit';
import type { Client } from '../../nodes/kling/client';
import { ServiceRefusal } from '../../nodes/kling/client';
import type { DialectApi, TaskPage } from '../../nodes/kling/dialects/dialect';
import type { Task } from '../../nodes/kling/task';
import type { Source } from '../../nodes/KlingOmniTrigger/sources';

/** A list of tasks with the habits that a real one may have, on a clock of its own. */

export const orders = ['newest first', 'oldest first', 'last change first', 'shuffled', 'shuffled anew each time'] as const;

export interface Habits {
	order: (typeof orders)[number];
	pageSize: number;
	/** How likely a request fails, an entry comes twice, or comes again as it was while it ran. */
	faults: number;
	duplicates: number;
	/** How long a new task may be missing from the list, ms. */
	lag: number;
}

interface Life {
	taskId: string;
	createdAt: number;
	endsAt: number;
	visibleAt: number;
	key: number;
}

/** A small generator of random numbers, so that a run can be repeated. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export class PollingService {
	readonly lives: Life[] = [];
	reads = 0;
	readonly #byId = new Map<string, Life>();

	constructor(
		public now: number,
		private readonly habits: Habits,
		private readonly random: () => number,
	) {}

	/** A task that is made at `createdAt` and ends `length` later. Times are whole seconds, so that some are the same. */
	create(createdAt: number, length: number): string {
		const whole = (ms: number) => Math.floor(ms / 1000) * 1000;
		const life: Life = {
			taskId: String(885_000_000_000_000_000n + BigInt(this.lives.length)),
			createdAt: whole(createdAt),
			endsAt: whole(createdAt + length),
			visibleAt: createdAt + this.random() * this.habits.lag,
			key: this.random(),
		};
		this.lives.push(life);
		this.#byId.set(life.taskId, life);
		return life.taskId;
	}

	source(): Source {
		const dialect: Partial<DialectApi> = {
			id: 'classic',
			idsPerRead: 1,
			listsResults: true,
			listOf: (product) => product,
			listPage: async (_client, _query, from = '0') => this.#page(Number(from)),
			readTasks: async (_client, refs) => {
				const refusal = this.#refusal();
				if (refusal) return new Map(refs.map(({ taskId }) => [taskId, refusal]));
				return new Map(refs.flatMap(({ taskId }) => (this.#byId.has(taskId) ? [[taskId, this.#task(this.#byId.get(taskId)!)]] : [])));
			},
		};
		const service = { dialect: dialect as DialectApi, client: {} as Client, baseUrl: '', files: pLimit(1), isLocal: true };
		return { product: 'omniVideo', service };
	}

	#refusal(): ServiceRefusal | undefined {
		this.reads++;
		if (this.random() >= this.habits.faults) return undefined;
		return new ServiceRefusal({ outcome: 'unknown', code: 5000, message: 'an ordered fault' });
	}

	#request(): void {
		const refusal = this.#refusal();
		if (refusal) throw refusal;
	}

	#page(first: number): TaskPage {
		this.#request();
		// time goes on while a list is read
		this.now += 400;
		const { order, pageSize, duplicates } = this.habits;
		if (order === 'shuffled anew each time') this.lives.forEach((life) => (life.key = this.random()));
		const keys: Record<Habits['order'], (life: Life) => number> = {
			'newest first': ({ createdAt }) => -createdAt,
			'oldest first': ({ createdAt }) => createdAt,
			'last change first': (life) => -(this.#task(life).updatedAt ?? 0),
			shuffled: ({ key }) => key,
			'shuffled anew each time': ({ key }) => key,
		};
		const all = this.lives.filter(({ visibleAt }) => visibleAt <= this.now).sort((a, b) => keys[order](a) - keys[order](b));
		const tasks = all.slice(first, first + pageSize).flatMap((life) => {
			const task = this.#task(life);
			if (this.random() >= duplicates) return [task];
			const other = this.random() < 0.5 ? task : { ...task, status: 'processing' as const, updatedAt: life.createdAt, outputs: [] };
			return this.random() < 0.5 ? [task, other] : [other, task];
		});
		return { tasks, ...(first + pageSize < all.length ? { next: String(first + pageSize) } : {}) };
	}

	#task({ taskId, createdAt, endsAt }: Life): Task {
		const hasEnded = endsAt <= this.now;
		return {
			taskId,
			product: 'omniVideo',
			status: hasEnded ? 'succeeded' : 'processing',
			outputs: hasEnded ? [{ type: 'video', url: `https://cdn.example/${taskId}.mp4` }] : [],
			createdAt,
			updatedAt: hasEnded ? endsAt : createdAt,
			raw: {},
		};
	}
}
