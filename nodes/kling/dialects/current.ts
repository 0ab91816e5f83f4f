import * as z from 'zod/v4-mini';
import { entriesOf, maybeId, maybeNumber, maybeText, maybeTime, ownId, readable, readableEntries, stateOf } from '../answers';
import { ServiceRefusal, type Client, type WireRequest } from '../client';
import { wireMedia } from '../jobParts';
import { requestedSeconds, type VideoJob } from '../videoJob';
import { MB, sourceVideoLimits } from '../media/limits';
import { videoModel, type ElementKind, type VideoModel, type VideoOperation } from '../models';
import { attachmentId, attachments, namedToken, promptWithShots, sentPrompt } from '../prompt';
import type { Output, Product, Task, TaskRef, TaskStatus } from '../task';
import { defined } from '../values';
import { isAboutOne, orRefusal, taskIn, videoOnly, type DialectApi, type Readings, type TaskPage, type TaskQuery } from './dialect';
import { kling } from './kling';
import { audioOf, soundFields } from './sound';
import type { PromptLimit } from './traits';

/** Kling's current API: the path names the model, `contents`, `settings` and `options`; API key only (contract §5, §6, §15.2, §15.3). */

const folders: Partial<Record<Product, string>> = {
	omniVideo: 'omni-video',
	textToVideo: 'text-to-video',
	imageToVideo: 'image-to-video',
	motionControl: 'motion-control',
};

/** A model id typed by hand may be a whole path, for models that are not known here (R52): `text-to-video/kling-9`. */
const typedPath = (model: string) => (model.includes('/') && !videoModel(model).names.current ? model.replace(/^\/+/, '') : undefined);

function productOf({ model, operation }: VideoJob): Product {
	const folder = typedPath(model)?.split('/')[0];
	const typed = folder && (Object.keys(folders) as Product[]).find((product) => folders[product] === folder);
	if (typed) return typed;
	if (operation === 'motionControl') return 'motionControl';
	if (videoModel(model).family === 'omni') return 'omniVideo';
	return operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo';
}

const pathOf = (job: VideoJob): string =>
	`/${typedPath(job.model) ?? `${folders[productOf(job)]}/${videoModel(job.model).names.current ?? job.model}`}`;

function encode(job: VideoJob, externalTaskId: string): WireRequest {
	const settings = settingsOf(job);
	const options = {
		...(job.callbackUrl ? { callback_url: job.callbackUrl } : {}),
		external_task_id: externalTaskId,
		...(job.watermark ? { watermark_info: { enabled: true } } : {}),
	};
	const words = productOf(job) === 'textToVideo' ? { prompt: promptOf(job) } : { contents: contentsOf(job) };
	return { method: 'POST', path: pathOf(job), body: { ...words, settings, options } };
}

const promptOf = (job: VideoJob) => promptWithShots(job, sentPrompt(namedToken, job));

/** R35: one prompt, and an id on everything that the prompt may refer to; standard frames have none (§15.2). */
function contentsOf(job: VideoJob): object[] {
	const product = productOf(job);
	const ids = new Map(attachments(job).map((attachment) => [`${attachment.kind}${attachment.number}`, attachmentId(attachment)]));
	const named = (kind: string, index: number) => ({ id: ids.get(`${kind}${index + 1}`) });
	const imageTypes = {
		firstFrame: 'first_frame',
		lastFrame: 'last_frame',
		reference: product === 'motionControl' ? 'image' : 'refer_image',
	};
	const videoTypes = { base: 'base_video', feature: 'feature_video', motion: 'video' };
	return [
		{ type: 'prompt', text: promptOf(job) },
		...job.images.map(({ role, media }, index) => ({
			type: imageTypes[role],
			url: wireMedia(media),
			...(product === 'omniVideo' ? named('image', index) : {}),
		})),
		...(job.video
			? [{ type: videoTypes[job.video.role], url: wireMedia(job.video.media), ...(product === 'omniVideo' ? named('video', 0) : {}) }]
			: []),
		...job.elements.map((element, index) => ({ type: 'element', element_id: element.id, ...named('element', index) })),
		...job.voices.map((voice, index) => ({ type: 'voice', voice_id: voice.id, ...named('voice', index) })),
	];
}

/** R37, R55: what the server would decide differently is always sent. */
function settingsOf(job: VideoJob) {
	const model = videoModel(job.model);
	const seconds = requestedSeconds(job);
	// a standard model of which nobody chooses the sound has no such field (R66)
	const takesAudio = model.family === 'omni' || model.sound === 'choice' || (model.sound === 'never' && job.sound);
	const plansShots = model.shots.includes('auto') && productOf(job) !== 'motionControl';
	return {
		...(plansShots ? { multi_shot: job.shots !== 'single' } : {}),
		...(takesAudio ? { audio: job.video?.keepSound ? 'original' : job.sound ? 'native' : 'off' } : {}),
		resolution: job.quality,
		...(job.aspectRatio ? { aspect_ratio: job.aspectRatio } : {}),
		...(seconds === undefined ? {} : { duration: seconds }),
		...(job.characterOrientation ? { character_orientation: job.characterOrientation } : {}),
	};
}

const link = { url: z.string().check(z.minLength(1)), watermark_url: maybeText };

const output = z.discriminatedUnion('type', [
	z.object({ type: z.literal('video'), id: maybeId, ...link, duration: maybeNumber }),
	z.object({ type: z.literal('image'), ...link }),
	z.object({ type: z.literal('audio'), ...soundFields }),
	z.object({
		type: z.literal('element'),
		id: ownId,
		name: maybeText,
		description: maybeText,
		element_type: maybeText,
		references: entriesOf(z.object({ type: z.string(), id: maybeId })),
		owned_by: maybeText,
		status: maybeText,
	}),
	z.object({
		type: z.literal('voice'),
		id: ownId,
		name: maybeText,
		url: maybeText,
		owned_by: maybeText,
		status: maybeText,
	}),
]);

const statuses = new Map<string, TaskStatus>([
	['submitted', 'submitted'],
	['processing', 'processing'],
	['succeeded', 'succeeded'],
	['succeed', 'succeeded'],
	['failed', 'failed'],
]);

const entry = z.object({
	id: ownId,
	status: z.unknown(),
	message: maybeText,
	external_id: maybeText,
	create_time: maybeTime(),
	update_time: maybeTime(),
	outputs: entriesOf(output),
	billing: z.unknown(),
});

const bill = z.object({ charge_type: z.enum(['unit', 'cash']), amount: maybeNumber, currency: maybeText });

function decode(data: unknown, product: Product): Task {
	const found = readable(entry, data, 'task');
	const bills = readableEntries(bill, found.billing);
	const cash = bills.filter(({ charge_type: type }) => type === 'cash');
	return {
		taskId: found.id,
		product,
		...stateOf(found.status, statuses),
		outputs: found.outputs.flatMap(decodeOutput),
		raw: data,
		...defined({
			externalTaskId: found.external_id,
			statusMessage: found.message,
			createdAt: found.create_time,
			updatedAt: found.update_time,
			units: total(bills.filter(({ charge_type: type }) => type === 'unit')),
			money: moneyOf(cash),
		}),
	};
}

/** Nothing, where one of the amounts cannot be read: a part of a sum is a wrong sum. */
function total(bills: Array<{ amount?: number | undefined }>): number | undefined {
	const amounts = bills.flatMap(({ amount }) => amount ?? []);
	return bills.length && amounts.length === bills.length ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}

const elementKinds = new Map<string, ElementKind>([
	['multi_image_elements', 'multiImage'],
	['video_character_elements', 'videoCharacter'],
]);

function moneyOf(cash: Array<z.output<typeof bill>>): Task['money'] {
	const amount = total(cash);
	return amount === undefined ? undefined : { amount, ...defined({ currency: cash[0]?.currency }) };
}

/** Outputs of a kind that is not known here are left out before. */
function decodeOutput(found: z.output<typeof output>): Output | Output[] {
	switch (found.type) {
		case 'video':
			return { type: 'video', url: found.url, ...defined({ id: found.id, watermarkUrl: found.watermark_url, seconds: found.duration }) };
		case 'audio':
			return audioOf(found);
		case 'image':
			return { type: 'image', url: found.url, ...defined({ watermarkUrl: found.watermark_url }) };
		case 'element': {
			const { id: elementId, name = elementId, description, element_type: kind = '', references, owned_by: ownedBy, status } = found;
			const voiceId = references.find(({ type }) => type === 'voice')?.id;
			return { type: 'element', id: elementId, name, ...defined({ description, kind: elementKinds.get(kind), voiceId, ownedBy, status }) };
		}
		case 'voice':
			return {
				type: 'voice',
				id: found.id,
				name: found.name ?? found.id,
				...defined({ trialUrl: found.url, ownedBy: found.owned_by, status: found.status }),
			};
	}
}

const decodeList = (data: unknown, product: Product): Task[] =>
	(Array.isArray(data) ? data : []).filter((value) => entry.safeParse(value).success).map((value) => decode(value, product));

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

export const current: DialectApi = {
	...kling,
	id: 'current',
	label: 'Kling’s current API',
	apiVersion: {
		value: 'current',
		name: 'New (API Key Only)',
		description: 'Takes an API key. Only here: Kling 3.0 Turbo, and names for pictures and elements in the prompt.',
	},
	resources: [],
	operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo', 'motionControl'],
	apiKeyOnly: true,
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
