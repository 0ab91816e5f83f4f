import type { Client, WireRequest } from '../client';
import type { VideoJob } from '../job';
import type { Dialect } from '../models';
import type { Product, Task, TaskRef } from '../task';

/** Which tasks a list shows; every filter is optional. */
export interface TaskQuery {
	product: Product;
	/** Milliseconds since the epoch. */
	createdAfter?: number;
	createdBefore?: number;
}

/** What the rest of the package knows of a wire dialect. Each dialect is one file and knows no other. */
export interface DialectApi {
	id: Dialect;
	/**
	 * The request that creates a job's task. Media must be URLs or base64 by now.
	 *
	 * @param externalTaskId the client's own id, which makes a lost answer recoverable (R33)
	 */
	encode: (job: VideoJob, externalTaskId: string) => WireRequest;
	/** What a job will make; decides where it is read later (R39). */
	productOf: (job: VideoJob) => Product;
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
	/** The task that was created under a client's own id, if there is one. @throws ServiceRefusal */
	findByExternalId: (client: Client, product: Product, externalTaskId: string) => Promise<Task | undefined>;
	/** Pages of tasks in the service's order, which is undocumented. @throws ServiceRefusal */
	listTasks: (client: Client, query: TaskQuery) => AsyncGenerator<Task[]>;
}
