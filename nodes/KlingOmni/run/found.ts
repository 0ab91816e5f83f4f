import type { INodeExecutionData } from 'n8n-workflow';
import { listTasks } from '../../kling/dialects/dialect';
import { isOfKind } from '../../kling/found';
import { imageCount } from '../../kling/imageJob';
import type { Job } from '../../kling/job';
import { requestedSeconds } from '../../kling/videoJob';
import type { Product, Task } from '../../kling/task';
import { listed } from '../../kling/values';
import { readExternalId } from './keys';
import type { Prepared } from './prepare';
import type { Run } from './run';

/** Videos that were there before: found under their key instead of ordered, which the person is told. */

/** The most pages that are read for tasks of the same key under other tags. */
const mostPages = 20;

/**
 * A task of the same key that was ordered with another tag or reference, or none. Kling looks up whole ids only, so the
 * list is read, once for a run. Without a tag and reference now, the key alone is the id, and is looked up as such.
 *
 * @throws ServiceRefusal
 */
export async function findUnderOtherTags(run: Run, { key, job }: Prepared): Promise<Task | undefined> {
	if (key.idempotency === 'perExecution' || !key.firstId.includes(':')) return undefined;
	const { dialect } = run.service;
	const product = dialect.productOf(job);
	const list = dialect.listOf(product);
	if (!run.listed.has(list)) run.listed.set(list, readList(run, product));
	const tasks = (await run.listed.get(list))?.get(key.text) ?? [];
	return tasks.find((task) => task.status !== 'failed' && isOfKind(task, job));
}

/** The account's tasks by their keys. */
async function readList({ context, service: { dialect, client } }: Run, product: Product): Promise<Map<string, Task[]>> {
	const found = new Map<string, Task[]>();
	let pages = 0;
	for await (const page of listTasks(dialect, client, { product })) {
		for (const task of page) {
			const { key } = readExternalId(task.externalTaskId ?? '');
			found.set(key, [...(found.get(key) ?? []), task]);
		}
		if (++pages < mostPages) continue;
		const message = 'The account has more tasks than are looked through for videos of the same key under another Tag or Reference';
		context.addExecutionHints({ message, location: 'outputPane' });
		break;
	}
	return found;
}

/**
 * Whether a found task was ordered for the item's job: certain where the job is part of the key, or where this execution
 * has ordered it; otherwise what was made may give away that it was another.
 *
 * @returns `undefined` where nobody knows
 */
export function sameJob({ orders }: Run, { key, job }: Prepared, task: Task): boolean | undefined {
	if (key.idempotency !== 'ownKey') return true;
	const order = orders.under(task.externalTaskId ?? '');
	if (order) return order.job === key.job;
	return fits(task, job) ? undefined : false;
}

/** Whether what a task has made is as long, or as many, as a job asks for. */
function fits({ outputs }: Task, job: Job): boolean {
	const [first] = outputs;
	if (job.kind === 'video' && first?.type === 'video') {
		const wanted = requestedSeconds(job);
		return wanted === undefined || first.seconds === undefined || Math.abs(first.seconds - wanted) < 0.9;
	}
	const count = job.kind === 'image' ? imageCount(job) : undefined;
	return count === undefined || outputs.length === 0 || outputs.length === count;
}

/** What a person should know of items that were found: which, and which of them are another job's. */
export function hintsOfFound(items: INodeExecutionData[]): string[] {
	const found = items.filter(({ json }) => json.found === true);
	const strange = found.filter(({ json }) => json.sameJob === false);
	return [
		...(found.length
			? [`Found under the same key and not ordered again: ${numbers(found, items)} (found is true). This run pays nothing for it.`]
			: []),
		...(strange.length
			? [
					`The key of ${numbers(strange, items)} belongs to another job, whose result is given out (sameJob is false). Give each job an Idempotency Key of its own, for example with the name of the workflow in it.`,
				]
			: []),
	];
}

/** "item 2", "items 1, 3 and 5"; the first ten of many. */
function numbers(some: INodeExecutionData[], all: INodeExecutionData[]): string {
	const places = some.map((item) => all.indexOf(item) + 1);
	const shown = places.length > 11 ? [...places.slice(0, 10), `${places.length - 10} more`] : places;
	return `item${places.length > 1 ? 's' : ''} ${listed(shown, 'and')}`;
}
