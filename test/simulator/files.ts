import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { CLIP, RESULT_IMAGE, contentType, fixture } from './media';
import type { Service } from './service';
import { mp3, wav } from './sounds';

/** A file whose tail is zeros that are never held in memory. */
interface VirtualFile {
	head: Buffer;
	size: number;
}

const CHUNK = Buffer.alloc(64 * 1024);

/** Result files and fixtures: a media host knows no keys, only signed links. */
export function fileRoutes(app: FastifyInstance, service: Service): void {
	app.get<{ Params: { name: string }; Querystring: { sign?: string } }>(
		'/files/:name',
		{ exposeHeadRoute: true },
		async (request, reply) => {
			const { name } = request.params;
			record(request, service);
			// a key must never reach a media host
			if (request.headers.authorization !== undefined) return refuseFile(reply, 400, 'no Authorization header belongs here');
			if (!service.links.isValid(name, String(request.query.sign ?? ''))) return refuseFile(reply, 403, 'the link has expired');
			const file = resultFile(name, service);
			return file ? await send(request, reply, file, name) : refuseFile(reply, 404, 'no such file');
		},
	);

	app.get<{ Params: { name: string } }>('/media/:name', { exposeHeadRoute: true }, async (request, reply) => {
		record(request, service);
		if (request.headers.authorization !== undefined) return refuseFile(reply, 400, 'no Authorization header belongs here');
		const bytes = fixture(request.params.name);
		return bytes ? await send(request, reply, whole(bytes), request.params.name) : refuseFile(reply, 404, 'no such file');
	});
}

function record(request: FastifyRequest, { downloads }: Service): void {
	const { range, authorization } = request.headers;
	downloads.push({ path: request.url.split('?')[0] ?? '', range, authorization });
}

/** What a task has made, as long as it is kept. */
export function resultFile(name: string, { tasks, options }: Service): VirtualFile | undefined {
	const taskId = /^([\w-]+?)(-\d{1,2})?(-watermark)?\.(mp4|png|mp3|wav)$/.exec(name)?.[1] ?? '';
	const task = tasks.byId(taskId);
	if (task?.status !== 'succeeded' || task.filesDeleted) return undefined;
	if (name.endsWith('.mp4')) return paddedClip(options.resultBytes);
	if (name.endsWith('.png')) return whole(RESULT_IMAGE);
	const { outcome } = task.job;
	if (outcome.kind !== 'sound' && outcome.kind !== 'speech') return undefined;
	return whole(name.endsWith('.mp3') ? mp3(outcome.seconds) : wav(outcome.seconds));
}

function whole(bytes: Buffer): VirtualFile {
	return { head: bytes, size: bytes.length };
}

/** The clip, filled up by an MP4 box of the type `free`, which players skip. */
function paddedClip(size = CLIP.length): VirtualFile {
	const padding = size - CLIP.length;
	if (padding < 8) return whole(CLIP);
	const box = Buffer.alloc(8);
	box.writeUInt32BE(padding);
	box.write('free', 4, 'latin1');
	return { head: Buffer.concat([CLIP, box]), size };
}

function refuseFile(reply: FastifyReply, status: number, reason: string): FastifyReply {
	return reply.code(status).type('text/plain').send(reason);
}

async function send(request: FastifyRequest, reply: FastifyReply, file: VirtualFile, name: string): Promise<FastifyReply> {
	let [start, end, status] = [0, file.size - 1, 200];
	const asked = parseRange(file.size, request.headers.range ?? '');
	if (asked === -1) return reply.code(416).header('content-range', `bytes */${file.size}`).send();
	// anything but one plain range is answered with the whole file, which is always allowed
	if (Array.isArray(asked) && asked.type === 'bytes' && asked.length === 1 && asked[0]) {
		({ start, end } = asked[0]);
		status = 206;
	}
	const headers = {
		'content-type': contentType(name),
		'content-length': String(end - start + 1),
		'accept-ranges': 'bytes',
		...(status === 206 ? { 'content-range': `bytes ${start}-${end}/${file.size}` } : {}),
	};
	if (request.fault?.action === 'cut body') return await sendHalf(reply, status, headers, file, start, end);
	if (request.method === 'HEAD') return reply.code(status).headers(headers).send(Readable.from([]));
	return reply
		.code(status)
		.headers(headers)
		.send(Readable.from(pieces(file, start, end)));
}

/** Announces everything, sends half of it and hangs up. */
async function sendHalf(
	reply: FastifyReply,
	status: number,
	headers: Record<string, string>,
	file: VirtualFile,
	start: number,
	end: number,
): Promise<FastifyReply> {
	reply.hijack();
	reply.raw.writeHead(status, headers);
	const half = start + Math.floor((end - start) / 2);
	// the reader may hang up first
	await pipeline(Readable.from(pieces(file, start, half)), reply.raw, { end: false }).catch(() => undefined);
	reply.raw.socket?.destroySoon();
	return reply;
}

function* pieces({ head }: VirtualFile, start: number, end: number): Generator<Buffer> {
	if (start < head.length) yield head.subarray(start, end + 1);
	for (let at = Math.max(start, head.length); at <= end; at += CHUNK.length) yield CHUNK.subarray(0, Math.min(CHUNK.length, end + 1 - at));
}
