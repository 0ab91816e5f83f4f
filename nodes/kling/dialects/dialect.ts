import type { Client, WireRequest } from '../client';
import type { Reply } from '../errors';
import type { Job, VideoJob } from '../job';
import type { Dialect } from '../models';
import type { Product, Task, TaskRef } from '../task';

/** Which tasks a list shows; every filter is optional. */
export interface TaskQuery {
	product: Product;
	/** Milliseconds since the epoch. A dialect that cannot filter by time gives older tasks too. */
	createdAfter?: number;
	createdBefore?: number;
}

/** One page of a list of tasks. */
export interface TaskPage {
	/** Entries that could be read; a broken one does not hide the others. */
	tasks: Task[];
	/** Where the next page begins; absent on the last one. */
	next?: string;
}

/** A create whose answer got lost. */
export interface Lost {
	job: Job;
	/** Milliseconds since the epoch. */
	sentAt: number;
	/** Whether a task is another item's. */
	known: (taskId: string) => boolean;
}

/** What the rest of the package knows of a wire dialect. Each dialect is one file and knows no other. */
export interface DialectApi {
	id: Dialect;
	/**
	 * The request that creates a job's task. Media must be URLs or base64 by now.
	 *
	 * @param externalTaskId the client's own id, which makes a lost answer recoverable (R33)
	 */
	encode: (job: Job, externalTaskId: string) => WireRequest;
	/** What a job will make; decides where it is read later (R39). */
	productOf: (job: Job) => Product;
	/** @throws ServiceRefusal if the answer holds no readable task */
	decodeCreated: (data: unknown, product: Product) => Task;
	/**
	 * Reads the state of many tasks with as few requests as the dialect allows, once each.
	 *
	 * @param refs may give external task ids in place of task ids
	 * @returns tasks by the id that was asked for; unknown ids are absent
	 * @throws ServiceRefusal
	 */
	readTasks: (client: Client, refs: TaskRef[], patience?: number) => Promise<Map<string, Task>>;
	/** R39: the products that are read on a path of their own; absent where one read finds any task. */
	readSeparately?: readonly Product[];
	/** The task that was created under a client's own id, if there is one; absent on a dialect without such ids. */
	findByExternalId?: (client: Client, product: Product, externalTaskId: string) => Promise<Task | undefined>;
	/** The tasks that a lost create may have made, on a dialect without client ids. */
	findLost?: (client: Client, lost: Lost) => Promise<Task[]>;
	/** Whether a finished task that was found so can be the job's. */
	mayBeOf?: (task: Task, job: Job) => boolean;
	/** The list on which a product's tasks are; products that share one cannot be told apart there. */
	listOf: (product: Product) => string;
	/** Whether entries of a list carry their results, or have to be read singly for them. */
	listsResults: boolean;
	/** The most ids that `readTasks` asks for in one request. */
	idsPerRead: number;
	/**
	 * One page of a list, in the service's order, which is undocumented.
	 *
	 * @param from `next` of the page before; the query must be the same
	 * @param patience how long to go on through passing faults, ms
	 * @throws ServiceRefusal
	 */
	listPage: (client: Client, query: TaskQuery, from?: string, patience?: number) => Promise<TaskPage>;
	/** Cancels a task that has not begun; absent where Kling offers no such call. */
	cancel?: (client: Client, ref: TaskRef) => Promise<Reply>;
}

/** All pages of a list. @throws ServiceRefusal */
export async function* listTasks(dialect: DialectApi, client: Client, query: TaskQuery): AsyncGenerator<Task[]> {
	for (let from: string | undefined; ;) {
		const { tasks, next } = await dialect.listPage(client, query, from);
		yield tasks;
		if (next === undefined) return;
		from = next;
	}
}

/** The job of a dialect that makes videos only. @throws Error for another, which no panel offers there */
export function videoOnly(job: Job): VideoJob {
	if (job.kind === 'video') return job;
	throw new Error(`A job of kind ${job.kind} is possible on Kling’s classic API only`);
}
