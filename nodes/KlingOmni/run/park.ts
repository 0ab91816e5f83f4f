import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { isPrivateAddress } from '../../kling/hosts';
import type { TaskCost } from '../../kling/pricing';
import { openService, type Service } from '../../kling/service';
import { isFinal, type Product, type Task, type TaskRef } from '../../kling/task';
import { defined } from '../../kling/values';
import { readDialect } from '../readJob';
import { toItem } from '../toItem';
import { isTool } from './asTool';
import { asNodeError, errorItem, TaskFailed } from './failures';
import { ownPrices } from './prepare';
import { oneItemPerImage, resultFiles } from './results';
import type { Run } from './runJobs';

/**
 * Putting an execution aside until Kling calls (design §6), so that no worker sits and waits.
 *
 * While it is parked, the node's input items are the tasks: n8n passes them through if the deadline comes first, and
 * `resume` reads its own task ids from them.
 */

/** The resume URL of the execution: n8n signs it, and gives it a path per execution. */
export const resumeWebhooks: IWebhookDescription[] = [
	{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '', restartWebhook: true },
];

/** How long a callback may wait for reads, ms; Kling wants a quick answer. */
const readPatience = 5_000;

/**
 * Where Kling reports for a run, or nothing where parking is not possible: then the run polls, and says why.
 */
export function resumeUrl({ context, service }: Run): string | undefined {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0) ?? '');
	const reason = whyNotPark(context, url, service);
	if (!reason) return url;
	sayWhyNot(context, reason);
	return undefined;
}

const sayWhyNot = (context: IExecuteFunctions, reason: string) =>
	context.addExecutionHints({ message: `Waiting here instead of until Kling calls: ${reason}.`, location: 'outputPane' });

function whyNotPark(context: IExecuteFunctions, url: string, { dialect, isLocal }: Service): string | undefined {
	// chosen before Service was changed
	if (dialect.id === 'modelStudio') return 'Model Studio calls nobody back';
	const reason = whyNotPutAside(context);
	if (reason) return reason;
	if (isPrivateAddress(url) && !isLocal) return 'Kling cannot reach this n8n from outside; set WEBHOOK_URL to its public address';
	return undefined;
}

/** Executions that somebody sits before are not put aside. */
function whyNotPutAside(context: IExecuteFunctions): string | undefined {
	if (context.getMode() === 'manual') return 'a test run in the editor is not put aside';
	if (isTool(context)) return 'an AI agent waits for its tool';
	return undefined;
}

/**
 * Parks the run with its tasks, unless they are all final by now: a callback that came while the execution was running
 * was turned away by n8n.
 *
 * @param items what the run's items are so far, errors included
 * @returns the node's output while it is parked, or `undefined` if there is nothing to wait for
 */
export async function park(run: Run, items: INodeExecutionData[]): Promise<INodeExecutionData[] | undefined> {
	const { context, service, tasks, limit, mustPoll } = run;
	const open = [...tasks].filter(([, task]) => !isFinal(task));
	const read = await service.dialect
		.readTasks(
			service.client,
			open.map(([, task]) => task),
		)
		.catch(() => new Map<string, Task>());
	for (const [itemIndex, task] of open) tasks.set(itemIndex, { ...task, ...read.get(task.taskId) });
	if (mustPoll || [...tasks.values()].every(isFinal)) return undefined;

	return await putAside(context, items, limit);
}

/**
 * Parks tasks that were made elsewhere, wherever they report: at the latest when the time is over, the execution goes on
 * with these items.
 *
 * @param items one for each task, as it is now
 * @param limit ms
 * @returns the node's output while it is parked, or `undefined` if there is nothing to wait for or parking is not possible
 */
export async function parkItems(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	limit: number,
): Promise<INodeExecutionData[] | undefined> {
	if (!items.some(({ json }) => json.status === 'submitted' || json.status === 'processing')) return undefined;
	const reason = whyNotPutAside(context);
	if (!reason) return await putAside(context, items, limit);
	sayWhyNot(context, reason);
	return undefined;
}

async function putAside(context: IExecuteFunctions, items: INodeExecutionData[], limit: number): Promise<INodeExecutionData[]> {
	// a copy: the array is also the previous node's output
	context.getExecuteData().data.main = [items];
	await context.putExecutionToWait(new Date(Date.now() + limit));
	return items;
}

/**
 * Kling has called. Nothing in the body is believed: the node reads its own tasks with its own credential, answers, and
 * goes on only when all are final; then it gives out the items that Wait Here would have given.
 */
export async function resume(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parked = (this.evaluateExpression('{{ $input.all() }}') as INodeExecutionData[]).map(({ json }) => json);
	const refs = parked.flatMap(({ taskId, taskType }) => (taskId ? [{ taskId: String(taskId), product: taskType as Product }] : []));
	const read = await readAll(this, refs);
	if (!read || refs.some(({ taskId }) => !isDone(read.tasks.get(taskId)))) return { webhookResponse: 'received' };

	const items = await Promise.all(
		parked.map(async (held, itemIndex): Promise<INodeExecutionData> => {
			const task = read.tasks.get(String(held.taskId));
			// an item that failed before the run was parked stays as it is
			if (!task) return { json: held, pairedItem: { item: itemIndex } };
			return await finishedItem(this, read.service, itemIndex, held, task).catch((error: unknown) =>
				failedItem(this, itemIndex, task, refs, error),
			);
		}),
	);
	const { imageItems } = this.getNodeParameter('options', {}) as IDataObject;
	return { webhookResponse: 'received', workflowData: [imageItems === 'each' ? oneItemPerImage(items) : items] };
}

/** @returns nothing if the service cannot be asked now; the execution then stays parked */
async function readAll(context: IWebhookFunctions, refs: TaskRef[]): Promise<{ service: Service; tasks: Map<string, Task> } | undefined> {
	try {
		const service = await openService(context, readDialect(context));
		return { service, tasks: await service.dialect.readTasks(service.client, refs, readPatience) };
	} catch {
		return undefined;
	}
}

const isDone = (task?: Task) => task !== undefined && isFinal(task);

async function finishedItem(
	context: IWebhookFunctions,
	service: Service,
	itemIndex: number,
	held: IDataObject,
	task: Task,
): Promise<INodeExecutionData> {
	if (task.status !== 'succeeded') throw new TaskFailed(task);
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const { estimatedUnits } = (held.cost ?? {}) as Partial<TaskCost>;
	return toItem(task, {
		itemIndex,
		...(estimatedUnits === undefined ? {} : { estimatedUnits }),
		prices: ownPrices(options),
		simplify: context.getNodeParameter('simplify', options.simplify ?? true) !== false,
		...(held.model ? { model: String(held.model) } : {}),
		...defined({ found: held.found as boolean | undefined, sameJob: held.sameJob as boolean | undefined }),
		...(context.getNodeParameter('download', false) ? { binary: await resultFiles(context, service, task) } : {}),
	});
}

/** With Continue On Fail an item of its own; otherwise the execution ends, and the error names all its tasks. */
function failedItem(context: IWebhookFunctions, itemIndex: number, task: Task, refs: TaskRef[], reason: unknown): INodeExecutionData {
	const node = context.getNode();
	const goesOn = node.onError === 'continueRegularOutput' || node.onError === 'continueErrorOutput' || node.continueOnFail === true;
	const error = asNodeError({ node, itemIndex, taskIds: goesOn ? [] : refs.map(({ taskId }) => taskId) }, reason);
	if (!goesOn) throw error;
	return errorItem(itemIndex, error, task.taskId);
}
