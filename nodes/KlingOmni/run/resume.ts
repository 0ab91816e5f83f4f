import type { IExecuteFunctions, IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { largestCallback, readCallback } from '../../kling/callback';
import { isPrivateAddress } from '../../kling/hosts';
import { practiceService } from '../../kling/practice/service';
import { openService, type Service } from '../../kling/service';
import { isFinal, type Task } from '../../kling/task';
import { readDialect } from '../parameters';
import { isOpen, readOpen, seenNow } from './lookAgain';
import { parkedBehind, type ParkedItem } from './park';

/**
 * Kling calls an execution that was put aside. It gets its answer at once; nothing that it says is believed, except that
 * there is something to look at. When all tasks are final, the execution goes on, and a worker gives out the items.
 */

/** The resume URL of the execution: n8n signs it, and gives it a path per execution. */
export const resumeWebhooks: IWebhookDescription[] = [
	{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '', restartWebhook: true },
];

/** Where Kling reports for an execution; nothing, and a hint, where it cannot: then the execution looks by itself. */
export function resumeUrl(context: IExecuteFunctions, { isLocal }: Service): string | undefined {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0) ?? '');
	if (!isPrivateAddress(url) || isLocal) return url;
	const message =
		'Kling cannot reach this n8n from outside, so the execution looks by itself whether it is finished: after a minute or more. Set WEBHOOK_URL to the public address of this n8n and it goes on at once.';
	context.addExecutionHints({ message, location: 'outputPane' });
	return undefined;
}

/** How long a call may wait for reads, ms. */
const readPatience = 5_000;

/** The executions that this process has let go on: several calls may come at once, and n8n 1 would go on with each. */
const goneOn = new Set<string>();
const mostRemembered = 1_000;

const stays: IWebhookResponseData = { noWebhookResponse: true };

export async function resume(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	this.getResponseObject().status(200).json({ message: 'received' });
	const reported = await reportedTask(this);
	const parked = parkedBehind(this);
	if (!parked || (reported && !isFinal(reported))) return stays;

	const service = await serviceBehind(this, parked.items);
	if (!service) return stays;
	const items = seenNow(parked.items, await readOpen(service, parked.items, readPatience));
	if (items.some(isOpen) || !isLast(reported, items) || !claim(`${this.getExecutionId()} ${parked.parkedAt}`)) return stays;
	parked.items = items;
	return { ...stays, workflowData: [[]] };
}

/** Where the tasks are: a practice run's are nowhere but in memory, whoever calls. */
async function serviceBehind(context: IWebhookFunctions, items: ParkedItem[]): Promise<Service | undefined> {
	const dialect = readDialect(context);
	if (items.some(({ task }) => task?.practice)) return practiceService(dialect);
	return await openService(context, dialect).catch(() => undefined);
}

/** What the call says; nothing if it is not a callback of Kling's. */
async function reportedTask(context: IWebhookFunctions): Promise<Task | undefined> {
	const request = context.getRequestObject();
	if (!request.rawBody) await request.readRawBody?.();
	const body = request.rawBody;
	return Buffer.isBuffer(body) && body.length <= largestCallback ? readCallback(body)?.task : undefined;
}

/**
 * Of the calls that find all tasks final, the one for the task that ended last lets the execution go on, wherever the
 * calls arrive. A call that is not about one of the tasks is somebody's who wants it to go on.
 */
function isLast(reported: Task | undefined, items: ParkedItem[]): boolean {
	const tasks = items.flatMap(({ task }) => task ?? []);
	if (!tasks.some(({ taskId }) => taskId === reported?.taskId)) return true;
	const [last] = tasks.sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0) || b.taskId.localeCompare(a.taskId));
	return last?.taskId === reported?.taskId;
}

/** @returns whether nobody else has it in this process */
function claim(key: string): boolean {
	if (goneOn.has(key)) return false;
	goneOn.add(key);
	const [oldest] = goneOn;
	if (goneOn.size > mostRemembered && oldest) goneOn.delete(oldest);
	return true;
}
