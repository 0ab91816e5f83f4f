import type { Client } from './client';
import { ServiceRefusal, type WireRequest } from './client';
import { backOff, now, sleep } from './clock';
import type { DialectApi } from './dialects/dialect';
import { isDuplicate, type Refusal } from './errors';
import type { Product, Task } from './task';

/**
 * Creating a task at most once (design §5, R33, R51).
 *
 * The external task id is looked up before the create and whenever an answer got lost; a create is repeated only when
 * the service said that it did not take it, or once under the same id when the lookup shows nothing, where a duplicate
 * would be refused.
 */

export interface Submission {
	task: Task;
	/** The task existed before: this run did not pay for it. */
	existed: boolean;
}

export interface SubmitOptions {
	client: Client;
	dialect: DialectApi;
	product: Product;
	/** The client's own id for this task. A failed task does not block it: the next attempt gets `key-2`. */
	key: string;
	/** Builds the request under the id that is free; called only when a create is due. */
	request: (externalTaskId: string) => Promise<WireRequest>;
	/** Called before a create, to stop one that may not be paid for; throws to do so. */
	beforeCreate?: () => void;
	/** Told when the service says that too many tasks run at once (1303). */
	onBusy?: () => void;
	/** How long to go on offering a task that is not taken for now, ms. */
	patience: number;
	signal?: AbortSignal | undefined;
}

/**
 * @throws ServiceRefusal if the service refuses the task, or does not take it in time; with outcome `unknown` if a task
 * may exist that could not be found
 */
export async function submit(options: SubmitOptions): Promise<Submission> {
	const { client, dialect, product, key, request } = options;
	const { existing, externalTaskId } = await freeId(client, dialect, product, key);
	if (existing) return { task: existing, existed: true };

	options.beforeCreate?.();
	const create = await request(externalTaskId);
	const first = await offer(options, create);
	if ('task' in first) return { task: first.task, existed: false };

	// the answer got lost: the task may exist
	const find = async () => await dialect.findByExternalId(client, product, externalTaskId);
	const landed = await find();
	if (landed) return { task: landed, existed: false };
	const second = await offer(options, create);
	if ('task' in second) return { task: second.task, existed: false };
	const late = await find();
	if (late) return { task: late, existed: false };
	throw new ServiceRefusal({
		...second.lost,
		message: `${second.lost.message}; a task may have been created under the external id ${externalTaskId}`,
	});
}

/** The first of `key`, `key-2`, `key-3`… that is free, or the task that holds it and did not fail. */
async function freeId(
	client: Client,
	dialect: DialectApi,
	product: Product,
	key: string,
): Promise<{ existing?: Task; externalTaskId: string }> {
	for (let attempt = 1; ; attempt++) {
		const externalTaskId = attempt === 1 ? key : `${key}-${attempt}`;
		const existing = await dialect.findByExternalId(client, product, externalTaskId);
		if (!existing) return { externalTaskId };
		if (existing.status !== 'failed') return { existing, externalTaskId };
	}
}

/** Sends a create until it is taken or refused; an answer that got lost is the caller's to clear up. */
async function offer(
	{ client, dialect, product, onBusy, patience, signal }: SubmitOptions,
	create: WireRequest,
): Promise<{ task: Task } | { lost: Refusal }> {
	const until = now() + patience;
	for (let attempt = 1; ; attempt++) {
		const reply = await client.send(create);
		if (reply.outcome === 'ok') return created(dialect, reply.data, product, reply.requestId);
		if (reply.outcome === 'unknown') return { lost: reply };
		if (isDuplicate(reply)) return { lost: reply };
		if (reply.code === 1303) onBusy?.();
		const pause = backOff(attempt);
		if (reply.outcome === 'refused' || now() + pause > until || signal?.aborted) throw new ServiceRefusal(reply);
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
