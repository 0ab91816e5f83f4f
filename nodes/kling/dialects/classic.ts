import * as z from 'zod/v4';
import type { Client, WireRequest } from '../client';
import { ServiceRefusal } from '../client';
import { isNotFound } from '../errors';
import { requestedSeconds, wireMedia, type VideoJob } from '../job';
import { integer } from '../json';
import { videoModel, type Quality } from '../models';
import { attachments, numberedToken, rewriteReferences } from '../prompt';
import type { Output, Product, Task, TaskRef } from '../task';
import { defined, id } from '../values';
import type { DialectApi, TaskPage, TaskQuery } from './dialect';

/** Kling's classic API under `/v1`: flat body, a path per product, JWT or API key (contract §3, §4, §13–§15.1). */

const paths: Partial<Record<Product, string>> = {
	omniVideo: '/v1/videos/omni-video',
	textToVideo: '/v1/videos/text2video',
	imageToVideo: '/v1/videos/image2video',
	omniImage: '/v1/images/omni-image',
	image: '/v1/images/generations',
	element: '/v1/general/advanced-custom-elements',
	voice: '/v1/general/custom-voices',
};

const modes: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

/** A model id typed by hand may name its endpoint: `text2video/kling-v9`. */
const handTyped = /^(omni-video|text2video|image2video)\/(.+)$/;
const endpoints: Record<string, Product> = { 'omni-video': 'omniVideo', text2video: 'textToVideo', image2video: 'imageToVideo' };

function productOf({ model, operation }: VideoJob): Product {
	const typed = handTyped.exec(model)?.[1];
	if (typed) return endpoints[typed]!;
	if (videoModel(model).family === 'omni') return 'omniVideo';
	return operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo';
}

function encode(job: VideoJob, externalTaskId: string): WireRequest {
	const product = productOf(job);
	const body = {
		model_name: videoModel(job.model).names.classic ?? job.model.replace(handTyped, '$2'),
		...shots(job),
		...(product === 'omniVideo' ? omniMedia(job) : standardMedia(job)),
		...sound(job),
		mode: modes[job.quality],
		...(job.aspectRatio ? { aspect_ratio: job.aspectRatio } : {}),
		...duration(job),
		...(job.watermark ? { watermark_info: { enabled: true } } : {}),
		...(job.callbackUrl ? { callback_url: job.callbackUrl } : {}),
		external_task_id: externalTaskId,
	};
	return { method: 'POST', path: path(product), body };
}

/** R4, R11, R12, R31: a storyboard replaces the prompt; its rows are numbered and timed in text. */
function shots(job: VideoJob) {
	const attached = attachments(job);
	const rewritten = (prompt: string) => rewriteReferences(prompt, attached, numberedToken);
	if (job.shots === 'storyboard') {
		return {
			multi_shot: true,
			shot_type: 'customize',
			multi_prompt: job.storyboard.map(({ prompt, seconds }, index) => ({
				index: index + 1,
				prompt: rewritten(prompt),
				duration: String(seconds),
			})),
		};
	}
	return { ...(job.shots === 'auto' ? { multi_shot: true, shot_type: 'intelligence' } : {}), prompt: rewritten(job.prompt) };
}

/** R6, R26, R30: reference pictures carry no type, videos always their use, element ids leave as bare integers. */
function omniMedia({ images, elements, video }: VideoJob) {
	const types = { firstFrame: { type: 'first_frame' }, lastFrame: { type: 'end_frame' }, reference: {} };
	return {
		...(images.length ? { image_list: images.map(({ role, media }) => ({ image_url: wireMedia(media), ...types[role] })) } : {}),
		...elementList(elements),
		...(video
			? { video_list: [{ video_url: wireMedia(video.media), refer_type: video.role, keep_original_sound: video.keepSound ? 'yes' : 'no' }] }
			: {}),
	};
}

function standardMedia({ images, elements, voices, negativePrompt, cfgScale }: VideoJob) {
	const frame = (role: string) => images.find((image) => image.role === role)?.media;
	const [first, last] = [frame('firstFrame'), frame('lastFrame')];
	return {
		...(negativePrompt ? { negative_prompt: negativePrompt } : {}),
		...(cfgScale === undefined ? {} : { cfg_scale: cfgScale }),
		...(first ? { image: wireMedia(first) } : {}),
		...(last ? { image_tail: wireMedia(last) } : {}),
		...elementList(elements),
		...(voices.length ? { voice_list: voices.map((voice) => ({ voice_id: voice.id })) } : {}),
	};
}

const elementList = (elements: VideoJob['elements']) =>
	elements.length ? { element_list: elements.map((element) => ({ element_id: integer(element.id) })) } : {};

function sound(job: VideoJob) {
	return job.sound ? { sound: 'on' } : videoModel(job.model).sound === 'choice' ? { sound: 'off' } : {};
}

function duration(job: VideoJob) {
	const seconds = requestedSeconds(job);
	return seconds === undefined ? {} : { duration: String(seconds) };
}

function path(product: Product): string {
	const found = paths[product];
	if (!found) throw new Error(`the classic API has no ${product}`);
	return found;
}

const milliseconds = z.coerce.number().optional();
const units = z.preprocess((value) => (value === '' || value === null ? undefined : value), z.coerce.number().optional());
const seconds = units;

const entry = z.object({
	task_id: id,
	task_status: z.enum(['submitted', 'processing', 'succeed', 'succeeded', 'failed']),
	task_status_msg: z.string().nullish(),
	task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
	created_at: milliseconds,
	updated_at: milliseconds,
	final_unit_deduction: units,
	task_result: z
		.object({
			videos: z.array(z.object({ url: z.string(), watermark_url: z.string().nullish(), duration: seconds })).nullish(),
			result_type: z.string().nullish(),
			images: z.array(z.object({ url: z.string(), watermark_url: z.string().nullish() })).nullish(),
			series_images: z.array(z.object({ url: z.string(), watermark_url: z.string().nullish() })).nullish(),
			elements: z
				.array(
					z.object({
						element_id: id,
						element_name: z.string(),
						element_description: z.string().nullish(),
						reference_type: z.string().nullish(),
						owned_by: z.coerce.string().nullish(),
						status: z.string().nullish(),
					}),
				)
				.nullish(),
			voices: z
				.array(
					z.object({
						voice_id: id,
						voice_name: z.string(),
						trial_url: z.string().nullish(),
						owned_by: z.coerce.string().nullish(),
						status: z.string().nullish(),
					}),
				)
				.nullish(),
		})
		.nullish(),
});

function decode(data: unknown, product: Product): Task {
	const { data: found, error } = entry.safeParse(data);
	if (!found)
		throw new ServiceRefusal({ outcome: 'unknown', message: `the answer holds no readable task (${error.issues[0]?.path.join('.')})` });
	return {
		taskId: found.task_id,
		product,
		status: found.task_status === 'succeed' ? 'succeeded' : found.task_status,
		outputs: outputs(found.task_result),
		raw: data,
		...defined({
			externalTaskId: found.task_info?.external_task_id || undefined,
			statusMessage: found.task_status_msg || undefined,
			createdAt: found.created_at,
			updatedAt: found.updated_at,
			units: found.final_unit_deduction,
		}),
	};
}

function outputs(result: z.output<typeof entry>['task_result']): Output[] {
	const link = ({ url, watermark_url }: { url: string; watermark_url?: string | null | undefined }) => ({
		url,
		...(watermark_url ? { watermarkUrl: watermark_url } : {}),
	});
	const pictures = result?.result_type === 'series' ? result.series_images : result?.images;
	return [
		...(result?.videos ?? []).map((video): Output => ({
			type: 'video',
			...link(video),
			...(video.duration === undefined ? {} : { seconds: video.duration }),
		})),
		...(pictures ?? []).map((picture): Output => ({ type: 'image', ...link(picture) })),
		...(result?.elements ?? []).map((element): Output => ({
			type: 'element',
			id: element.element_id,
			name: element.element_name,
			...defined({
				description: element.element_description || undefined,
				kind:
					element.reference_type === 'video_refer'
						? ('videoCharacter' as const)
						: element.reference_type === 'image_refer'
							? ('multiImage' as const)
							: undefined,
				ownedBy: element.owned_by ?? undefined,
				status: element.status ?? undefined,
			}),
		})),
		...(result?.voices ?? []).map((voice): Output => ({
			type: 'voice',
			id: voice.voice_id,
			name: voice.voice_name,
			...defined({ trialUrl: voice.trial_url ?? undefined, ownedBy: voice.owned_by ?? undefined, status: voice.status ?? undefined }),
		})),
	];
}

/** Entries of a list; one that cannot be read is left out, so that it does not hide the others. */
function decodeList(data: unknown, product: Product): Task[] {
	return (Array.isArray(data) ? data : []).flatMap((value) => {
		const readable = entry.safeParse(value).success;
		return readable ? [decode(value, product)] : [];
	});
}

async function readOne(client: Client, product: Product, taskId: string, patience?: number): Promise<Task | undefined> {
	const request: WireRequest = { method: 'GET', path: `${path(product)}/${encodeURIComponent(taskId)}` };
	return await client.read(request, patience).then(
		(data) => decode(data, product),
		(error) => {
			if (error instanceof ServiceRefusal && isNotFound(error.refusal)) return undefined;
			throw error;
		},
	);
}

/** Up to this many tasks are asked one by one; a list page would carry more than it saves. */
const singly = 2;

/** One product's tasks: two list pages at most, then the ids that they did not show one by one. */
async function readProduct(client: Client, product: Product, ids: string[], patience?: number): Promise<Array<[string, Task]>> {
	const missing = new Set(ids);
	const found: Array<[string, Task]> = [];
	const take = (asked: string | undefined, task: Task) => {
		if (asked !== undefined && missing.delete(asked)) found.push([asked, task]);
	};
	if (missing.size > singly) {
		const pageSize = Math.min(500, Math.max(30, ids.length * 4));
		for (let pageNum = 1; pageNum <= 2 && missing.size > 0; pageNum++) {
			const page = await readPage(client, product, pageNum, pageSize, patience);
			for (const task of decodeList(page, product)) {
				take(task.taskId, task);
				take(task.externalTaskId, task);
			}
			if (page.length < pageSize) break;
		}
	}
	await Promise.all(
		[...missing].map(async (asked) => {
			const task = await readOne(client, product, asked, patience);
			if (task) take(asked, task);
		}),
	);
	return found;
}

async function readPage(client: Client, product: Product, pageNum: number, pageSize: number, patience?: number): Promise<unknown[]> {
	const data = await client.read({ method: 'GET', path: path(product), query: { pageNum, pageSize } }, patience);
	return Array.isArray(data) ? data : [];
}

async function readTasks(client: Client, refs: TaskRef[], patience?: number): Promise<Map<string, Task>> {
	const wanted = [...new Set(refs.map(({ product }) => product))];
	const read = await Promise.all(
		wanted.map(
			async (product) =>
				await readProduct(
					client,
					product,
					refs.filter((ref) => ref.product === product).map(({ taskId }) => taskId),
					patience,
				),
		),
	);
	return new Map(read.flat());
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

export const classic: DialectApi = {
	id: 'classic',
	encode,
	productOf,
	decodeCreated: decode,
	readTasks,
	findByExternalId: async (client, product, externalTaskId) => await readOne(client, product, externalTaskId),
	listOf: path,
	listsResults: true,
	idsPerRead: 1,
	listPage,
};
