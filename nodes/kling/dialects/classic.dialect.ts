import * as z from 'zod/v4-mini';
import { readable } from '../answers';
import { ServiceRefusal, type Client, type WireRequest } from '../client';
import { isAbout } from '../errors';
import { MB, sourceVideoLimits } from '../media/limits';
import { numberedToken } from '../prompt';
import { studioKinds } from '../studio/products';
import type { Product, Task, TaskRef } from '../task';
import { id } from '../values';
import { decode, decodeList } from './classicDecode';
import { classicProducts, encode, path, productOf } from './classicEncode';
import { library } from './classicLibrary';
import { isAboutOne, orRefusal, type DialectApi, type Readings, type TaskPage, type TaskQuery } from './dialect';
import { decodeFaces } from './faces';
import { kling } from './kling';

/** Kling's classic API under `/v1`: flat body, a path per product, JWT or API key (contract §3, §4, §13–§15.1, §21). */

async function readOne(client: Client, product: Product, taskId: string, patience?: number): Promise<Task | undefined> {
	const request: WireRequest = { method: 'GET', path: `${path(product)}/${encodeURIComponent(taskId)}` };
	return await client.read(request, patience).then(
		(data) => decode(data, product),
		(error) => {
			if (error instanceof ServiceRefusal && isAbout('not found', error.refusal)) return undefined;
			throw error;
		},
	);
}

/** So many tasks are asked for one by one where the list cannot be read. */
const mostSingly = 50;

/** R93: lip syncs are read by task id for sure only; the current API, which takes API keys alone, knows ours. */
async function idOnOtherApi(client: Client, externalTaskId: string): Promise<string | undefined> {
	const request: WireRequest = { method: 'GET', path: '/tasks', query: { external_task_ids: externalTaskId } };
	const found = await client.read(request).catch((error: unknown) => {
		// a refused key says nothing about the task
		if (error instanceof ServiceRefusal && error.refusal.outcome === 'refused') return undefined;
		throw error;
	});
	return z.array(z.object({ id })).safeParse(found).data?.[0]?.id;
}

/** One product's tasks: two list pages at most, then the ids that they did not show one by one. */
async function readProduct(client: Client, product: Product, ids: string[], patience?: number): Promise<Readings> {
	const found: Readings = new Map();
	const missing = () => ids.filter((taskId) => !found.has(taskId));
	// a single task is asked for by its id
	if (ids.length > 1) {
		const pageSize = Math.min(500, Math.max(30, ids.length * 4));
		for (let pageNum = 1; pageNum <= 2 && missing().length > 0; pageNum++) {
			const page = await orRefusal(readPage(client, product, pageNum, pageSize, patience));
			if (page instanceof ServiceRefusal) {
				if (isAboutOne(page) && ids.length <= mostSingly) break;
				return new Map([...found, ...missing().map((taskId) => [taskId, page] as const)]);
			}
			const wanted = new Set(missing());
			for (const task of decodeList(page, product))
				for (const taskId of [task.taskId, task.externalTaskId]) if (taskId !== undefined && wanted.has(taskId)) found.set(taskId, task);
			if (page.length < pageSize) break;
		}
	}
	await Promise.all(
		missing().map(async (taskId) => {
			const read = await orRefusal(readOne(client, product, taskId, patience));
			if (read) found.set(taskId, read);
		}),
	);
	return found;
}

async function readPage(client: Client, product: Product, pageNum: number, pageSize: number, patience?: number): Promise<unknown[]> {
	const data = await client.read({ method: 'GET', path: path(product), query: { pageNum, pageSize } }, patience);
	return readable(list, data ?? [], 'list of tasks');
}

const list = z.array(z.unknown());

async function readTasks(client: Client, refs: TaskRef[], patience?: number): Promise<Readings> {
	const wanted = [...new Set(refs.map(({ product }) => product))];
	const idsOf = (product: Product) => [...new Set(refs.filter((ref) => ref.product === product).map(({ taskId }) => taskId))];
	const read = await Promise.all(wanted.map(async (product) => await readProduct(client, product, idsOf(product), patience)));
	return new Map(read.flatMap((readings) => [...readings]));
}

/** The most entries on a page, and the last page that can be asked for (contract §4). */
const fullPage = 500;
const lastPage = 1000;

/** The list cannot be filtered by time, and does not say how long it is. */
async function listPage(client: Client, { product }: TaskQuery, from = '1', patience?: number): Promise<TaskPage> {
	const pageNum = Number(from);
	const page = await readPage(client, product, pageNum, fullPage, patience);
	const isLast = page.length < fullPage || pageNum >= lastPage;
	return { tasks: decodeList(page, product), ...(isLast ? {} : { next: String(pageNum + 1) }) };
}

export const dialect: DialectApi = {
	...kling,
	id: 'classic',
	place: 1,
	label: 'Kling’s classic API',
	apiVersion: {
		value: 'classic',
		name: 'Classic (Every Key)',
		description: 'Takes an API key as well as an access key and secret key. Only here: negative prompt, CFG scale, voices.',
	},
	resources: ['account', 'audio', 'element', 'image', 'voice'],
	operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo', 'motionControl', ...studioKinds],
	token: numberedToken,
	promptLimits: () => [{ id: '§3', severity: 'error', most: 2500 }],
	pictures: { size: 10 * MB, side: { min: 300, max: Infinity }, ratio: 2.5, alpha: true },
	videos: sourceVideoLimits,
	traits: {
		standardModelsRule: 'R67',
		negativePrompt: true,
		voices: true,
		standardElements: true,
		wordlessMotion: true,
		fewCharacters: true,
		characterBesideVideo: 'never',
		noStoryboardBesideVideo: true,
		lastFrameBesideVideo: 'doubtful',
	},
	callbackIdKey: 'task_id',
	listsHint: 'Kinds of tasks. Kling keeps a list for each: every further kind is one more request at every poll.',
	library,
	encode,
	productOf,
	decodeCreated: (data, product) => (product === 'faces' ? decodeFaces(data) : decode(data, product)),
	readTasks,
	readSeparately: classicProducts,
	findByExternalId: async (client, product, externalTaskId) => {
		const taskId = product === 'lipSync' ? await idOnOtherApi(client, externalTaskId) : undefined;
		return await readOne(client, product, taskId ?? externalTaskId);
	},
	listOf: (product) => product,
	listsResults: true,
	idsPerRead: 1,
	listPage,
};
