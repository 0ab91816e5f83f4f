import { readPatience } from '../kling/client';
import { taskIn } from '../kling/dialects/dialect';
import type { Service } from '../kling/service';
import { products, type Product, type Task } from '../kling/task';

/** A list of tasks at a service. */
export interface Source {
	service: Service;
	product: Product;
}

/** One source per list: on some services several products share one. */
export function sourcesOf(service: Service, watch: Product[]): Source[] {
	const { listOf } = service.dialect;
	return watch
		.filter((product, index) => watch.findIndex((other) => listOf(other) === listOf(product)) === index)
		.map((product) => ({ service, product }));
}

/** Whether all tasks of a list are of its product, as far as can be known. */
export const tellsApart = ({ service: { dialect }, product }: Source) =>
	products.every((other) => other === product || dialect.listOf(other) !== dialect.listOf(product));

/**
 * A task with its links, where the list does not carry them.
 *
 * @throws ServiceRefusal
 */
export async function withResult({ service, product }: Source, listed: Task, patience = readPatience): Promise<Task> {
	const { client, dialect } = service;
	if (dialect.listsResults) return listed;
	const { taskId, model } = listed;
	const found = taskIn(await dialect.readTasks(client, [{ taskId, product }], patience), taskId);
	const forgotten = `${dialect.label} no longer gives out the result: it keeps tasks for ${dialect.remembers} hours`;
	const task = found ?? { ...listed, statusMessage: forgotten };
	return { ...task, ...(model ? { model } : {}) };
}
