import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { noSuchPath } from './faults';
import { sendJson } from './http';
import { readJson, writeJson, type Json, type JsonObject } from './json';
import { HTTP_STATUS, Refusal, refuse } from './refusal';
import type { Service } from './service';
import type { Fault, RecordedRequest } from './types';

declare module 'fastify' {
	interface FastifyRequest {
		entry?: RecordedRequest;
		fault?: Fault;
	}
}

/** Seven base64 pictures of 50 MB fit in. */
const BODY_LIMIT = 512 * 1024 * 1024;

/** The HTTP server without routes: it records, runs into the ordered faults and words refusals. */
export function buildServer(service: Service): FastifyInstance {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 1000 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.decorateRequest('entry');
	app.decorateRequest('fault');

	app.addHook('onRequest', async (request) => record(request, service));
	app.addHook('preHandler', async (request, reply) => {
		if (request.entry && typeof request.body === 'string' && request.body) request.entry.body = request.body;
		await faultBefore(request, reply);
	});
	app.addHook('onSend', async (request, reply, payload) => {
		const fault = request.fault;
		const delay = (service.options.latencyMs ?? 0) + (fault?.action === 'delay' ? (fault.delayMs ?? 0) : 0);
		if (delay > 0) await sleep(delay, undefined, { signal: service.closing, ref: false }).catch(() => undefined);
		const sent = faultAfter(request, reply, spoiled(request, reply, payload, service));
		if (request.entry && !reply.raw.destroyed) {
			request.entry.status = reply.statusCode;
			if (reply.statusCode === 200 && !isModelStudio(request)) request.entry.code ??= 0;
		}
		return sent;
	});
	app.setErrorHandler((error, request, reply) => sendRefusal(request, reply, asRefusal(error)));
	refuseUnknownPaths(app);
	return app;
}

function record(request: FastifyRequest, { faults, requests }: Service): void {
	const [path = '', query = ''] = request.url.split('?');
	const isFile = /^\/(files|media)\//.test(path);
	request.fault = faults.next(request.method, request.url, isFile);
	if (isFile) return;
	request.entry = { method: request.method, path, query, status: 0 };
	requests.push(request.entry);
}

/** Faults that keep a request from being processed. */
async function faultBefore(request: FastifyRequest, reply: FastifyReply): Promise<void> {
	const { fault } = request;
	switch (fault?.action) {
		case 'drop before processing':
			hangUp(request, reply);
			break;
		case 'error':
			await sendRefusal(request, reply, refusalOf(fault, request));
			break;
		case 'html':
			await reply
				.code(fault.status ?? 502)
				.type('text/html')
				.send(errorPage(reply.statusCode));
			break;
		case 'cut json':
			await reply
				.code(fault.status ?? 200)
				.type('application/json')
				.send('{"code":0,"message":"SUCCEED","requ');
			break;
		case 'answer':
			await prepareAnswer(fault, reply).send(bodyText(fault));
			break;
	}
}

/** Faults that spoil an answer: by now the request has been processed. */
function faultAfter(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
	const { fault } = request;
	switch (fault?.action) {
		case 'drop after processing':
			hangUp(request, reply);
			return payload;
		case 'error after processing': {
			const refusal = refusalOf(fault, request);
			reply.code(refusal.status).type('application/json; charset=utf-8').removeHeader('content-length');
			return errorBody(request, refusal);
		}
		case 'html after processing':
			reply
				.code(fault.status ?? 502)
				.type('text/html')
				.removeHeader('content-length');
			return errorPage(reply.statusCode);
		case 'cut json after processing': {
			if (fault.status) reply.code(fault.status);
			reply.removeHeader('content-length');
			const text = String(payload);
			return text.slice(0, Math.floor(text.length / 2));
		}
		case 'answer after processing':
			prepareAnswer(fault, reply).removeHeader('content-length');
			return bodyText(fault);
		case 'change': {
			if (reply.statusCode !== 200 || typeof payload !== 'string') return payload;
			const body = readJson(payload);
			fault.change?.(body);
			reply.removeHeader('content-length');
			return writeJson(body);
		}
		default:
			return payload;
	}
}

function prepareAnswer({ status = 200, headers = {}, body }: Fault, reply: FastifyReply): FastifyReply {
	return reply
		.code(status)
		.type(typeof body === 'object' ? 'application/json' : 'text/plain')
		.headers(headers);
}

function bodyText({ body = '' }: Fault): string {
	return typeof body === 'object' ? writeJson(body) : body;
}

/** What a service answers that differs from the contract. */
function spoiled(request: FastifyRequest, reply: FastifyReply, payload: unknown, { options }: Service): unknown {
	if (!options.differences?.length || !request.entry || typeof payload !== 'string') return payload;
	const { method, path, query, body } = request.entry;
	const exchange = {
		method,
		path,
		query: new URLSearchParams(query),
		isSigned: (request.headers.authorization ?? '').split('.').length === 3,
		request: (readOr({}, body) ?? {}) as JsonObject,
		status: reply.statusCode,
		answer: readOr(undefined, payload),
	};
	if (!exchange.answer) return payload;
	const other = options.differences.map((differ) => differ(exchange)).find((answer) => answer !== undefined);
	if (!other) return payload;
	reply.code(other.status).removeHeader('content-length');
	return writeJson(other.body);
}

function readOr<Instead>(instead: Instead, text = ''): Json | Instead {
	try {
		return readJson(text);
	} catch {
		return instead;
	}
}

function hangUp(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.destroy();
}

function refusalOf(fault: Fault, request: FastifyRequest): Refusal {
	const code = fault.code ?? (isModelStudio(request) ? 'InternalError' : 5000);
	const status = fault.status ?? (typeof code === 'number' ? HTTP_STATUS[code] : undefined) ?? 500;
	return new Refusal(status, code, fault.message ?? 'a fault that was ordered');
}

function errorPage(status: number): string {
	return `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>`;
}

/** Model Studio's errors have no envelope of their own: the same keys, but words as codes (contract §16.3). */
function errorBody(request: FastifyRequest, { code, message }: Refusal): string {
	if (request.entry) request.entry.code = code;
	return writeJson({ code, message, request_id: randomUUID() });
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
	return reply.code(refusal.status).type('application/json; charset=utf-8').send(errorBody(request, refusal));
}

function asRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	const { statusCode, message, stack } = error as Error & { statusCode?: number };
	if (statusCode && statusCode < 500) return new Refusal(400, 1200, message);
	// a mistake in the simulator: say where
	return new Refusal(500, 5000, `simulator: ${stack ?? message}`);
}

function isModelStudio(request: FastifyRequest): boolean {
	return request.url.startsWith('/api/v1/');
}

/** A path that exists for another method answers 1202; one that does not exist at all gets the web framework's own words. */
function refuseUnknownPaths(app: FastifyInstance): void {
	const known: RegExp[] = [];
	app.addHook('onRoute', ({ url }) => {
		known.push(new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`));
	});
	app.setNotFoundHandler(async (request, reply) => {
		const path = request.url.split('?')[0] ?? '';
		if (isModelStudio(request)) throw new Refusal(404, 'BadRequest.ResourceNotExist', `${request.method} ${path} does not exist`);
		if (known.some((pattern) => pattern.test(path))) refuse(1202, `method ${request.method} is not supported`);
		return sendJson(reply.code(404), noSuchPath(path));
	});
}
