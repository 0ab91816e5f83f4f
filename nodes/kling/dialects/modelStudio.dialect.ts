import * as z from 'zod/v4-mini';
import { maybe, maybeNumber, maybeText, maybeTime, ownId, readable, stateOf } from '../answers';
import type { Client, WireRequest } from '../client';
import type { Job } from '../job';
import { wireMedia } from '../jobParts';
import { requestedSeconds, type VideoJob } from '../videoJob';
import { integer } from '../json';
import { MB } from '../media/limits';
import { isKnownModel, modelCalled, nameOn, seconds, videoModel, type Quality } from '../models';
import { numberedToken, sentPrompt } from '../prompt';
import type { Product, Task, TaskRef, TaskStatus } from '../task';
import { defined } from '../values';
import { orRefusal, videoOnly, type DialectApi, type Lost, type Readings, type TaskPage, type TaskQuery } from './dialect';
import { codes, judge } from './modelStudioErrors';
import { baseUrlOf } from './modelStudioHost';
import { storedFileHeader, uploadForm } from './modelStudioUpload';

/** Kling on Alibaba Cloud Model Studio (contract §16): its own envelope and words, no client id, a memory of 24 hours. */

const createPath = '/services/aigc/video-generation/video-synthesis';

/** Characters of a prompt that the service uses (contract §16.2). */
const longestPrompt = 2500;

const modes: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

function productOf({ model, operation }: VideoJob): Product {
	if (videoModel(model).family === 'omni') return 'omniVideo';
	return operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo';
}

/** R43: the header makes the call asynchronous. The external task id has no place here. */
function encode(job: VideoJob): WireRequest {
	const model = videoModel(job.model);
	const duration = requestedSeconds(job);
	const attached = media(job);
	const isStored = attached.media?.some(({ url }) => url.startsWith('oss:'));
	return {
		method: 'POST',
		path: createPath,
		headers: { 'X-DashScope-Async': 'enable', ...(isStored ? storedFileHeader : {}) },
		body: {
			model: wireName(job),
			input: { ...shots(job), ...attached },
			parameters: {
				mode: modes[job.quality],
				...(job.aspectRatio ? { aspect_ratio: job.aspectRatio } : {}),
				...(duration === undefined ? {} : { duration }),
				...(model.sound === 'always' ? {} : { audio: job.sound }),
				watermark: job.watermark,
			},
		},
	};
}

const wireName = ({ model }: VideoJob) => nameOn(dialect, model) ?? model;

/** R11, R12: a storyboard replaces the prompt; its seconds are numbers here (R31). */
function shots(job: VideoJob) {
	const rewritten = sentPrompt(numberedToken, job);
	if (job.shots === 'storyboard') {
		const rows = job.storyboard.map(({ prompt, seconds }, index) => ({ index: index + 1, prompt: rewritten(prompt), duration: seconds }));
		return { multi_shot: true, shot_type: 'customize', multi_prompt: rows };
	}
	return { ...(job.shots === 'auto' ? { multi_shot: true, shot_type: 'intelligence' } : {}), prompt: rewritten(job.prompt) };
}

function media({ images, video, elements }: VideoJob) {
	const types = { firstFrame: 'first_frame', lastFrame: 'last_frame', reference: 'refer' };
	const found = [
		...images.map(({ role, media: picture }) => ({ type: types[role], url: wireMedia(picture) })),
		...(video ? [{ type: video.role, url: wireMedia(video.media), keep_original_sound: video.keepSound ? 'yes' : 'no' }] : []),
	];
	return {
		...(found.length ? { media: found } : {}),
		...(elements.length ? { element_list: elements.map((element) => ({ element_id: integer(element.id) })) } : {}),
	};
}

const statuses = new Map<string, TaskStatus>([
	['pending', 'submitted'],
	['running', 'processing'],
	['succeeded', 'succeeded'],
	['failed', 'failed'],
	['canceled', 'canceled'],
]);

/** Times are written without a zone, in the service's own (Beijing). */
const time = maybeTime('+08:00');

/** The state of a task that is forgotten: like one that never was. */
const forgotten = 'UNKNOWN';

const answer = z.object({
	request_id: maybeText,
	output: z.object({
		task_id: ownId,
		task_status: z.unknown().check(z.refine((status) => status !== forgotten)),
		code: maybeText,
		message: maybeText,
		submit_time: time,
		end_time: time,
		orig_prompt: maybeText,
		video_url: maybeText,
		watermark_video_url: maybeText,
	}),
	usage: maybe(z.object({ duration: maybeNumber })),
});

function decode(data: unknown, product: Product): Task {
	const { output, usage, request_id: requestId } = readable(answer, data, 'task');
	const {
		task_id: taskId,
		task_status: status,
		code,
		message,
		submit_time: submitted,
		end_time: ended,
		orig_prompt: prompt,
		video_url: url,
		watermark_video_url: watermarkUrl,
	} = output;
	return {
		taskId,
		product,
		...stateOf(status, statuses),
		outputs: url ? [{ type: 'video', url, ...defined({ watermarkUrl, seconds: usage?.duration }) }] : [],
		raw: data,
		...defined({
			statusMessage: [code, message].filter(Boolean).join(': ') || undefined,
			createdAt: submitted,
			updatedAt: ended ?? submitted,
			prompt,
			requestId,
		}),
	};
}

/** `YYYYMMDDhhmmss` in Beijing. */
const compactTime = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);

async function readOne(client: Client, { taskId, product }: TaskRef, patience?: number): Promise<Task | undefined> {
	const data = await client.read({ method: 'GET', path: `/tasks/${encodeURIComponent(taskId)}` }, patience);
	const status = (data as { output?: { task_status?: unknown } } | undefined)?.output?.task_status;
	return status === forgotten ? undefined : decode(data, product);
}

async function readTasks(client: Client, refs: TaskRef[], patience?: number): Promise<Readings> {
	const read = await Promise.all(refs.map(async (ref) => await orRefusal(readOne(client, ref, patience))));
	return new Map(read.flatMap((one, index) => (one ? [[refs[index]!.taskId, one] as const] : [])));
}

const listEntry = z.object({
	task_id: ownId,
	status: z.unknown(),
	model_name: maybeText,
	gmt_create: time,
	end_time: time,
});

const day = 24 * 3_600_000;

/** A page and the window that it belongs to, so that tasks which are created meanwhile do not move the pages. */
const place = z.tuple([z.number(), z.number(), z.number()]);
type Place = z.output<typeof place>;

/** The list knows ids, models, states and times, but no links; those come from a task's own call. */
async function readPage(client: Client, [page, start, end]: Place, product: Product, { model, patience }: ListOptions): Promise<TaskPage> {
	const query = {
		start_time: compactTime(start),
		end_time: compactTime(end),
		page_no: page,
		page_size: 100,
		...(model ? { model_name: model } : {}),
	};
	const { data, total_page: pages } = (await client.read({ method: 'GET', path: '/tasks', query }, patience)) as {
		data?: unknown;
		total_page?: number;
	};
	return {
		tasks: decodeList(data, product),
		...(page < (pages ?? 1) ? { next: JSON.stringify([page + 1, start, end]) } : {}),
	};
}

interface ListOptions {
	/** Only tasks of this model, by its name on the wire. */
	model?: string;
	patience?: number | undefined;
}

const decodeList = (data: unknown, product: Product): Task[] =>
	(Array.isArray(data) ? data : []).flatMap((value): Task[] => {
		const { data: found } = listEntry.safeParse(value);
		if (!found) return [];
		const { model_name: name = '' } = found;
		return [
			{
				taskId: found.task_id,
				product,
				...stateOf(found.status, statuses),
				outputs: [],
				raw: value,
				model: modelCalled(name, dialect),
				...defined({ createdAt: found.gmt_create, updatedAt: found.end_time ?? found.gmt_create }),
			},
		];
	});

/** The list covers 24 hours, and other vendors' tasks too; what a Kling 3.0 video was made from cannot be told from it. */
async function listPage(
	client: Client,
	{ product, createdAfter = 0, createdBefore = Date.now() + 60_000 }: TaskQuery,
	from?: string,
	patience?: number,
): Promise<TaskPage> {
	const window: Place =
		from === undefined ? [1, Math.max(createdAfter, createdBefore - day), createdBefore] : place.parse(JSON.parse(from));
	const { tasks, ...page } = await readPage(client, window, product, { patience });
	return { tasks: tasks.filter(({ model = '' }) => listOfModel(model) === listOf(product)), ...page };
}

const listOf = (product: Product) => (product === 'omniVideo' ? 'omni' : 'standard');

function listOfModel(model: string): string {
	if (isKnownModel(model)) return videoModel(model).family;
	return /^kling\/.*-video-/.test(model) ? (model.includes('-omni-') ? 'omni' : 'standard') : 'other';
}

/**
 * Looks for the task of a create whose answer got lost. There is no client id to ask for, so it is the one task of the
 * same model that appeared since then and that nobody else here knows.
 */
async function findLost(client: Client, { job: any, sentAt, known }: Lost): Promise<Task[]> {
	const job = videoOnly(any);
	const found: Task[] = [];
	// the list's times are whole seconds
	const start = sentAt - 1000;
	for (let next: Place | undefined = [1, start, Date.now() + 60_000]; next;) {
		const page: TaskPage = await readPage(client, next, productOf(job), { model: wireName(job) });
		found.push(...page.tasks);
		next = page.next === undefined ? undefined : place.parse(JSON.parse(page.next));
	}
	return found.filter(({ taskId, createdAt = 0 }) => createdAt >= start && !known(taskId));
}

/** The prompt is repeated when the video is finished, cut if it is too long; a storyboard has none of its own. */
function mayBeOf({ prompt = '' }: Task, any: Job): boolean {
	const job = videoOnly(any);
	if (prompt === '' || job.shots === 'storyboard') return true;
	const sent = sentPrompt(numberedToken, job)(job.prompt);
	return sent.trim() === prompt.trim() || (prompt.length >= longestPrompt && sent.startsWith(prompt));
}

export const dialect: DialectApi = {
	id: 'modelStudio',
	place: 3,
	label: 'Model Studio',
	vendor: 'Model Studio',
	service: { value: 'modelStudio', name: 'Alibaba Cloud Model Studio', description: 'Kling’s models as sold by Alibaba Cloud (Beijing)' },
	resources: [],
	operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo'],
	credential: 'klingModelStudioApi',
	baseUrl: baseUrlOf,
	judge,
	codes,
	token: numberedToken,
	promptLimits: () => [{ id: 'R46', severity: 'warning', most: longestPrompt, verb: 'is cut after' }],
	pictures: { size: 10 * MB, side: { min: 300, max: 8000 }, ratio: Infinity, alpha: false },
	videos: () => ({
		size: 200 * MB,
		seconds: { min: 3, max: 10 },
		side: { min: 720, max: 2160 },
		area: Infinity,
		frameRate: { min: 24, max: 60 },
	}),
	takesPictures: false,
	traits: { standardModelsRule: 'R42', lengthsRule: 'R22', framesOrReferences: true, lengthsFromVideo: seconds(3, 10) },
	hasListPrices: false,
	lists: [
		{ product: 'omniVideo', name: 'Omni Video' },
		{ product: 'textToVideo', name: 'Text or Image to Video' },
	],
	listsHint: 'Kinds of tasks, by the model that they used',
	encode: (job) => encode(videoOnly(job)),
	uploadForm: async (client, job, baseUrl) => await uploadForm(client, wireName(videoOnly(job)), baseUrl),
	productOf: (job) => productOf(videoOnly(job)),
	decodeCreated: decode,
	readTasks,
	findLost,
	mayBeOf,
	listOf,
	listsResults: false,
	remembers: 24,
	idsPerRead: 1,
	listPage,
	cancel: async (client, { taskId }) => await client.send({ method: 'POST', path: `/tasks/${encodeURIComponent(taskId)}/cancel` }),
};
