import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ServiceRefusal, type Client, type WireRequest } from '../client';
import type { Answer } from '../envelope';
import type { Meaning, Reply } from '../errors';
import type { Job } from '../job';
import type { VideoJob } from '../videoJob';
import type { Product, Task, TaskRef } from '../task';
import type { Library } from './library';
import type { DialectTraits } from './traits';

/** Which tasks a list shows; every filter is optional. */
export interface TaskQuery {
	product: Product;
	/** Milliseconds since the epoch. A dialect that cannot filter by time gives older tasks too. */
	createdAfter?: number;
	createdBefore?: number;
}

/** One page of a list of tasks. */
export interface TaskPage {
	/** Entries that could be read; a broken one does not hide the others. */
	tasks: Task[];
	/** Where the next page begins; absent on the last one. */
	next?: string;
}

/** What reading many tasks gave: what is wrong with one of them is not the others' fault. */
export type Readings = Map<string, Task | ServiceRefusal>;

/** The task that was read, if the service knows it. @throws ServiceRefusal if it could not be read */
export function taskIn(readings: Readings, id: string): Task | undefined {
	const read = readings.get(id);
	if (read instanceof ServiceRefusal) throw read;
	return read;
}

/** The task, if it could be read. */
export function taskIfRead(readings: Readings, id: string): Task | undefined {
	const read = readings.get(id);
	return read instanceof ServiceRefusal ? undefined : read;
}

/** Why a task could not be read, if that is so. */
export function troubleIn(readings: Readings, id: string): ServiceRefusal | undefined {
	const read = readings.get(id);
	return read instanceof ServiceRefusal ? read : undefined;
}

/** What a read gives, or why it gives nothing. */
export const orRefusal = async <T>(reading: Promise<T>): Promise<T | ServiceRefusal> =>
	await reading.catch((error: unknown) => {
		if (error instanceof ServiceRefusal) return error;
		throw error;
	});

/** Whether a request for many tasks may have failed because of one of them: the service has read it, and is there. */
export const isAboutOne = ({ refusal: { code, outcome } }: ServiceRefusal) => code !== undefined && outcome !== 'notNow';

/** A create whose answer got lost. */
export interface Lost {
	job: Job;
	/** Milliseconds since the epoch. */
	sentAt: number;
	/** Whether a task is another item's. */
	known: (taskId: string) => boolean;
}

/** A value of a panel's field, as n8n shows it. */
interface PanelValue {
	value: string;
	name: string;
	description: string;
}

/** A list of tasks that the service keeps apart from others; named by the first product on it. */
interface TaskList {
	product: Product;
	name: string;
	description?: string;
}

/** A place where the vendor keeps a file for a while. */
export interface UploadForm {
	/** Where the form goes. */
	url: string;
	/** What the file's key begins with. */
	folder: string;
	/** What makes a link of the key. */
	scheme: string;
	/** The form's fields before key and file. They are secrets. */
	fields: Record<string, string>;
	/** The largest file, bytes. */
	most: number;
}

/**
 * A wire dialect, as the rest of the package knows it. Each is one file, which knows no other; what it says of itself
 * here is all that panels, rules, runs and triggers ask.
 */
export interface DialectApi extends DialectTraits {
	/** Where it stands among all: the first of a service is its usual one, and the first of all is the node's. */
	place: number;
	/** The values of Service and, where a service has several, API Version that lead to it. */
	service: PanelValue;
	apiVersion?: PanelValue;
	/** The panel's resources that it has beside Video and Task. */
	resources: readonly string[];

	/**
	 * Where the keys of a credential may be sent, without a trailing slash.
	 *
	 * @throws Error if the credential says it wrongly
	 */
	baseUrl: (credentials: ICredentialDataDecryptedObject) => string;
	/** R38: takes an API key, and no access key and secret key; what to do with those. */
	apiKeyOnly?: string;
	/** Reads the envelope of an answer. */
	judge: (answer: Answer) => Reply;
	/** Its codes that have words of their own, or patterns of them, for the page about errors. */
	codes: ReadonlyArray<readonly [code: string, meaning: Meaning]>;

	/** Sells at Kling's list prices. */
	hasListPrices: boolean;
	/** The lists, where one holds several kinds of tasks; absent where each kind has its own. What is to be known of them. */
	lists?: readonly TaskList[];
	listsHint: string;
	/** Elements and voices; absent where there is no such library. */
	library?: Library;

	/**
	 * The request that creates a job's task. Media must be URLs or base64 by now.
	 *
	 * @param externalTaskId the client's own id, which makes a lost answer recoverable (R33)
	 */
	encode: (job: Job, externalTaskId: string) => WireRequest;
	/** A place for a file of a job, which no other model can read; absent where the vendor has none. @throws ServiceRefusal */
	uploadForm?: (client: Client, job: Job, baseUrl: string) => Promise<UploadForm>;
	/** What a job will make; decides where it is read later (R39). */
	productOf: (job: Job) => Product;
	/** @throws ServiceRefusal if the answer holds no readable task */
	decodeCreated: (data: unknown, product: Product) => Task;
	/**
	 * Reads the state of many tasks with as few requests as the dialect allows, once each.
	 *
	 * @param refs may give external task ids in place of task ids
	 * @returns by the id that was asked for, a task or why it could not be read; unknown ids are absent
	 */
	readTasks: (client: Client, refs: TaskRef[], patience?: number) => Promise<Readings>;
	/** R39: the products that are read on a path of their own; absent where one read finds any task. */
	readSeparately?: readonly Product[];
	/** The task that was created under a client's own id, if there is one; absent on a dialect without such ids. */
	findByExternalId?: (client: Client, product: Product, externalTaskId: string) => Promise<Task | undefined>;
	/** The tasks that a lost create may have made, on a dialect without client ids. */
	findLost?: (client: Client, lost: Lost) => Promise<Task[]>;
	/** Whether a finished task that was found so can be the job's. */
	mayBeOf?: (task: Task, job: Job) => boolean;
	/** The list on which a product's tasks are; products that share one cannot be told apart there. */
	listOf: (product: Product) => string;
	/** Whether entries of a list carry their results, or have to be read singly for them. */
	listsResults: boolean;
	/** How long it knows a task, hours; for good, if absent. */
	remembers?: number;
	/** The most ids that `readTasks` asks for in one request. */
	idsPerRead: number;
	/**
	 * One page of a list, in the service's order, which is undocumented.
	 *
	 * @param from `next` of the page before; the query must be the same
	 * @param patience how long to go on through passing faults, ms
	 * @throws ServiceRefusal
	 */
	listPage: (client: Client, query: TaskQuery, from?: string, patience?: number) => Promise<TaskPage>;
	/** Cancels a task that has not begun; absent where Kling offers no such call. */
	cancel?: (client: Client, ref: TaskRef) => Promise<Reply>;
}

/** All pages of a list. @throws ServiceRefusal */
export async function* listTasks(dialect: DialectApi, client: Client, query: TaskQuery): AsyncGenerator<Task[]> {
	for (let from: string | undefined; ;) {
		const { tasks, next } = await dialect.listPage(client, query, from);
		yield tasks;
		if (next === undefined) return;
		from = next;
	}
}

/** The job of a dialect that makes videos only. @throws Error for another, which no panel offers there */
export function videoOnly(job: Job): VideoJob {
	if (job.kind === 'video') return job;
	throw new Error(`A job of kind ${job.kind} is possible on Kling’s classic API only`);
}
