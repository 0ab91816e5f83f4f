import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ServiceRefusal } from '../../kling/client';
import type { Service } from '../../kling/service';
import type { Product, Task } from '../../kling/task';
import { mayPass, NotFinished, watchTasks, type TaskWatch } from '../../kling/wait';
import { productsOf, type TaskRefs } from '../actions/task/taskFields';
import { asNodeError, errorItem } from './failures';
import { runItems, type Item } from './runItems';

/** What an operation on existing tasks works with, for one input item. */
interface TaskItem extends Item {
	/** One poll loop for all items. */
	watch: TaskWatch;
	/**
	 * Makes an item of each task that the input item names. Where the workflow goes on, a task that fails is an item of
	 * its own and does not hold up the others.
	 *
	 * @param unreadable whether a task that cannot be read for now counts as running
	 */
	forEach: (
		refs: TaskRefs,
		act: (task: Task) => Promise<INodeExecutionData> | INodeExecutionData,
		unreadable?: 'unreadable ones run',
	) => Promise<INodeExecutionData[]>;
}

/** Runs an operation on existing tasks over all items side by side. */
export async function runTaskItems(
	context: IExecuteFunctions,
	act: (item: TaskItem) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	let watch: TaskWatch | undefined;
	const node = context.getNode();
	return await runItems(context, async (item) => {
		const { service, itemIndex, signal, stop } = item;
		watch ??= watchTasks(service.client, service.dialect, signal);
		const forEach: TaskItem['forEach'] = async (refs, actOnTask, unreadable) => {
			const found = await findTasks(context, service, itemIndex, refs, unreadable ? 0 : undefined);
			const failures: unknown[] = [];
			const results = await Promise.all(
				refs.taskIds.map(async (taskId) => {
					try {
						const read = found.get(taskId);
						if (!read) throw new NotFinished('unknown task', { taskId, product: 'omniVideo' });
						if ('task' in read) return [await actOnTask(read.task)];
						if (!unreadable || !mayPass(read.refusal)) throw read.refusal;
						return [await actOnTask({ taskId, product: read.product, status: 'processing', outputs: [], raw: undefined })];
					} catch (error) {
						if (context.continueOnFail()) return [errorItem(node, itemIndex, asNodeError({ node, itemIndex }, error), taskId)];
						failures.push(error);
						stop();
						return [];
					}
				}),
			);
			if (failures.length) throw failures[0];
			return results.flat();
		};
		return await act({ ...item, watch, forEach });
	});
}

/** A task that is not of the first type is looked for among the others, where each has a path of its own (R39). */
async function findTasks(
	context: IExecuteFunctions,
	{ dialect, client }: Service,
	itemIndex: number,
	refs: TaskRefs,
	patience?: number,
): Promise<Map<string, { task: Task } | { product: Product; refusal: ServiceRefusal }>> {
	const found = new Map<string, { task: Task } | { product: Product; refusal: ServiceRefusal }>();
	for (const product of productsOf(refs, context.getInputData()[itemIndex]?.json.taskType, dialect)) {
		const missing = refs.taskIds.filter((taskId) => !('task' in (found.get(taskId) ?? {})));
		if (missing.length === 0) break;
		const read = await dialect.readTasks(
			client,
			missing.map((taskId) => ({ taskId, product })),
			patience,
		);
		for (const [taskId, one] of read) {
			if (!(one instanceof ServiceRefusal)) found.set(taskId, { task: one });
			else if (!found.has(taskId)) found.set(taskId, { product, refusal: one });
		}
	}
	return found;
}
