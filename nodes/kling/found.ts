import { ServiceRefusal, type Client } from './client';
import type { DialectApi } from './dialects/dialect';
import type { Refusal } from './errors';
import type { Job } from './job';
import { isStudio } from './studio/products';
import { plainKinds, type Product, type Task } from './task';

/** Whether what the service shows under an id of ours is the task that was ordered under it. */

/** Thrown when an id of ours names something that cannot be the job's; nothing has been ordered. */
export class KeyTaken extends Error {
	constructor(
		/** The id is the service's own id of a task, or belongs to a task that makes something else. */
		readonly reason: 'task id' | 'another kind',
		readonly externalTaskId: string,
		readonly task: Task,
	) {
		super(`${externalTaskId} is taken`);
	}
}

interface Look {
	client: Client;
	dialect: DialectApi;
	job: Job;
}

/**
 * The task that was ordered under an id of ours, if there is one.
 *
 * @throws KeyTaken
 */
export async function foundUnder(id: string, look: Look): Promise<Task | undefined> {
	return await find(id, look, look.dialect.productOf(look.job));
}

/**
 * The task that holds an id which the service refuses as used: where each product has a path of its own (R39), a look-up
 * on one does not show the others' tasks.
 *
 * @throws KeyTaken if it is of another kind, ServiceRefusal if it cannot be seen
 */
export async function holderOf(id: string, look: Look, duplicate: Refusal): Promise<Task> {
	const own = look.dialect.productOf(look.job);
	for (const product of new Set([own, ...(look.dialect.readSeparately ?? [])])) {
		const task = await find(id, look, product).catch((error: unknown) => {
			// a path that this account may not read
			if (error instanceof ServiceRefusal) return undefined;
			throw error;
		});
		if (task) return task;
	}
	const message = `${duplicate.message}; no task can be seen under this key yet, and nothing was ordered`;
	throw new ServiceRefusal({ ...duplicate, message });
}

async function find(id: string, { client, dialect, job }: Look, product: Product): Promise<Task | undefined> {
	const task = await dialect.findByExternalId?.(client, product, id);
	if (!task) return undefined;
	const { taskId, externalTaskId } = task;
	const isHeld = externalTaskId === undefined ? taskId !== id : externalTaskId === id;
	// the classic look-up takes both kinds of ids
	if (!isHeld && taskId === id) throw new KeyTaken('task id', id, task);
	if (isHeld && !isOfKind(task, job)) throw new KeyTaken('another kind', id, task);
	return isHeld ? task : undefined;
}

/**
 * A task of which only the ID is known: looked for in one list after the other, where each product has its own (R39).
 *
 * @param candidates what it may have made, the likeliest first
 * @throws ServiceRefusal if no list shows it, and one could not be read
 */
export async function findTask(
	{ client, dialect }: Pick<Look, 'client' | 'dialect'>,
	taskId: string,
	candidates: readonly Product[],
	patience?: number,
): Promise<Task | undefined> {
	const { readSeparately: separate } = dialect;
	let trouble: ServiceRefusal | undefined;
	for (const product of separate ? candidates.filter((one) => separate.includes(one)) : candidates.slice(0, 1)) {
		const task = (await dialect.readTasks(client, [{ taskId, product }], patience)).get(taskId);
		if (task instanceof ServiceRefusal) trouble ??= task;
		// the service also finds tasks by the client's own ids
		else if (task?.taskId === taskId) return task;
	}
	if (trouble) throw trouble;
	return undefined;
}

/** What a task makes, by its product. */
export const kindOf = ({ product }: Task): Job['kind'] => (isStudio(product) ? product : plainKinds[product]);

/** Whether a task makes what a job asks for. What it has made says more than where it was found. */
export function isOfKind(task: Task, { kind }: Job): boolean {
	// what the Studio makes is not told from other videos, pictures and sounds by its looks
	if (task.outputs.length === 0 || isStudio(kind) || isStudio(task.product)) return kindOf(task) === kind;
	return task.outputs.some(({ type }) => type === kind);
}
