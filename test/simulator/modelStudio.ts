import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod/v4';
import { checkModelStudioKey } from './auth';
import { nonEmpty, oneOf, pageNumber, readFields } from './check/fields';
import { checkModelStudio } from './check/modelStudio';
import { bodyOf, sendJson } from './http';
import type { JsonObject } from './json';
import { MODEL_STUDIO_STATUS, modelStudioListEntry, modelStudioTask } from './modelStudioShape';
import { Refusal, UnreachableMedia, badParameter } from './refusal';
import { inListOrder, type Service } from './service';
import type { Task } from './tasks';
import { policyRoute } from './uploads';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** `YYYYMMDDhhmmss`, Beijing time like all times of this service. */
const compactTime = z
	.string()
	.refine((value) => !Number.isNaN(beijing(value)), { error: 'must be of the form YYYYMMDDhhmmss' })
	.transform(beijing);
const LIST = z.strictObject({
	start_time: compactTime.optional(),
	end_time: compactTime.optional(),
	model_name: nonEmpty.optional(),
	api_key_id: nonEmpty.optional(),
	region: nonEmpty.optional(),
	status: oneOf('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN').optional(),
	page_no: pageNumber(10_000, 1),
	page_size: pageNumber(500, 10),
});

/** Alibaba Cloud Model Studio (dialect D): its own account, key, words and memory. */
export async function modelStudioRoutes(app: FastifyInstance, service: Service): Promise<void> {
	app.setErrorHandler((error) => {
		throw inItsOwnWords(error);
	});
	app.addHook('preHandler', async (request) => checkModelStudioKey(request.headers.authorization));

	app.post('/services/aigc/video-generation/video-synthesis', async (request, reply) => {
		// R43
		if (request.headers['x-dashscope-async'] !== 'enable') {
			throw new Refusal(403, 'AccessDenied', 'current user api does not support synchronous calls.');
		}
		// R98
		const isResolved = request.headers['x-dashscope-ossresourceresolve'] === 'enable';
		const stored = (link: string, model: string) => service.uploads.read(link, model, isResolved);
		const task = service.tasks.accept(checkModelStudio(bodyOf(request), service, stored));
		return sendJson(reply, { request_id: randomUUID(), output: { task_id: task.taskId, task_status: MODEL_STUDIO_STATUS[task.status] } });
	});

	policyRoute(app, service);

	app.get<{ Params: { id: string } }>('/tasks/:id', async (request, reply) => {
		const task = remembered(service, request.params.id);
		if (task) return sendJson(reply, modelStudioTask(task, service.links));
		return sendJson(reply, { request_id: randomUUID(), output: { task_id: request.params.id, task_status: 'UNKNOWN' } });
	});

	// the vendor's page prints the path with a slash at its end
	for (const path of ['/tasks', '/tasks/']) {
		app.get(path, async (request, reply) => sendJson(reply, listPage(readFields(LIST, request.query as JsonObject), service)));
	}

	app.post<{ Params: { id: string } }>('/tasks/:id/cancel', async (request, reply) => {
		const task = remembered(service, request.params.id);
		if (task?.status !== 'submitted') {
			throw new Refusal(400, 'UnsupportedOperation', 'Failed to cancel the task, please confirm if the task is in PENDING status.');
		}
		service.tasks.end(task, 'canceled');
		return sendJson(reply, { request_id: randomUUID() });
	});
}

/** The checks are worded for the native APIs; here the codes are words. */
function inItsOwnWords(error: unknown): unknown {
	if (!(error instanceof Refusal) || typeof error.code === 'string') return error;
	return new Refusal(400, error instanceof UnreachableMedia ? 'InvalidURL' : 'InvalidParameter', error.message);
}

/** Tasks are forgotten after 24 hours: from then on their status is UNKNOWN. */
function isRemembered(task: Task, { options }: Service): boolean {
	return task.dialect === 'modelStudio' && Date.now() - task.createdAt < (options.modelStudioMemoryMs ?? DAY);
}

function remembered(service: Service, id: string): Task | undefined {
	const task = service.tasks.byId(id);
	return task && isRemembered(task, service) ? task : undefined;
}

function listPage(fields: z.output<typeof LIST>, service: Service) {
	const { page_no: pageNo, page_size: pageSize, api_key_id: keyId, region } = fields;
	const end = fields.end_time ?? (fields.start_time === undefined ? Date.now() : fields.start_time + DAY);
	const start = fields.start_time ?? end - DAY;
	if (start > end) badParameter('start_time must not be later than end_time');
	if (end - start > DAY) badParameter('the time range must not be longer than 24 hours');
	const found = inListOrder(service, (task) => {
		// the given times are whole seconds
		const isInside = task.createdAt >= start && task.createdAt < end + 1000;
		const isAsked =
			(fields.model_name ?? task.model) === task.model &&
			(fields.status ?? MODEL_STUDIO_STATUS[task.status]) === MODEL_STUDIO_STATUS[task.status];
		return isRemembered(task, service) && isInside && isAsked;
	}).filter(() => (keyId ?? '1') === '1' && (region ?? 'cn-beijing') === 'cn-beijing');
	return {
		request_id: randomUUID(),
		data: found.slice((pageNo - 1) * pageSize, pageNo * pageSize).map(modelStudioListEntry),
		total: found.length,
		total_page: Math.ceil(found.length / pageSize),
		page_no: pageNo,
		page_size: pageSize,
	};
}

function beijing(compact: string): number {
	const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(compact) ?? [];
	return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
}
