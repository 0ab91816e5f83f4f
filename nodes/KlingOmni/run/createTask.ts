import { ServiceRefusal } from '../../kling/client';
import { now } from '../../kling/clock';
import { isBusy, type Refusal } from '../../kling/errors';
import { loadMedia } from '../../kling/media/media';
import { submit } from '../../kling/submit';
import type { Task } from '../../kling/task';
import { NotFinished } from '../../kling/wait';
import { AlreadyMade } from './failures';
import type { Prepared } from './prepare';
import type { Run } from './runJobs';
import { NoPlace } from './slots';

/**
 * Finds or creates an item's task: within the budget, at most once.
 *
 * @param until how long to go on if Kling does not take it for now, ms since the epoch
 * @throws NoPlace if too many tasks run; another attempt may be made before `until`
 */
export async function createTask(run: Run, { itemIndex, job, key, cost, limit, refuseExisting }: Prepared, until: number): Promise<Task> {
	const { context, service, tasks, underWay, budget, inTurn, callbackUrl, signal } = run;
	if (signal.aborted) throw new NotFinished('not started');
	let giveBack = () => {};
	const { task, existed, isInferred } = await submit({
		...service,
		job,
		key,
		request: async (id) => {
			const loaded = await loadMedia(context, itemIndex, job, service, limit / 1000);
			underWay.set(itemIndex, id);
			return service.dialect.encode(callbackUrl ? { ...loaded, callbackUrl } : loaded, id);
		},
		known: (taskId) => [...tasks.values()].some((other) => other.taskId === taskId),
		inTurn,
		beforeCreate: () => {
			giveBack = budget.reserve(cost);
		},
		until,
		signal,
	})
		.catch((error: unknown) => {
			const refusal: Partial<Refusal> = error instanceof ServiceRefusal ? error.refusal : {};
			if (refusal.outcome !== 'unknown') giveBack();
			if (isBusy(refusal) && refusal.outcome === 'notNow' && now() < until && !signal.aborted) throw new NoPlace();
			noLongerDue(run, itemIndex);
			throw error;
		})
		.finally(() => underWay.delete(itemIndex));
	tasks.set(itemIndex, task);
	noLongerDue(run, itemIndex);
	if (isInferred) {
		run.inferred.add(itemIndex);
		const message = `The answer to the order of item ${itemIndex + 1} got lost; task ${task.taskId}, the only one that appeared since, is taken for it`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	if (existed && refuseExisting) throw new AlreadyMade(task);
	return task;
}

function noLongerDue({ due, allSubmitted }: Run, itemIndex: number): void {
	due.delete(itemIndex);
	if (due.size === 0) allSubmitted.abort();
}
