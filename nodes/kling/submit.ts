import { ServiceRefusal, type Client, type WireRequest } from './client';
import { backOff, now, sleep } from './clock';
import { taskIn, type DialectApi } from './dialects/dialect';
import { isAbout, type Refusal } from './errors';
import { foundUnder, holderOf } from './found';
import type { Job } from './job';
import { isAtOnce } from './studio/products';
import type { Product, Task } from './task';

/**
 * Creating a task at most once (design §5, R33, R51).
 *
 * Where the service takes an id of ours, it is looked up before the create and whenever an answer got lost; a create is
 * repeated only when the service said that it did not take it, or once under the same id when the lookup shows nothing,
 * where a duplicate would be refused. Without such ids a create whose answer got lost is never repeated.
 */

interface Submission {
	task: Task;
	/** The task was there before; this call did not order it. */
	existed: boolean;
	/** The answer to the create got lost; the task is the only one that appeared since then. */
	isInferred?: true;
}

/** An order that was sent before and may have been taken. */
interface SentOrder {
	/** Milliseconds since the epoch. */
	sentAt: number;
	/** Absent if its answer got lost. */
	taskId?: string;
	/** What it has made, where that cannot be asked for. */
	result?: Task;
}

/** Thrown when the only answer to a create got lost, and nobody can say whether it was carried out. */
export class AnswerLost extends ServiceRefusal {}

interface SubmitOptions {
	client: Client;
	dialect: DialectApi;
	job: Job;
	/** The client's own id of an attempt: a task that does not count does not block its key. */
	idOf: (attempt: number) => string;
	/** Whether a task that is there is the one that is wanted; a failed one never is. */
	counts: (task: Task) => boolean;
	/** A task of the same key under another id; asked for before a create. */
	findElsewhere?: (() => Promise<Task | undefined>) | undefined;
	/** Where ids are not ours: what was ordered for the same item in an earlier try. */
	earlier?: SentOrder | undefined;
	/** Builds the request under the id that is free; called only when a create is due. */
	request: (externalTaskId: string) => Promise<WireRequest>;
	/** Whether a task is another item's. */
	known: (taskId: string) => boolean;
	/** Runs the work of all items one after the other: where ids are not ours, a lost task is recognised by its time only. */
	inTurn: <T>(work: () => Promise<T>) => Promise<T>;
	/** Called before a create; throws to stop it. @returns what undoes it, when it is certain that nothing was ordered */
	beforeCreate: (externalTaskId: string) => () => void;
	/** How long to go on offering a task that is not taken for now, ms since the epoch. */
	until: number;
	signal?: AbortSignal | undefined;
}

/**
 * @throws ServiceRefusal if the service refuses the task, does not take it in time, or at once if too many tasks run;
 * with outcome `unknown` if a task may exist that could not be found
 * @throws KeyTaken if the key names something that cannot be the job's
 */
export async function submit(options: SubmitOptions): Promise<Submission> {
	const { dialect, idOf, findElsewhere } = options;
	if (isAtOnce(dialect.productOf(options.job))) return await submitAtOnce(options);
	if (!dialect.findByExternalId) return await submitUnnamed(options);

	for (let attempt = 1; ; attempt++) {
		const id = idOf(attempt);
		const existing = await foundUnder(id, options);
		if (existing && doesCount(options, existing)) return { task: existing, existed: true };
		if (existing) continue;

		const other = await findElsewhere?.();
		if (other && doesCount(options, other)) return { task: other, existed: true };

		const made = await withUndo(options, id, async (undo) => {
			const outcome = await createNamed(options, id);
			if ('duplicate' in outcome) undo();
			return outcome;
		});
		if ('task' in made) return { task: made.task, existed: false };
		// somebody else was first, or it is of another kind and therefore elsewhere
		const holder = await holderOf(id, options, made.duplicate);
		if (doesCount(options, holder)) return { task: holder, existed: true };
	}
}

const doesCount = ({ counts }: SubmitOptions, task: Task) => task.status !== 'failed' && counts(task);

/** Runs a create; unless it may have been taken, whatever `beforeCreate` did is undone. */
async function withUndo<T>({ beforeCreate }: SubmitOptions, id: string, create: (undo: () => void) => Promise<T>): Promise<T> {
	const undo = beforeCreate(id);
	return await create(undo).catch((error: unknown) => {
		if (!(error instanceof ServiceRefusal && error.refusal.outcome === 'unknown')) undo();
		throw error;
	});
}

/** @returns the task, or the refusal that says that somebody else has used the id */
async function createNamed(options: SubmitOptions, id: string): Promise<{ task: Task } | { duplicate: Refusal }> {
	const create = await options.request(id);
	const mayExist = `a task may have been created under the external id ${id}`;
	let lost: Refusal | undefined;
	for (const isFirst of [true, false]) {
		const offered = await offer(options, create, isFirst);
		if (!('lost' in offered)) return offered;
		({ lost } = offered);
		// without the look-up nobody knows, so there is no resend either
		const task = await lookUp(foundUnder(id, options), lost, mayExist);
		if (task) return { task };
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

/** R87: what answers at once is sent once. Nothing could clear up a lost answer, so nobody sends it again but a person. */
async function submitAtOnce(options: SubmitOptions): Promise<Submission> {
	const { earlier } = options;
	if (earlier?.result && earlier.result.status !== 'failed') return { task: earlier.result, existed: true };
	if (earlier && !earlier.result) throw new AnswerLost({ outcome: 'unknown', message: 'it got lost in an earlier try' });
	const create = await options.request('');
	return await withUndo(options, '', async () => {
		const offered = await offer(options, create, true);
		if ('task' in offered) return { task: offered.task, existed: false };
		throw new AnswerLost('lost' in offered ? offered.lost : offered.duplicate);
	});
}

/** Without client ids: the one task that appeared since a lost create is it; otherwise nobody can know. */
async function submitUnnamed(options: SubmitOptions): Promise<Submission> {
	const { earlier, inTurn } = options;
	if (earlier?.taskId !== undefined) {
		const task = await readEarlier(options, earlier.taskId);
		if (doesCount(options, task)) return { task, existed: true };
	} else if (earlier) {
		const message = 'the answer to the order of an earlier try got lost';
		return await inTurn(async () => await findLost(options, earlier.sentAt, { outcome: 'unknown', message }));
	}
	const create = await options.request('');
	return await inTurn(
		async () =>
			await withUndo(options, '', async () => {
				// compared with the service’s own times
				const sentAt = Date.now();
				const offered = await offer(options, create, true);
				if ('task' in offered) return { task: offered.task, existed: false };
				return await findLost(options, sentAt, 'lost' in offered ? offered.lost : offered.duplicate);
			}),
	);
}

/** @throws ServiceRefusal if the service cannot say what became of the task: it is not ordered again */
async function readEarlier({ dialect, client, job }: SubmitOptions, taskId: string): Promise<Task> {
	const read = await dialect.readTasks(client, [{ taskId, product: dialect.productOf(job) }]);
	const task = taskIn(read, taskId);
	if (task) return task;
	throw new ServiceRefusal({ outcome: 'unknown', message: `task ${taskId}, ordered in an earlier try, is not known any more` });
}

async function findLost({ dialect, client, job, known }: SubmitOptions, sentAt: number, lost: Refusal): Promise<Submission> {
	const mayExist = 'a task may have been created';
	const search = dialect.findLost?.(client, { job, sentAt, known }) ?? Promise.resolve([]);
	const [found, ...others] = await lookUp(search, lost, mayExist);
	if (found && others.length === 0) return { task: found, existed: false, isInferred: true };
	const which = found ? `it is one of ${[found, ...others].map(({ taskId }) => taskId).join(', ')}` : 'none was found';
	throw unclear(lost, `${mayExist}: ${which}`);
}

/**
 * Sends a create until it is taken or refused; an answer that got lost is the caller's to clear up.
 *
 * @param isFirst a refusal of the resend may come from the first one having landed, and settles nothing; only before any
 * answer got lost does a duplicate say that somebody else was first
 */
async function offer(
	options: SubmitOptions,
	create: WireRequest,
	isFirst: boolean,
): Promise<{ task: Task } | { lost: Refusal } | { duplicate: Refusal }> {
	const { client, dialect, job, until, signal } = options;
	for (let attempt = 1; ; attempt++) {
		const reply = await client.send(create);
		if (reply.outcome === 'ok') return created(dialect, reply.data, dialect.productOf(job), reply.requestId);
		if (isAbout('duplicate', reply) && isFirst) return { duplicate: reply };
		if (reply.outcome === 'unknown' || isAbout('duplicate', reply)) return { lost: reply };
		const pause = backOff(attempt);
		const isOver = reply.outcome === 'refused' || now() + pause > until || signal?.aborted;
		if (isFirst && (isOver || isAbout('busy', reply))) throw new ServiceRefusal(reply);
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
