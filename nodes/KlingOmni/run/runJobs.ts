import pLimit from 'p-limit';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ServiceRefusal } from '../../kling/client';
import { now } from '../../kling/clock';
import type { Scene } from '../../kling/errors';
import type { Service } from '../../kling/service';
import { KeyTaken, isOfKind } from '../../kling/found';
import type { FacesOutput } from '../../kling/outputs';
import { isFinal, lacksResult, type Task } from '../../kling/task';
import { defined, listed } from '../../kling/values';
import { NotFinished, watchTasks } from '../../kling/wait';
import { givingIn, usualOptions, type Giving, type Options } from '../readOptions';
import { toItem } from '../toItem';
import { createBudget } from './budget';
import { createTask } from './createTask';
import { dryRunItem } from './dryRun';
import { asNodeError, assertResult, DownloadFailed, errorItem, VideoExpired } from './failures';
import { hintsOfFound, sameJob } from './found';
import { ordersOf } from './orders';
import { lookAgain } from './lookAgain';
import { oneForAll } from './oneForAll';
import { parkedOf, waitsHere, warnOnWorker, whyNotPark, type ParkedItem } from './park';
import { resumeUrl } from './resume';
import { prepare, type JobReader, type Prepared } from './prepare';
import { withoutClashes } from './clashes';
import { reportingStops } from './reportStopped';
import type { Run } from './run';
import { oneItemPerImage, resultFiles, withLifetime } from './results';
import { serviceOf } from './serviceOf';
import { createSlots } from './slots';
import { madeFirst } from './steps';
import { isTool } from './asTool';

/**
 * Runs the jobs of all items side by side: read and check every item, submit with a cap, wait for all in one poll loop
 * or park, download, and give the items out in input order.
 *
 * Without Continue On Fail nothing is submitted unless every item is in order, and the first error ends the run; it
 * names every task that was created.
 */
export async function runJobs(context: IExecuteFunctions, read: JobReader): Promise<INodeExecutionData[]> {
	const parked = parkedOf(context);
	if (parked) return await lookAgain(context, parked);
	const service = await serviceOf(context);
	const prepared = withoutClashes(
		context,
		await Promise.all(context.getInputData().map(async (_, itemIndex) => await prepare(context, itemIndex, service, read))),
	);
	const bad = prepared.find((item) => item instanceof Error);
	if (bad && !context.continueOnFail()) throw bad;

	const live = prepared.filter((item): item is Prepared => !(item instanceof Error) && !item.options.dryRun);
	for (const { warnings } of live) hint(context, warnings);
	const run = startRun(context, service, live);
	if (run.completion === 'wait' && live.length > 0)
		warnOnWorker(
			context,
			live.some(({ options }) => options.idempotency === 'perExecution'),
		);
	return await reportingStops(run, async () => await finish(run, prepared));
}

/** @returns the items, or what n8n goes on with later */
async function finish(run: Run, prepared: Array<Prepared | Error>): Promise<INodeExecutionData[]> {
	const { context } = run;
	const submitted = await each(run, prepared, async (item) => await submitOne(run, item));
	hint(context, hintsOfFound(submitted));
	if (run.completion !== 'callback') return withLifetime(context, givenOut(prepared, submitted));
	// nobody waits here any more
	run.stop.abort();
	// n8n turns away calls while the execution is running: it looks once before it is put aside
	const items = submitted.map((item, index) => parkedItem(run, givingOf(prepared[index]!), item, index));
	return await lookAgain(context, { items, until: Date.now() + run.limit });
}

/** As many items per task as the person wants. */
const givenOut = (prepared: Array<Prepared | Error>, items: INodeExecutionData[]) =>
	items.flatMap((item, index) => (givingOf(prepared[index]!).imageItems === 'each' ? oneItemPerImage([item]) : [item]));

const givingOf = (item: Prepared | Error): Giving => givingIn(item instanceof Error ? usualOptions : item.options);

/** @param live the items that order something */
function startRun(context: IExecuteFunctions, service: Service, live: Prepared[]): Run {
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled ? AbortSignal.any([cancelled, stop.signal]) : stop.signal;
	const common = <Name extends keyof Options>(field: string, name: Name): Options[Name] =>
		oneForAll(
			context,
			field,
			live.map(({ itemIndex, options }) => ({ itemIndex, value: options[name] })),
		) ?? usualOptions[name];
	const run: Run = {
		context,
		service,
		watch: watchTasks(service.client, service.dialect, signal),
		slots: createSlots(common('Max Concurrent Tasks', 'maxConcurrentTasks'), signal),
		inTurn: pLimit(1),
		budget: createBudget(common('Max Cost per Run', 'maxCost')),
		completion: completionOf(context, service, common('Completion', 'completion')),
		limit: Math.max(0, ...live.map(({ options }) => options.timeLimit)),
		tasks: new Map(),
		orders: ordersOf(context),
		found: new Set(),
		listed: new Map(),
		inferred: new Set(),
		first: new Map(),
		underWay: new Map(),
		due: new Set(live.map(({ itemIndex }) => itemIndex)),
		allSubmitted: new AbortController(),
		stop,
		signal,
	};
	for (const { itemIndex, key, cost } of live) if (run.orders.at(key.place)) run.budget.count(itemIndex, cost);
	const callbackUrl = run.completion === 'callback' ? resumeUrl(context, service) : undefined;
	return callbackUrl ? { ...run, callbackUrl } : run;
}

/** What the panel says, or Wait Here where the execution cannot be put aside. */
function completionOf(context: IExecuteFunctions, { dialect }: Service, chosen: Run['completion']): Run['completion'] {
	if (chosen !== 'callback') return chosen;
	// chosen before Service was changed
	const reason = dialect.callbackIdKey ? whyNotPark(context) : `${dialect.label} calls nobody back`;
	if (reason) waitsHere(context, reason);
	return reason ? 'wait' : chosen;
}

/** Runs a step for every item that is in order, side by side; an error becomes the item, or ends the run. */
async function each(
	run: Run,
	prepared: Array<Prepared | Error>,
	step: (item: Prepared) => Promise<INodeExecutionData>,
): Promise<INodeExecutionData[]> {
	const { context, tasks } = run;
	const outcomes = await Promise.allSettled(
		prepared.map(async (item, itemIndex) => {
			if (item instanceof Error) throw item;
			if (item.options.dryRun) return dryRunItem(run.service, item);
			return await step(item).catch((error: unknown) => halt(run, itemIndex, error));
		}),
	);
	// every create that was under way has ended by now, so that the error can name its task
	if (run.halted && !context.continueOnFail()) throw asNodeError(sceneOf(run, run.halted.itemIndex), run.halted.error);
	return outcomes.map((outcome, itemIndex) =>
		outcome.status === 'fulfilled'
			? outcome.value
			: errorItem(context.getNode(), itemIndex, asNodeError(sceneOf(run, itemIndex), outcome.reason), tasks.get(itemIndex)?.taskId),
	);
}

/** Creates one item's task at most once and, unless the run is to be parked or returns at once, finishes it. */
async function submitOne(run: Run, item: Prepared): Promise<INodeExecutionData> {
	const { completion, slots, tasks, watch } = run;
	let until: number | undefined;
	const created = await slots.run(async () => {
		const task = await createTask(run, item, (until ??= now() + item.options.timeLimit));
		slots.taken();
		// the slot is taken until the task ends, or until no other item needs one
		if (completion === 'submit' || isFinal(task)) return task;
		const final = watch.untilFinal(task, item.options.timeLimit);
		if (completion === 'wait') return await final;
		return await Promise.race([final.catch(() => task), aborted(run.allSubmitted.signal).then(() => task)]);
	});
	tasks.set(item.itemIndex, { ...tasks.get(item.itemIndex), ...created });
	return completion === 'wait' ? await finishOne(run, item) : itemOf(run, item);
}

function parkedItem({ tasks }: Run, giving: Giving, { json }: INodeExecutionData, itemIndex: number): ParkedItem {
	const task = json.error === undefined ? tasks.get(itemIndex) : undefined;
	return { itemIndex, json, giving, ...(task ? { task } : {}) };
}

/** Waits for an item's task if it is not final yet, and fetches the file where Download is on. */
async function finishOne(run: Run, item: Prepared): Promise<INodeExecutionData> {
	const { tasks, watch } = run;
	const seen = tasks.get(item.itemIndex);
	if (!seen) throw new NotFinished('not started');
	const task = isFinal(seen) && !lacksResult(seen) ? seen : await watch.untilFinal(seen, item.options.timeLimit);
	tasks.set(item.itemIndex, { ...seen, ...task });
	assertOwn(run, item, task);
	assertResult(task);
	const files = await filesOf(run, item, task).catch((error: unknown) => {
		if (run.found.has(item.itemIndex) && error instanceof DownloadFailed && error.isGone) throw new VideoExpired(task, item.key);
		throw error;
	});
	return itemOf(run, item, files);
}

async function filesOf({ context, service }: Run, { options }: Prepared, task: Task): Promise<Pick<INodeExecutionData, 'binary'>> {
	return options.download && !isTool(context) ? { binary: await resultFiles(context, service, task) } : {};
}

/**
 * What can be told of a task only when it is finished.
 *
 * @throws KeyTaken if a found one is of another kind, ServiceRefusal if one that was taken for a lost one is another's
 */
function assertOwn({ service, inferred, found, tasks }: Run, { itemIndex, job, key }: Prepared, task: Task): void {
	if (found.has(itemIndex) && !isOfKind(task, job)) throw new KeyTaken('another kind', task.externalTaskId ?? key.firstId, task);
	if (!inferred.has(itemIndex) || service.dialect.mayBeOf?.(task, job) !== false) return;
	tasks.delete(itemIndex);
	const message = `the answer to the order got lost, and task ${task.taskId} has another prompt; a task may have been created`;
	throw new ServiceRefusal({ outcome: 'unknown', message });
}

function itemOf(run: Run, prepared: Prepared, binary: Pick<INodeExecutionData, 'binary'> = {}): INodeExecutionData {
	const { itemIndex, job, key, cost, options } = prepared;
	const task = run.tasks.get(itemIndex)!;
	const isFound = run.found.has(itemIndex);
	return toItem(task, {
		itemIndex,
		...('model' in job ? { model: job.model } : {}),
		orderedUnder: key.firstId,
		found: isFound,
		...(isFound ? defined({ sameJob: sameJob(run, prepared, task) }) : {}),
		prices: options,
		simplify: options.simplify,
		...(cost ? { estimatedUnits: cost.units } : {}),
		...binary,
	});
}

/** Without Continue On Fail, an item's error ends the run. */
function halt(run: Run, itemIndex: number, error: unknown): never {
	if (!run.context.continueOnFail()) {
		run.halted ??= { itemIndex, error };
		run.stop.abort();
	}
	throw error;
}

/** Where an error happened, with the tasks that must not get lost by it: all of the run's, if it ends the run. */
function sceneOf(run: Run, itemIndex: number): Scene {
	const { context, tasks } = run;
	const lost = [...tasks].filter(([index]) => index === itemIndex || !context.continueOnFail());
	const { faces, line } = madeFirst(run, itemIndex) ?? {};
	const also = `${faces ? foundFaces(faces) : ''}${line?.id ? spokenLine(line.id) : ''}`;
	return {
		node: context.getNode(),
		itemIndex,
		taskIds: lost.map(([, { taskId }]) => taskId),
		...(also ? { also } : {}),
	};
}

/** Faces that were paid for, so that another try need not. */
const foundFaces = ({ sessionId, faces }: FacesOutput) =>
	` Faces are found and paid for: session ${sessionId}, face ID ${listed(
		faces.map(({ id, startMs, endMs }) => `${id} (${startMs / 1000} to ${endMs / 1000} s)`),
	)}. To try again without paying for them, set Faces From to Earlier Session.`;

/** The same for a line. */
const spokenLine = (id: string) =>
	` The line is spoken and paid for: audio ID ${id}. To try again without paying for it, set Speech to Recording and Sound to this Kling Audio ID.`;

function hint(context: IExecuteFunctions, warnings: string[]) {
	for (const message of new Set(warnings)) context.addExecutionHints({ message, location: 'outputPane' });
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => {
		signal.addEventListener('abort', resolve, { once: true });
	});
}
