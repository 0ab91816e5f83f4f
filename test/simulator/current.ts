import type { FastifyInstance } from 'fastify';
import { z } from 'zod/v4';
import { checkApiKey } from './auth';
import { checkCurrentMotion, isMotionModel } from './check/currentMotion';
import { checkCurrentOmniVideo } from './check/currentOmniVideo';
import { checkCurrentImageToVideo, checkCurrentTextToVideo, isCurrentModel } from './check/currentVideo';
import { integer, list, oneOf, readFields, timeText } from './check/fields';
import type { Context } from './context';
import { currentEntry, currentReceipt } from './currentShape';
import { readCursor, writeCursor } from './cursor';
import { bodyOf, sendData } from './http';
import type { JsonObject } from './json';
import { badParameter, refuse } from './refusal';
import { inListOrder, type Service } from './service';
import type { Job, Task } from './tasks';

type Check = (body: JsonObject, model: string, context: Context) => Job;

/** The model is part of the path; one that is not offered there does not exist. */
const CREATE: Record<string, Check> = {
	'omni-video': (body, model, context) =>
		model === 'kling-3.0-omni' || model === 'kling-o1' ? checkCurrentOmniVideo(body, model, context) : noSuchModel(model),
	'text-to-video': (body, model) => (isCurrentModel(model) ? checkCurrentTextToVideo(body, model) : noSuchModel(model)),
	'image-to-video': (body, model, context) => (isCurrentModel(model) ? checkCurrentImageToVideo(body, model, context) : noSuchModel(model)),
	'motion-control': (body, model, context) => (isMotionModel(model) ? checkCurrentMotion(body, model, context) : noSuchModel(model)),
};

const DAY = 24 * 60 * 60 * 1000;
const BY_ID = z.strictObject({ task_ids: z.string().optional(), external_task_ids: z.string().optional() });
const LIST = z.strictObject({
	start_time: timeText.optional(),
	end_time: timeText.optional(),
	cursor: z.string().default(''),
	limit: integer(1, 500).default(100),
	filters: z
		.array(
			z.discriminatedUnion('key', [
				z.strictObject({ key: z.literal('status'), values: list(oneOf('submitted', 'processing', 'succeeded', 'failed')) }),
				z.strictObject({ key: z.literal('product_type'), values: list(oneOf('video', 'image', 'try_on')) }),
			]),
		)
		.default([]),
});
/** Where a list call stopped: its window and the last task it showed. */
const PLACE = z.object({ start: z.number(), end: z.number(), after: z.string() });
type Filter = z.output<typeof LIST>['filters'][number];

/** The current API (dialect N): API key only (R38). */
export async function currentRoutes(app: FastifyInstance, service: Service): Promise<void> {
	app.addHook('preHandler', async (request) => checkApiKey(request.headers.authorization));

	for (const [family, check] of Object.entries(CREATE)) {
		app.post<{ Params: { model: string } }>(`/${family}/:model`, async (request, reply) => {
			const task = service.tasks.accept(check(bodyOf(request), request.params.model, service));
			return sendData(reply, currentReceipt(task), '');
		});
	}

	app.get('/tasks', async (request, reply) => {
		const query = readFields(BY_ID, request.query as JsonObject);
		return sendData(
			reply,
			byIds(query, service).map((task) => currentEntry(task, service)),
			'',
		);
	});

	app.post('/tasks', async (request, reply) => sendData(reply, listPage(readFields(LIST, bodyOf(request)), service), ''));
}

function noSuchModel(model: string): never {
	return refuse(1203, `model ${model} is not supported for this API`);
}

/** Unknown ids are simply absent. Tasks of the classic API are found as well (contract §6). */
function byIds(query: z.output<typeof BY_ID>, { tasks }: Service): Task[] {
	const { task_ids: taskIds = '', external_task_ids: externalIds = '' } = query;
	if (!taskIds && !externalIds) badParameter('task_ids or external_task_ids is required');
	if (taskIds && externalIds) badParameter('task_ids and external_task_ids must not be combined');
	const ids = (taskIds || externalIds).split(',');
	if (ids.length > 20) badParameter('task_ids and external_task_ids cannot exceed 20 in total');
	const found = [...new Set(ids)].map((id) => (taskIds ? tasks.byId(id) : tasks.byExternalId(id)));
	return found.filter((task) => task !== undefined && isOfThisAccount(task)) as Task[];
}

function listPage(fields: z.output<typeof LIST>, service: Service) {
	const now = Date.now();
	const end = fields.end_time ?? now;
	const start = fields.start_time ?? end - 30 * DAY;
	// a cursor brings its own window along; the filters are the caller's to repeat
	const place = fields.cursor ? readCursor(fields.cursor, PLACE) : { start, end, after: '' };
	if (!fields.cursor && start >= end) badParameter('start_time must be earlier than end_time');

	const all = inListOrder(service, isOfThisAccount);
	const first = place.after ? all.findIndex(({ taskId }) => taskId === place.after) + 1 : 0;
	const rest = all.slice(first).filter((task) => {
		const isInside = task.createdAt >= place.start && task.createdAt <= place.end;
		return isInside && fields.filters.every((filter) => passes(task, filter));
	});
	const page = rest.slice(0, fields.limit);
	const hasMore = rest.length > page.length;
	return {
		result: page.map((task) => currentEntry(task, service)),
		count: page.length,
		next_cursor: hasMore ? writeCursor({ ...place, after: page.at(-1)?.taskId ?? '' }) : '',
		has_more: hasMore,
	};
}

function passes(task: Task, { key, values }: Filter): boolean {
	const words: readonly string[] = values;
	return words.includes(key === 'status' ? task.status : productType(task));
}

function productType({ job }: Task): string {
	const { kind } = job.outcome;
	return kind === 'images' ? 'image' : kind === 'sound' ? 'audio' : kind;
}

/** Answered at once: there is nothing to ask for (contract §21.7). */
const AT_ONCE: readonly string[] = ['tts', 'identify-face'];

function isOfThisAccount(task: Task): boolean {
	return task.dialect !== 'modelStudio' && !AT_ONCE.includes(task.product);
}
