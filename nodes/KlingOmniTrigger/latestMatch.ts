import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { resultFiles } from '../KlingOmni/run/results';
import { listTasks } from '../kling/dialects/dialect';
import { isFinal, type Task } from '../kling/task';
import { matches } from './shared/filter';
import { triggerItem } from './shared/triggerItem';
import type { Settings } from './settings';
import { tellsApart, withResult, type Source } from './sources';

/** Pages that a test looks through per list; the newest match is on the first one unless the list is in a strange order. */
const mostPages = 20;

/**
 * What "Fetch Test Event" gives: the match that ended last. Remembers nothing.
 *
 * @returns `null` if there is none, which is no fault; the panel beside it says what to do then
 */
export async function latestMatch(context: IPollFunctions, sources: Source[], settings: Settings): Promise<INodeExecutionData[][] | null> {
	const found: Array<{ source: Source; task: Task }> = [];
	for (const source of sources) {
		const task = await latestOf(source, (each) => isFinal(each) && matches(settings.filter, each));
		if (task) found.push({ source, task });
	}
	const latest = found.sort((a, b) => endOf(b.task) - endOf(a.task))[0];
	if (!latest) return null;
	return await eventOf(context, latest.source, await withResult(latest.source, latest.task), settings);
}

/** The item of a finished task, with its files where they are wanted, for one execution. */
export async function eventOf(context: IPollFunctions, source: Source, task: Task, settings: Settings): Promise<INodeExecutionData[][]> {
	const files = settings.download && task.status === 'succeeded' ? { binary: await resultFiles(context, source.service, task) } : {};
	return [[triggerItem(task, { simplify: settings.simplify, isTypeKnown: tellsApart(source), ...files })]];
}

/** Once a page has a match and the list was newest first so far, older pages hold nothing newer. */
async function latestOf({ service, product }: Source, fits: (task: Task) => boolean): Promise<Task | undefined> {
	let latest: Task | undefined;
	let [pages, lastCreated, isOrdered] = [0, Infinity, true];
	for await (const page of listTasks(service.dialect, service.client, { product })) {
		for (const task of page) {
			const { createdAt = lastCreated } = task;
			isOrdered &&= createdAt <= lastCreated;
			lastCreated = createdAt;
			if (fits(task) && (!latest || endOf(task) > endOf(latest))) latest = task;
		}
		if (++pages >= mostPages || (latest && isOrdered)) break;
	}
	return latest;
}

const endOf = ({ updatedAt = 0 }: Task) => updatedAt;
