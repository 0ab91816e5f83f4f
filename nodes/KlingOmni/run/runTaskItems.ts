import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Service } from '../../kling/service';
import type { Task } from '../../kling/task';
import { watchTasks, NotFinished, type TaskWatch } from '../../kling/wait';
import { readTaskRefs } from '../actions/task/taskFields';
import { runItems, type Item } from './runItems';

/** What an operation on existing tasks works with, for one input item. */
export interface TaskItem extends Item {
	/** One poll loop for all items. */
	watch: TaskWatch;
	/** The tasks that the item names. @throws NotFinished for one that the service does not know */
	find: () => Promise<Task[]>;
}

/** Runs an operation on existing tasks over all items side by side. */
export async function runTaskItems(
	context: IExecuteFunctions,
	act: (item: TaskItem) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	let watch: TaskWatch | undefined;
	return await runItems(context, async (item) => {
		const { service, itemIndex } = item;
		watch ??= watchTasks(service.client, service.dialect, context.getExecutionCancelSignal());
		return await act({ ...item, watch, find: async () => await findTasks(context, service, itemIndex) });
	});
}

/** A task that is not of the first type is looked for among the others, where each has a path of its own (R39). */
async function findTasks(context: IExecuteFunctions, { dialect, client }: Service, itemIndex: number): Promise<Task[]> {
	const { taskIds, products } = readTaskRefs(context, itemIndex, dialect);
	const found = new Map<string, Task>();
	for (const product of products) {
		const missing = taskIds.filter((taskId) => !found.has(taskId));
		if (missing.length === 0) break;
		const read = await dialect.readTasks(
			client,
			missing.map((taskId) => ({ taskId, product })),
		);
		for (const [taskId, task] of read) found.set(taskId, task);
	}
	return taskIds.map((taskId) => {
		const task = found.get(taskId);
		if (!task) throw new NotFinished('unknown task', { taskId, product: products[0]! });
		return task;
	});
}
