import * as z from 'zod/v4-mini';
import { readable } from '../answers';
import { ServiceRefusal, type Client } from '../client';
import { MB, sourceVideoLimits } from '../media/limits';
import type { VideoModel, VideoOperation } from '../models';
import { namedToken } from '../prompt';
import type { Output } from '../outputs';
import type { Product, TaskRef } from '../task';
import { defined } from '../values';
import { decode, decodeList } from './currentDecode';
import { encode, productOf } from './currentEncode';
import { isAboutOne, orRefusal, taskIn, videoOnly, type DialectApi, type Readings, type TaskPage, type TaskQuery } from './dialect';
import { kling } from './kling';
import type { PromptLimit } from './traits';

/** Kling's current API: the path names the model, `contents`, `settings` and `options`; API key only (contract §5, §6, §15.2, §15.3). */

/** The most ids that one read takes (contract §6). */
const batch = 20;

/** @returns tasks by the id that was asked for, which is of the kind that the parameter says */
async function readBatches(client: Client, by: 'task_ids' | 'external_task_ids', refs: TaskRef[], patience?: number): Promise<Readings> {
	const batches = Array.from({ length: Math.ceil(refs.length / batch) }, (_, index) => refs.slice(index * batch, (index + 1) * batch));
	const read = await Promise.all(batches.map(async (some) => await readBatch(client, by, some, patience)));
	return new Map(read.flatMap((readings) => [...readings]));
}

async function readBatch(client: Client, by: 'task_ids' | 'external_task_ids', refs: TaskRef[], patience?: number): Promise<Readings> {
	const query = { [by]: refs.map(({ taskId }) => taskId).join(',') };
	const data = await orRefusal(
		client.read({ method: 'GET', path: '/tasks', query }, patience).then((found) => readable(list, found, 'tasks')),
	);
	if (data instanceof ServiceRefusal) {
		if (refs.length === 1 || !isAboutOne(data)) return new Map(refs.map(({ taskId }) => [taskId, data]));
		const single = await Promise.all(refs.map(async (ref) => await readBatch(client, by, [ref], patience)));
		return new Map(single.flatMap((readings) => [...readings]));
	}
	return new Map(
		decodeList(data, refs[0]!.product).flatMap((task) => {
			const id = by === 'task_ids' ? task.taskId : task.externalTaskId;
			return id === undefined ? [] : [[id, task] as const];
		}),
	);
}

const list = z.array(z.unknown());

/** Ids that are no task ids are looked up as external ids; an id that nobody knows is an empty list here (C9). */
async function readTasks(client: Client, refs: TaskRef[], patience?: number): Promise<Readings> {
	const found = await readBatches(client, 'task_ids', refs, patience);
	const missing = refs.filter(({ taskId }) => !found.has(taskId));
	const others = await readBatches(client, 'external_task_ids', missing, patience);
	return new Map(
		refs.flatMap(({ taskId, product }) => {
			const read = found.get(taskId) ?? others.get(taskId);
			if (!read) return [];
			return [[taskId, read instanceof ServiceRefusal ? read : { ...read, product: fitting(product, read.outputs) }] as const];
		}),
	);
}

/** What a task made; asked for as anything, since every task can be read here. */
function fitting(product: Product, outputs: Output[]): Product {
	const [first] = outputs;
	if (outputs.some(({ type }) => type === 'audio')) return first?.type === 'video' ? 'videoToAudio' : 'textToAudio';
	if (first?.type === 'element' || first?.type === 'voice') return first.type;
	if (first?.type === 'image') return productType(product) === 'image' ? product : 'image';
	return product;
}

/** The list tells pictures and videos apart, but not what a video was made from. */
const productType = (product: Product) => (product === 'image' || product === 'omniImage' ? 'image' : 'video');

async function listPage(
	client: Client,
	{ product, createdAfter, createdBefore }: TaskQuery,
	cursor?: string,
	patience?: number,
): Promise<TaskPage> {
	const body = {
		// beside a cursor they are ignored: it brings its own window
		...defined({ start_time: createdAfter?.toString(), end_time: createdBefore?.toString() }),
		limit: 500,
		filters: [{ key: 'product_type', values: [productType(product)] }],
		...defined({ cursor }),
	};
	const page = (await client.read({ method: 'POST', path: '/tasks', body }, patience)) as {
		result?: unknown;
		next_cursor?: string;
		has_more?: boolean;
	};
	return { tasks: decodeList(page.result, product), ...(page.has_more && page.next_cursor ? { next: page.next_cursor } : {}) };
}

/** R71: the longest prompt depends on what the model makes the video from; shorter ones are followed better. */
function promptLimits({ currentPrompt: { text, image }, family }: VideoModel, operation: VideoOperation): PromptLimit[] {
	const most = operation === 'motionControl' ? 2500 : operation === 'textToVideo' || family === 'omni' ? text : image;
	return [
		{ id: 'R71', severity: 'error', most },
		{ id: 'R71', severity: 'warning', most: 2500, verb: 'works best with at most' },
	];
}

/** C4, C27: the smallest side is the same for every model. */
function videos(model: VideoModel) {
	const limits = sourceVideoLimits(model);
	return { ...limits, side: { ...limits.side, min: Math.min(700, limits.side.min) } };
}

export const dialect: DialectApi = {
	...kling,
	id: 'current',
	place: 2,
	label: 'Kling’s new API',
	apiVersion: {
		value: 'current',
		name: 'New (API Key Only)',
		description: 'Takes an API key. Only here: Kling 3.0 Turbo, and names for pictures and elements in the prompt.',
	},
	resources: [],
	operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo', 'motionControl'],
	apiKeyOnly: 'Use a Kling credential with an API key; most videos can also be made with API Version set to Classic',
	token: namedToken,
	promptLimits,
	pictures: { size: 50 * MB, side: { min: 300, max: Infinity }, ratio: 2.5, alpha: true },
	videos,
	traits: {
		shotsInPrompt: true,
		namesAttachments: true,
		voices: true,
		standardElements: true,
		fewCharacters: true,
		characterBesideVideo: 'alone',
		severalShotsBesideVideo: true,
		lastFrameBesideVideo: 'refused',
		framesAreNoReference: true,
		silentReferenceVideo: true,
	},
	callbackIdKey: 'id',
	lists: [
		{ product: 'image', name: 'Image' },
		{ product: 'omniVideo', name: 'Video' },
	],
	listsHint: 'Kinds of results. This API does not tell which model a task used, or what a video was made from.',
	encode: (job, externalTaskId) => encode(videoOnly(job), externalTaskId),
	productOf: (job) => productOf(videoOnly(job)),
	decodeCreated: decode,
	readTasks,
	findByExternalId: async (client, product, externalTaskId) =>
		taskIn(await readBatches(client, 'external_task_ids', [{ taskId: externalTaskId, product }]), externalTaskId),
	listOf: productType,
	listsResults: true,
	idsPerRead: batch,
	listPage,
};
