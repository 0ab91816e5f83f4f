import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readJson, writeJson, type JsonObject } from './json';
import { refuse } from './refusal';

/** Reads the JSON object of a request. @throws Refusal 1200 when there is none */
export function bodyOf(request: FastifyRequest): JsonObject {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) refuse(1200, `Content-Type '${type}' is not supported: application/json is expected`);
	let body;
	try {
		body = readJson(String(request.body ?? ''));
	} catch (error) {
		return refuse(1200, `request body could not be resolved: ${(error as Error).message}`);
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		return refuse(1200, 'request body could not be resolved: an object is expected');
	return body;
}

export function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
	return reply.type('application/json; charset=utf-8').send(writeJson(value));
}

/** The native envelope (contract §4); the current API leaves the message of a success empty. */
export function sendData(reply: FastifyReply, data: unknown, message = 'SUCCEED'): FastifyReply {
	return sendJson(reply, { code: 0, message, request_id: randomUUID(), data });
}
