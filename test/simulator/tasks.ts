import { randomUUID } from 'node:crypto';
import type { Account } from './account';
import type { FaceSession, ParentVideo } from './faces';
import type { Element, Voice } from './library';
import { badParameter } from './refusal';
import type { JsonObject } from './json';
import type { Condition, Quality } from './prices';
import type { CreatedTask, Dialect, Product, TaskStatus } from './types';

/** What a checked create call turns into; the same for all dialects. */
export interface Job {
	dialect: Dialect;
	product: Product;
	model: string;
	body: JsonObject;
	/** All texts of the job: they may carry the markers [[refuse]], [[fail]] and [[slow]]. */
	texts: string[];
	externalTaskId?: string;
	callbackUrl?: string;
	watermark: boolean;
	charge: Charge;
	outcome: Outcome;
	/** The video that lip sync and sound for a video go on from. */
	parentVideo?: ParentVideo;
	/** What Model Studio repeats in its answers. */
	modelStudio?: { mode: string; ratio: string; audio: boolean; prompt: string };
}

/** What a job costs and how many places it takes (contract §12). */
export interface Charge {
	pack: 'video' | 'image' | 'none';
	units: number;
	/** Parallel places: 1 for a video, one per image. Elements and voices take none. */
	weight: number;
	/** For the deduction details of a video. */
	video?: { quality: Quality; condition: Condition; keepsSound: boolean };
}

/** What a task yields when it succeeds. */
export type Outcome =
	| { kind: 'video'; seconds: number }
	| { kind: 'images'; count: number; series: boolean }
	| { kind: 'element'; element: Element }
	| { kind: 'voice'; voice: Voice }
	/** An MP3 and a WAV, and for a video the video with it. */
	| { kind: 'sound'; seconds: number; withVideo: boolean }
	| { kind: 'speech'; seconds: number }
	| { kind: 'faces'; session: FaceSession };

export interface Task extends CreatedTask {
	job: Job;
	/** When it left the queue. */
	startedAt?: number;
	filesDeleted: boolean;
}

export interface LifeCycle {
	queueMs: number;
	renderMs: number;
}

/** Texts for the service's own markers; a person can try all three ends of a task with them. */
const MARKER = { refuse: '[[refuse]]', fail: '[[fail]]', slow: '[[slow]]' };
const SLOW = 20;

/** All tasks of all accounts, in the order of their creation. */
export class Tasks {
	readonly all: Task[] = [];
	readonly #byId = new Map<string, Task>();
	readonly #byExternalId = new Map<string, Task>();
	/** What is still to happen to the running tasks. */
	readonly #timers = new Map<Task, NodeJS.Timeout[]>();
	// 19 digits, so that a reader that takes ids for doubles is noticed; from the clock, so that a
	// restarted simulator never gives an old id to another task
	#lastId = BigInt(Date.now()) * 1_000_000n;

	constructor(
		private readonly account: Account,
		private readonly lifeCycle: LifeCycle,
		private readonly onChange: (task: Task) => void,
	) {}

	/** Takes a checked job in, or refuses it: content first, then duplicate id, units and concurrency. */
	accept(job: Job): Task {
		if (has(job, MARKER.refuse)) this.account.refuseContent(job);
		const { externalTaskId } = job;
		if (externalTaskId !== undefined && this.#byExternalId.has(externalTaskId)) {
			badParameter(`External_task_id ${externalTaskId} already exists`);
		}
		this.account.reserve(job);

		const now = Date.now();
		const task: Task = {
			taskId: job.dialect === 'modelStudio' ? randomUUID() : this.nextId(),
			dialect: job.dialect,
			product: job.product,
			model: job.model,
			externalTaskId,
			callbackUrl: job.callbackUrl,
			body: job.body,
			units: job.charge.units,
			status: 'submitted',
			message: '',
			createdAt: now,
			updatedAt: now,
			job,
			filesDeleted: false,
		};
		this.all.push(task);
		this.#byId.set(task.taskId, task);
		if (externalTaskId !== undefined) this.#byExternalId.set(externalTaskId, task);
		this.#schedule(task);
		return task;
	}

	/** Takes a job in and ends it before it is answered: for the calls that have no task to ask for. */
	doAtOnce(job: Job): Task {
		const task = this.accept(job);
		this.end(task, has(job, MARKER.fail) ? 'failed' : 'succeeded');
		return task;
	}

	nextId(): string {
		this.#lastId += 1n;
		return String(this.#lastId);
	}

	byId(taskId: string): Task | undefined {
		return this.#byId.get(taskId);
	}

	byExternalId(externalTaskId: string): Task | undefined {
		return this.#byExternalId.get(externalTaskId);
	}

	/** Moves a task to its end; one that has already ended stays as it is. */
	end(task: Task, status: 'succeeded' | 'failed' | 'canceled', message = ''): void {
		if (isFinal(task.status)) return;
		this.#timers.get(task)?.forEach(clearTimeout);
		this.#timers.delete(task);
		task.message = status === 'failed' ? message || 'Failure to pass the risk control system' : message;
		this.account.settle(task, status === 'succeeded');
		if (status !== 'succeeded') task.units = 0;
		this.#move(task, status);
	}

	close(): void {
		for (const timers of this.#timers.values()) timers.forEach(clearTimeout);
	}

	#schedule(task: Task): void {
		const factor = has(task.job, MARKER.slow) ? SLOW : 1;
		const renderMs = this.lifeCycle.renderMs * factor;
		const timers: NodeJS.Timeout[] = [];
		this.#timers.set(task, timers);
		const later = (ms: number, what: () => void) => timers.push(setTimeout(what, ms).unref());
		if (this.lifeCycle.queueMs < renderMs && this.lifeCycle.queueMs !== Infinity) {
			later(this.lifeCycle.queueMs, () => this.#move(task, 'processing'));
		}
		if (renderMs === Infinity) return;
		later(renderMs, () => this.end(task, has(task.job, MARKER.fail) ? 'failed' : 'succeeded'));
	}

	#move(task: Task, status: TaskStatus): void {
		task.status = status;
		task.updatedAt = Date.now();
		if (status === 'processing') task.startedAt = task.updatedAt;
		this.onChange(task);
	}
}

export function isFinal(status: TaskStatus): boolean {
	return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

function has(job: Job, marker: string): boolean {
	return job.texts.some((text) => text.includes(marker));
}
