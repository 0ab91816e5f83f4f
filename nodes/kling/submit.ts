import { ServiceRefusal, type Client, type WireRequest } from './client';
import { backOff, now, sleep } from './clock';
import type { DialectApi } from './dialects/dialect';
import { isBusy, isDuplicate, type Refusal } from './errors';
import type { Job } from './job';
import type { Product, Task } from './task';

/**
 * Creating a task at most once (design §5, R33, R51).
 *
 * Where the service takes an id of ours, it is looked up before the create and whenever an answer got lost; a create is
 * repeated only when the service said that it did not take it, or once under the same id when the lookup shows nothing,
 * where a duplicate would be refused. Without such ids a create whose answer got lost is never repeated.
 */

export interface Submission {
	task: Task;
	/** The task existed before: this run did not pay for it. */
	existed: boolean;
	/** The answer to the create got lost; the task is the only one that appeared since then. */
	isInferred?: true;
}

export interface SubmitOptions {
	client: Client;
	dialect: DialectApi;
	job: Job;
	/** The client's own id for this task. A failed task does not block it: the next attempt gets `key-2`. */
	key: string;
	/** Builds the request under the id that is free; called only when a create is due. */
	request: (externalTaskId: string) => Promise<WireRequest>;
	/** Whether a task is another item's. */
	known: (taskId: string) => boolean;
	/** Runs the work of all items one after the other: where ids are not ours, a lost task is recognised by its time only. */
	inTurn: <T>(work: () => Promise<T>) => Promise<T>;
	/** Called before a create, to stop one that may not be paid for; throws to do so. */
	beforeCreate?: () => void;
	/** How long to go on offering a task that is not taken for now, ms since the epoch. */
	until: number;
	signal?: AbortSignal | undefined;
}

/**
 * @throws ServiceRefusal if the service refuses the task, does not take it in time, or at once if too many tasks run;
 * with outcome `unknown` if a task may exist that could not be found
 */
export async function submit(options: SubmitOptions): Promise<Submission> {
	const { dialect, client, job, key } = options;
	const { findByExternalId } = dialect;
	if (!findByExternalId) return await submitUnnamed(options);

	const find = async (id: string) => await findByExternalId(client, dialect.productOf(job), id);
	const { existing, externalTaskId } = await freeId(key, find);
	if (existing) return { task: existing, existed: true };

	options.beforeCreate?.();
	const create = await options.request(externalTaskId);
	const mayExist = `a task may have been created under the external id ${externalTaskId}`;
	let lost: Refusal | undefined;
	for (const isFirst of [true, false]) {
		const offered = await offer(options, create, isFirst);
		if ('task' in offered) return { task: offered.task, existed: false };
		({ lost } = offered);
		// without the look-up nobody knows, so there is no resend either
		const task = await lookUp(find(externalTaskId), lost, mayExist);
		if (task) return { task, existed: false };
	}
	throw unclear(lost!, mayExist);
}

/** A look-up for a create whose answer got lost. @throws ServiceRefusal that a task may exist, if there is no result */
async function lookUp<T>(found: Promise<T>, lost: Refusal, mayExist: string): Promise<T> {
	return await found.catch((error: unknown) => {
		const reason = error instanceof ServiceRefusal ? error.refusal.message : String(error);
		throw unclear(lost, `the look-up had no result (${reason}); ${mayExist}`);
	});
}

const unclear = (lost: Refusal, text: string) => new ServiceRefusal({ ...lost, outcome: 'unknown', message: `${lost.message}; ${text}` });

/** The first of `key`, `key-2`, `key-3`… that is free, or the task that holds it and did not fail. */
async function freeId(key: string, find: (id: string) => Promise<Task | undefined>): Promise<{ existing?: Task; externalTaskId: string }> {
	for (let attempt = 1; ; attempt++) {
		const externalTaskId = attempt === 1 ? key : `${key}-${attempt}`;
		const existing = await find(externalTaskId);
		if (!existing) return { externalTaskId };
		if (existing.status !== 'failed') return { existing, externalTaskId };
	}
}

/** Without client ids: the one task that appeared since a lost create is it; otherwise nobody can know. */
async function submitUnnamed(options: SubmitOptions): Promise<Submission> {
	const { dialect, client, job, known } = options;
	options.beforeCreate?.();
	const create = await options.request('');
	return await options.inTurn(async () => {
		// compared with the service’s own times
		const sentAt = Date.now();
		const offered = await offer(options, create, true);
		if ('task' in offered) return { task: offered.task, existed: false };
		const mayExist = 'a task may have been created';
		const search = dialect.findLost?.(client, { job, sentAt, known }) ?? Promise.resolve([]);
		const [found, ...others] = await lookUp(search, offered.lost, mayExist);
		if (found && others.length === 0) return { task: found, existed: false, isInferred: true };
		const which = found ? `it is one of ${[found, ...others].map(({ taskId }) => taskId).join(', ')}` : 'none was found';
		throw unclear(offered.lost, `${mayExist}: ${which}`);
	});
}

/**
 * Sends a create until it is taken or refused; an answer that got lost is the caller's to clear up.
 *
 * @param isFirst a refusal of the resend may come from the first one having landed, and settles nothing
 */
async function offer(options: SubmitOptions, create: WireRequest, isFirst: boolean): Promise<{ task: Task } | { lost: Refusal }> {
	const { client, dialect, job, until, signal } = options;
	for (let attempt = 1; ; attempt++) {
		const reply = await client.send(create);
		if (reply.outcome === 'ok') return created(dialect, reply.data, dialect.productOf(job), reply.requestId);
		if (reply.outcome === 'unknown' || isDuplicate(reply)) return { lost: reply };
		const pause = backOff(attempt);
		const isOver = reply.outcome === 'refused' || now() + pause > until || signal?.aborted;
		if (isFirst && (isOver || isBusy(reply))) throw new ServiceRefusal(reply);
		if (isOver) return { lost: reply };
		await sleep(pause, signal);
	}
}

function created(dialect: DialectApi, data: unknown, product: Product, requestId?: string): { task: Task } | { lost: Refusal } {
	try {
		const task = dialect.decodeCreated(data, product);
		return { task: requestId ? { ...task, requestId } : task };
	} catch (error) {
		return { lost: error instanceof ServiceRefusal ? error.refusal : { outcome: 'unknown', message: 'the answer could not be read' } };
	}
}
