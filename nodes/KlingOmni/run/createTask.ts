import { ServiceRefusal } from '../../kling/client';
import { now } from '../../kling/clock';
import { isAbout, type Refusal } from '../../kling/errors';
import { loadMedia } from '../../kling/media/media';
import { submit } from '../../kling/submit';
import type { Task } from '../../kling/task';
import { defined } from '../../kling/values';
import { NotFinished } from '../../kling/wait';
import { AlreadyMade, isExpired, VideoExpired } from './failures';
import { findUnderOtherTags } from './found';
import { attemptId } from './keys';
import type { Prepared } from './prepare';
import type { Run } from './run';
import { NoPlace } from './slots';
import { afterSteps, leastCost, madeFirst } from './steps';

/** A task of *Per Execution* that is older is another execution's, whose number came again; n8n runs one again within hours. */
const oldest = 24 * 3_600_000;

/**
 * Finds or creates an item's task: within the budget, at most once.
 *
 * @param until how long to go on if Kling does not take it for now, ms since the epoch
 * @throws NoPlace if too many tasks run; another attempt may be made before `until`
 */
export async function createTask(run: Run, prepared: Prepared, until: number): Promise<Task> {
	const { itemIndex, job, key, options } = prepared;
	const { context, service, tasks, orders, underWay, budget, inTurn, callbackUrl, signal } = run;
	if (signal.aborted) throw new NotFinished('not started');
	const { place } = key;
	const earlier = orders.at(place);
	// an expression may give another key or job in a retry; what is ordered already is still this item's
	const firstId = earlier?.firstId ?? key.firstId;
	const since = key.idempotency === 'perExecution' ? Date.now() - oldest : -Infinity;
	const { task, existed, isInferred } = await submit({
		...service,
		job,
		idOf: (attempt) => attemptId(firstId, attempt),
		counts: (found) => orders.isOf(place, found) || (found.createdAt ?? Infinity) >= since,
		findElsewhere: async () => await findUnderOtherTags(run, prepared),
		earlier,
		request: async (id) => {
			const ready = await afterSteps(run, prepared, until);
			// a line's length, which decides the price, is known by now
			Object.assign(prepared, defined({ cost: ready.cost }));
			const loaded = await loadMedia(context, itemIndex, ready.job, service, options);
			underWay.set(itemIndex, id);
			return service.dialect.encode(callbackUrl ? { ...loaded, callbackUrl } : loaded, id);
		},
		known: (taskId) => orders.isOthers(place, taskId) || [...tasks.values()].some((other) => other.taskId === taskId),
		inTurn,
		beforeCreate: (id) => {
			const giveBack = budget.reserve(itemIndex, leastCost(prepared));
			const takeBack = orders.send(place, { firstId, job: key.job }, id);
			return () => {
				giveBack();
				takeBack();
			};
		},
		until,
		signal,
	})
		.catch((error: unknown) => {
			const refusal: Partial<Refusal> = error instanceof ServiceRefusal ? error.refusal : {};
			if (isAbout('busy', refusal) && refusal.outcome === 'notNow' && now() < until && !signal.aborted) throw new NoPlace();
			noLongerDue(run, itemIndex);
			throw error;
		})
		.finally(() => underWay.delete(itemIndex));
	const first = existed ? undefined : madeFirst(run, itemIndex);
	tasks.set(itemIndex, { ...task, ...(first ? { first } : {}) });
	noLongerDue(run, itemIndex);
	if (isInferred) {
		run.inferred.add(itemIndex);
		const message = `The answer to the order of item ${itemIndex + 1} got lost; task ${task.taskId}, the only one that appeared since, is taken for it`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	// a task that an earlier try of this item ordered is found by its key, and yet this execution's
	const isOwn = !existed || orders.isOf(place, task);
	if (isOwn) orders.made(place, task);
	else {
		if (options.onExisting === 'refuse') throw new AlreadyMade(task);
		if (isExpired(task)) throw new VideoExpired(task, key);
		run.found.add(itemIndex);
	}
	return task;
}

function noLongerDue({ due, allSubmitted }: Run, itemIndex: number): void {
	due.delete(itemIndex);
	if (due.size === 0) allSubmitted.abort();
}
