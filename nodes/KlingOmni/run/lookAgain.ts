import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskIfRead, troubleIn, type Readings } from '../../kling/dialects/dialect';
import type { TaskCost } from '../../kling/pricing';
import type { Service } from '../../kling/service';
import { isFinal, lacksResult, type Task } from '../../kling/task';
import { defined } from '../../kling/values';
import { NotFinished } from '../../kling/wait';
import { toItem } from '../toItem';
import { asNodeError, assertResult, errorItem } from './failures';
import { putAside, putAsideNoMore, type Parked, type ParkedItem } from './park';
import { oneItemPerImage, resultFiles, withLifetime } from './results';
import { serviceOf } from './serviceOf';

/**
 * An execution that was put aside goes on: it looks at the tasks that were open, and gives out what Wait Here would
 * have given, or is put aside again. Nothing is created.
 *
 * @throws NodeApiError or NodeOperationError that names all tasks, if one of them has no result and the run ends by it
 */
export async function lookAgain(
	context: IExecuteFunctions,
	{ items: before, ...times }: Pick<Parked, 'items' | 'until'> & Partial<Parked>,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const service = await serviceOf(context, { taskIds: before.flatMap(({ task }) => task?.taskId ?? []) });
	const readings = await readOpen(service, before);
	const items = seenNow(before, readings);
	if (items.some(isOpen) && Date.now() < times.until) return await putAside(context, { items, ...times });

	const taskIds = items.flatMap(({ task }) => task?.taskId ?? []);
	const given = await Promise.all(
		items.map(async ({ itemIndex, json, task, giving }): Promise<INodeExecutionData[]> => {
			// an item that failed before stays as it is
			if (!task) return [{ json, pairedItem: { item: itemIndex } }];
			try {
				const item = await finished(context, service, { itemIndex, json, task, giving }, readings);
				return giving.imageItems === 'each' ? oneItemPerImage([item]) : [item];
			} catch (error) {
				if (!context.continueOnFail()) throw asNodeError({ node, itemIndex, taskIds }, error);
				return [errorItem(node, itemIndex, asNodeError({ node, itemIndex, taskIds: [task.taskId] }, error), task.taskId)];
			}
		}),
	);
	putAsideNoMore(context);
	return withLifetime(context, given.flat());
}

/** Kling still makes it. */
export const isOpen = ({ task }: ParkedItem) => task !== undefined && (!isFinal(task) || lacksResult(task));

/** Asks the service for the tasks that were open. @param patience how long to go on through passing faults, ms */
export async function readOpen({ dialect, client }: Service, items: ParkedItem[], patience?: number): Promise<Readings> {
	const open = items.filter(isOpen).flatMap(({ task }) => task ?? []);
	return open.length ? await dialect.readTasks(client, open, patience) : new Map();
}

/** The items with their tasks as they are now; as they were, where the service could not be asked. */
export const seenNow = (items: ParkedItem[], readings: Readings): ParkedItem[] =>
	items.map(({ task, ...item }) => ({ ...item, ...(task ? { task: { ...task, ...taskIfRead(readings, task.taskId) } } : {}) }));

/** @throws NotFinished, TaskFailed or DownloadFailed */
async function finished(
	context: IExecuteFunctions,
	service: Service,
	{ itemIndex, json, task, giving }: ParkedItem & { task: Task },
	readings: Readings,
): Promise<INodeExecutionData> {
	if (!isFinal(task)) throw new NotFinished('time limit', task, task, troubleIn(readings, task.taskId));
	assertResult(task);
	const { estimatedUnits } = (json.cost ?? {}) as Partial<TaskCost>;
	const item = toItem(task, {
		itemIndex,
		...(estimatedUnits === undefined ? {} : { estimatedUnits }),
		prices: giving,
		simplify: giving.simplify,
		...(json.model ? { model: String(json.model) } : {}),
		...defined({ found: json.found as boolean | undefined, sameJob: json.sameJob as boolean | undefined }),
		...(giving.download ? { binary: await resultFiles(context, service, task) } : {}),
	});
	// what only the run that submitted it knew
	const known = Object.entries(json).filter(([name]) => !(name in item.json) && name !== 'statusMessage');
	return { ...item, json: { ...item.json, ...Object.fromEntries(known) } };
}
