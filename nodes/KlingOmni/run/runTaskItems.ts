import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Service } from '../../kling/service';
import type { Task } from '../../kling/task';
import { watchTasks, NotFinished, type TaskWatch } from '../../kling/wait';
import { productsOf, type TaskRefs } from '../actions/task/taskFields';
import { asNodeError, errorItem } from './failures';
import { runItems, type Item } from './runItems';

/** What an operation on existing tasks works with, for one input item. */
export interface TaskItem extends Item {
	/** One poll loop for all items. */
	watch: TaskWatch;
	/**
	 * Makes an item of each task that the input item names. Where the workflow goes on, a task that fails is an item of
	 * its own and does not hold up the others.
	 */
	forEach: (refs: TaskRefs, act: (task: Task) => Promise<INodeExecutionData> | INodeExecutionData) => Promise<INodeExecutionData[]>;
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
		const forEach: TaskItem['forEach'] = async (refs, actOnTask) => {
			const found = await findTasks(context, service, itemIndex, refs);
			const failures: unknown[] = [];
			const results = await Promise.all(
				refs.taskIds.map(async (taskId) => {
					try {
						const task = found.get(taskId);
						if (!task) throw new NotFinished('unknown task', { taskId, product: 'omniVideo' });
						return [await actOnTask(task)];
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
): Promise<Map<string, Task>> {
	const found = new Map<string, Task>();
	for (const product of productsOf(refs, context.getInputData()[itemIndex]?.json.taskType, dialect)) {
		const missing = refs.taskIds.filter((taskId) => !found.has(taskId));
		if (missing.length === 0) break;
		const read = await dialect.readTasks(
			client,
			missing.map((taskId) => ({ taskId, product })),
		);
		for (const [taskId, task] of read) found.set(taskId, task);
	}
	return found;
}
