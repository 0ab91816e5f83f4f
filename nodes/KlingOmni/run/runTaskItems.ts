import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openService, type Service } from '../../kling/service';
import type { Task } from '../../kling/task';
import { watchTasks, NotFinished, type TaskWatch } from '../../kling/wait';
import { readTaskRefs } from '../actions/task/taskFields';
import { asNodeError, errorItem } from './failures';
import { readDialect } from '../readJob';

/** What an operation on existing tasks works with, for one input item. */
export interface TaskItem {
	itemIndex: number;
	service: Service;
	/** One poll loop for all items. */
	watch: TaskWatch;
	/** The tasks that the item names. @throws NotFinished for one that the service does not know */
	find: () => Promise<Task[]>;
}

/** Runs an operation that pays for nothing over all items side by side; each item may give several. */
export async function runTaskItems(
	context: IExecuteFunctions,
	act: (item: TaskItem) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const signal = context.getExecutionCancelSignal();
	const node = context.getNode();
	const service = await openService(context, readDialect(context), signal).catch((error: unknown) => {
		throw asNodeError({ node }, error);
	});
	const watch = watchTasks(service.client, service.dialect, signal);
	const results = await Promise.all(
		context.getInputData().map(async (_, itemIndex) => {
			const find = async () => await findTasks(context, service, itemIndex);
			return await act({ itemIndex, service, watch, find }).catch((cause: unknown): INodeExecutionData[] => {
				const error = asNodeError({ node, itemIndex }, cause);
				if (!context.continueOnFail()) throw error;
				return [errorItem(itemIndex, error)];
			});
		}),
	);
	return results.flat();
}

async function findTasks(context: IExecuteFunctions, { dialect, client }: Service, itemIndex: number): Promise<Task[]> {
	const refs = readTaskRefs(context, itemIndex);
	const found = await dialect.readTasks(client, refs);
	return refs.map((ref) => {
		const task = found.get(ref.taskId);
		if (!task) throw new NotFinished('unknown task', ref);
		return task;
	});
}
