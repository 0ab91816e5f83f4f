import pLimit from 'p-limit';
import type { Client, WireRequest } from '../client';
import type { DialectApi } from '../dialects/dialect';
import { refusalOf } from '../dialects/klingErrors';
import type { Refusal, Reply } from '../errors';
import type { Job } from '../job';
import type { Service } from '../service';
import { isAtOnce } from '../studio/products';
import type { Task } from '../task';
import { isSample, planOf, practiceId, practiceTask, type Plan } from './sample';

/**
 * A service in memory, for building workflows: it is used like the person's own one and encodes every job as that does,
 * but nothing leaves n8n, and a sample is finished within seconds. All that is above it is the same as in a real run.
 */

/** Words in a job that ask for something to go wrong. */
const refusals: Record<string, Refusal> = {
	'#refused': refusalOf(1301, 'practice: the job asks for #refused', 400),
	'#nocredit': refusalOf(1102, 'practice: the job asks for #nocredit', 429),
};
const endings: Record<string, Plan['ends']> = { '#failed': 'failed', '#late': 'late' };

/** A client's own id can be used once (R33). */
const duplicate = refusalOf(1201, 'external_task_id already exists', 400);

/** A create, with what this service needs of it. */
type Order = WireRequest & { job: Job; externalTaskId: string };

/** What this process knows of its practice tasks beyond their ids, the oldest first. */
const known = new Map<string, Pick<Order, 'externalTaskId'> & { name?: string; description?: string }>();
const mostKnown = 1_000;

/** The task that has a client's own id. */
const holderOf = (ownId: string) => (ownId ? [...known].find(([, { externalTaskId }]) => externalTaskId === ownId)?.[0] : undefined);

/** @param dialect the one that a real run would use */
export function practiceService(dialect: DialectApi): Service {
	return {
		dialect: practised(dialect),
		client: clientOf(dialect),
		// a name that leads nowhere (RFC 2606)
		baseUrl: 'https://practice.invalid',
		files: pLimit(2),
		isLocal: false,
		isPractice: true,
	};
}

const clientOf = (dialect: DialectApi): Client => ({
	send: async (request) => order(dialect, request as Order),
	read: async ({ path }) => {
		throw new Error(`A practice run asks for nothing, and yet for ${path}`);
	},
});

function order(dialect: DialectApi, { job, externalTaskId }: Order): Reply {
	const text = JSON.stringify(job, (key, value: unknown) => (key === 'base64' ? '' : value));
	const asked = <T>(words: Record<string, T>) => Object.entries(words).find(([word]) => text.includes(word))?.[1];
	const refusal = holderOf(externalTaskId) ? duplicate : asked(refusals);
	if (refusal) return refusal;

	const taskId = practiceId(planOf(job, dialect.productOf(job), asked(endings)));
	const { name, description } = job as { name?: string; description?: string };
	known.set(taskId, { externalTaskId, ...(name ? { name } : {}), ...(description ? { description } : {}) });
	const [oldest] = known.keys();
	if (known.size > mostKnown && oldest) known.delete(oldest);
	return { outcome: 'ok', data: seen(taskId), requestId: taskId };
}

/** Everything that would be asked of the service is answered from memory, with what the service would tell. */
function practised(dialect: DialectApi): DialectApi {
	const { findByExternalId, findLost, listOf, listsResults } = dialect;
	// a service without ids of ours has none for its videos either, but gives its reads one
	const told = (task: Task): Task => (findByExternalId ? task : { ...withoutVideoIds(task), requestId: task.taskId });
	const find = (id: string) => seen(id) ?? seen(holderOf(id));
	return {
		...dialect,
		encode: (job, externalTaskId): Order => ({ ...dialect.encode(job, externalTaskId), job, externalTaskId }),
		decodeCreated: (data) => data as Task,
		// so that one node goes on with what another has given
		takesLink: isSample,
		readTasks: async (_client, refs) =>
			new Map(
				refs.flatMap(({ taskId }) => {
					const task = find(taskId);
					return task ? [[taskId, told(task)] as const] : [];
				}),
			),
		...(findByExternalId ? { findByExternalId: async (_client, _product, ownId) => find(ownId) } : {}),
		...(findLost ? { findLost: async () => [] } : {}),
		listPage: async (_client, { product, createdAfter = 0, createdBefore = Infinity }) => ({
			tasks: [...known.keys()]
				.flatMap((taskId) => seen(taskId) ?? [])
				.filter((task) => !isAtOnce(task.product) && listOf(task.product) === listOf(product))
				.filter(({ createdAt = 0 }) => createdAt >= createdAfter && createdAt <= createdBefore)
				.map((task) => (listsResults ? task : { ...task, outputs: [] }))
				.reverse(),
		}),
	};
}

const withoutVideoIds = ({ outputs, ...task }: Task): Task => ({
	...task,
	outputs: outputs.map((output) => Object.fromEntries(Object.entries(output).filter(([name]) => name !== 'id')) as typeof output),
});

/** A task as it is by now, with what this process knows of it. */
function seen(taskId = ''): Task | undefined {
	const task = practiceTask(taskId);
	const { externalTaskId, ...names } = known.get(taskId) ?? {};
	if (!task) return undefined;
	return {
		...task,
		...(externalTaskId ? { externalTaskId } : {}),
		outputs: task.outputs.map((output) => (output.type === 'element' || output.type === 'voice' ? { ...output, ...names } : output)),
	};
}
