import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { problemsError, stopped, type Scene } from '../kling/errors';
import type { VideoJob } from '../kling/job';
import { checkImages, loadMedia } from '../kling/media';
import { estimate } from '../kling/pricing';
import { adjust, checkRules } from '../kling/rules/checkRules';
import type { Problem } from '../kling/rules/problem';
import { openService, type Service } from '../kling/service';
import { submit } from '../kling/submit';
import type { Task, TaskRef } from '../kling/task';
import { NotFinished, watchTasks, type TaskWatch } from '../kling/wait';
import { asNodeError, TaskFailed } from './failures';
import { externalTaskId, type KeyOptions } from './keys';
import { readDialect, readOptions, readVideoJob } from './readJob';
import { fetched } from './results';
import { toItem } from './toItem';

/**
 * Runs the video jobs of all items side by side: read and check every item, submit with a cap, wait for all in one
 * poll loop, download, and give the items out in input order.
 *
 * Without Continue On Fail nothing is submitted unless every item is in order, and the first error ends the run; it
 * names every task that was created.
 */
export async function runVideoJobs(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const run = await startRun(this);
	const prepared = await Promise.all(this.getInputData().map(async (_, itemIndex) => await prepare(run, itemIndex)));
	for (const item of prepared) if (item instanceof Error && !this.continueOnFail()) throw item;

	const limit = pLimit(Number(readOptions(this, 0).maxConcurrentTasks ?? 5));
	const outcomes = await Promise.allSettled(
		prepared.map(async (item, itemIndex) => {
			if (item instanceof Error) throw item;
			return await limit(async () => await make(run, item)).catch((error: unknown) => halt(run, itemIndex, error));
		}),
	);
	// every create that was under way has ended by now, so that the error can name its task
	if (run.halted) throw asNodeError(sceneOf(run, run.halted.itemIndex), run.halted.error);
	return outcomes.map((outcome, itemIndex) =>
		outcome.status === 'fulfilled' ? outcome.value : errorItem(run, itemIndex, asNodeError(sceneOf(run, itemIndex), outcome.reason)),
	);
}

/** What the items of one run share. */
interface Run {
	context: IExecuteFunctions;
	service: Service;
	watch: TaskWatch;
	completion: 'wait' | 'submit';
	/** Every task that this run created or found, by item. */
	tasks: Map<number, TaskRef>;
	/** Stops submitting and waiting, but not the creates that are under way. */
	stop: AbortController;
	/** Aborted by `stop`, or when the execution is cancelled. */
	signal: AbortSignal;
	/** What ended the run; nothing is submitted after it. */
	halted?: { itemIndex: number; error: unknown };
}

interface Prepared {
	itemIndex: number;
	job: VideoJob;
	key: string;
	/** How long to wait for the task, ms. */
	limit: number;
	simplify: boolean;
}

async function startRun(context: IExecuteFunctions): Promise<Run> {
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled ? AbortSignal.any([cancelled, stop.signal]) : stop.signal;
	const service = await openService(context, readDialect(context), cancelled).catch((error: unknown) => {
		throw asNodeError({ node: context.getNode() }, error);
	});
	return {
		context,
		service,
		watch: watchTasks(service.client, service.dialect, signal),
		completion: context.getNodeParameter('completion', 0, 'wait') as Run['completion'],
		tasks: new Map(),
		stop,
		signal,
	};
}

/** Reads and checks one item; nothing is sent. */
async function prepare(run: Run, itemIndex: number): Promise<Prepared | Error> {
	const { context, service } = run;
	const scene: Scene = { node: context.getNode(), itemIndex };
	const read = readVideoJob(context, itemIndex);
	if ('problems' in read) return problemsError(scene, read.problems);

	const job = adjust(read.job, service.dialect.id);
	const problems: Problem[] = [...checkRules(job, service.dialect.id), ...(await checkImages(context, itemIndex, job))];
	const refused = problems.filter(({ severity }) => severity === 'error');
	if (refused.length) return problemsError(scene, refused);
	for (const { message, remedy } of problems) context.addExecutionHints({ message: `${message}. ${remedy}.`, location: 'outputPane' });

	const options = readOptions(context, itemIndex);
	if (options.idempotency === 'ownKey' && !String(options.idempotencyKey ?? '').trim()) {
		return stopped(
			scene,
			'Idempotency Key is empty',
			'Give the key in Options, or set Idempotency to Per Execution. Nothing was sent to Kling.',
		);
	}
	return {
		itemIndex,
		job,
		key: externalTaskId(context, itemIndex, job, options as KeyOptions),
		limit: Number(options.timeLimit ?? 30) * 60_000,
		simplify: options.simplify !== false,
	};
}

/** Creates one item's task at most once, waits for it if wanted, and fetches the file if wanted. */
async function make(run: Run, { itemIndex, job, key, limit, simplify }: Prepared): Promise<INodeExecutionData> {
	const { context, service, tasks } = run;
	if (run.signal.aborted) throw new NotFinished('not started');
	const { task: created } = await submit({
		...service,
		job,
		key,
		known: (taskId) => [...tasks.values()].some((task) => task.taskId === taskId),
		request: async (id) => service.dialect.encode(await loadMedia(context, itemIndex, job, limit / 1000), id),
		patience: limit,
		signal: run.signal,
	});
	tasks.set(itemIndex, created);
	const known = { itemIndex, model: job.model, simplify, ...withEstimate(job) };
	if (run.completion === 'submit') return toItem(created, known);

	const task = await run.watch.untilFinal(created, limit);
	if (task.status !== 'succeeded') throw new TaskFailed(task);
	return toItem(withRequestId(task, created), { ...known, ...(await fetched(context, itemIndex, task)) });
}

const withEstimate = (job: VideoJob) => {
	const cost = estimate(job);
	return cost ? { estimate: cost } : {};
};

const withRequestId = (task: Task, { requestId }: Task): Task => (requestId ? { ...task, requestId } : task);

/** Without Continue On Fail, an item's error ends the run. */
function halt(run: Run, itemIndex: number, error: unknown): never {
	if (!run.context.continueOnFail()) {
		run.halted ??= { itemIndex, error };
		run.stop.abort();
	}
	throw error;
}

function errorItem({ tasks }: Run, itemIndex: number, error: Error): INodeExecutionData {
	const { description } = error as { description?: string };
	const taskId = tasks.get(itemIndex)?.taskId;
	return {
		json: { error: error.message, ...(description ? { description } : {}), ...(taskId ? { taskId } : {}) },
		pairedItem: { item: itemIndex },
	};
}

/** Where an error happened, with the tasks that must not get lost by it: all of the run's, if it ends the run. */
function sceneOf({ context, tasks }: Run, itemIndex: number): Scene {
	const lost = [...tasks].filter(([index]) => index === itemIndex || !context.continueOnFail());
	return { node: context.getNode(), itemIndex, taskIds: lost.map(([, { taskId }]) => taskId) };
}
