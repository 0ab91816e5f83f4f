import type { IWebhookFunctions } from 'n8n-workflow';
import type { Report } from '../kling/callback';
import { findTask } from '../kling/found';
import { openService } from '../kling/service';
import type { Task } from '../kling/task';

/** An unsigned callback says nothing that counts, except which task to read; some signed ones say too little. */

/** How long the service may be asked for one callback, ms. */
const patience = 20_000;

/** Calls at once, and reads in a minute. Whoever asks for more is turned away, so that nobody can flood Kling through n8n. */
const most = { atOnce: 20, perMinute: 500 };
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
	const { products } = report;
	if (load.atOnce >= most.atOnce || load.inMinute + products.length > most.perMinute) return { trouble: 'too many unsigned calls' };
	load.atOnce++;
	// each may have to be asked for, until one is the task's
	load.inMinute += products.length;
	try {
		const confirmation = await ask(context, report);
		if ('task' in confirmation) load.inMinute -= products.length - 1 - Math.max(0, products.indexOf(confirmation.task.product));
		return confirmation;
	} catch (error) {
		return { trouble: (error as Error).message };
	} finally {
		load.atOnce--;
	}
}

async function ask(context: IWebhookFunctions, { task: { taskId }, dialect, products }: Report): Promise<Confirmation> {
	const { client } = await openService(context, dialect, AbortSignal.timeout(patience));
	const task = await findTask({ dialect, client }, taskId, products, patience);
	if (task) return judged(task, dialect.readSeparately !== undefined);
	return { refusal: 'the account has no such task' };
}

function judged(task: Task, isTypeKnown: boolean): Confirmation {
	const { updatedAt = Date.now() } = task;
	if (updatedAt < Date.now() - oldestNews) return { refusal: 'the task ended more than a day ago' };
	return { task, isTypeKnown };
}
