import type { IWebhookFunctions } from 'n8n-workflow';
import type { Report } from '../kling/callback';
import { ServiceRefusal } from '../kling/client';
import { openService } from '../kling/service';
import type { Task } from '../kling/task';

/** An unsigned callback says nothing that counts, except which task to read; some signed ones say too little. */

/** How long the service may be asked for one callback, ms. */
const patience = 20_000;

/** Whoever sends more unsigned calls is turned away, so that nobody can flood Kling through n8n. */
const most = { atOnce: 20, perMinute: 200 };
const load = { atOnce: 0, minute: 0, inMinute: 0 };

/** Older changes than this are no news, ms: a copy of an old callback names a task that is real and finished. */
const oldestNews = 24 * 60 * 60 * 1000;

export type Confirmation =
	| { task: Task; isTypeKnown: boolean }
	/** The task is another account's, unfinished, or old news. */
	| { refusal: string }
	/** Nobody can tell now. */
	| { trouble: string };

/** What the service itself says of the task that a callback names. */
export async function confirm(context: IWebhookFunctions, report: Report): Promise<Confirmation> {
	const minute = Math.floor(Date.now() / 60_000);
	if (load.minute !== minute) Object.assign(load, { minute, inMinute: 0 });
	if (load.atOnce >= most.atOnce || load.inMinute >= most.perMinute) return { trouble: 'too many unsigned calls' };
	load.atOnce++;
	load.inMinute++;
	try {
		return await ask(context, report);
	} catch (error) {
		return { trouble: (error as Error).message };
	} finally {
		load.atOnce--;
	}
}

async function ask(context: IWebhookFunctions, { task: { taskId }, dialect, products }: Report): Promise<Confirmation> {
	const { client } = await openService(context, dialect, AbortSignal.timeout(patience));
	// products that share a list are found by one read
	const distinct = products.filter(
		(product, index) => products.findIndex((other) => dialect.listOf(other) === dialect.listOf(product)) === index,
	);
	const isTypeKnown = dialect.readSeparately !== undefined;
	let trouble: ServiceRefusal | undefined;
	for (const product of isTypeKnown ? distinct : distinct.slice(0, 1)) {
		const task = (await dialect.readTasks(client, [{ taskId, product }], patience)).get(taskId);
		// a list that cannot be read now hides no task of another
		if (task instanceof ServiceRefusal) trouble ??= task;
		// the service also finds tasks by the client's own ids
		else if (task?.taskId === taskId) return judged(task, isTypeKnown);
	}
	if (trouble) throw trouble;
	return { refusal: 'the account has no such task' };
}

function judged(task: Task, isTypeKnown: boolean): Confirmation {
	const { updatedAt = Date.now() } = task;
	if (updatedAt < Date.now() - oldestNews) return { refusal: 'the task ended more than a day ago' };
	return { task, isTypeKnown };
}
