import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Files on loopback as the world serves them: with ranges or without, large ones without holding them, and not at all. */

export interface ServedFile {
	size: number;
	/** Bytes from `start` up to `end`. */
	part: (start: number, end: number) => Buffer;
	/** A server that knows no ranges sends the whole file. */
	withoutRanges?: boolean;
	/** Answers with this HTTP status instead. */
	status?: number;
	/** Answers with this HTTP status where a part is asked for. */
	rangeStatus?: number;
	/** Leads on to another address. */
	redirect?: string;
	/** Sends so many bytes, and then nothing more. */
	stallsAfter?: number;
	/** Breaks off after so many bytes. */
	breaksAfter?: number;
}

export interface FileServer {
	/** Puts a file at an address. */
	serve: (name: string, file: ServedFile) => string;
	/** Bytes that went out. */
	sent: () => number;
	/** Addresses that were asked for, in order. */
	asked: string[];
	close: () => Promise<void>;
}

export const served = (bytes: Buffer): ServedFile => ({ size: bytes.length, part: (start, end) => bytes.subarray(start, end) });

/** Zeros between a head and a tail, as many as wanted. */
export function padded(head: Buffer, padding: number, tail: Buffer = Buffer.alloc(0)): ServedFile {
	const size = head.length + padding + tail.length;
	return {
		size,
		part: (start, end) => {
			const bytes = Buffer.alloc(Math.min(end, size) - start);
			if (start < head.length) head.copy(bytes, 0, start);
			const from = Math.max(start, size - tail.length);
			if (from < end) tail.copy(bytes, from - start, from - (size - tail.length));
			return bytes;
		},
	};
}

const piece = 64 * 1024;

export async function startFileServer(): Promise<FileServer> {
	const files = new Map<string, ServedFile>();
	let sent = 0;
	const asked: string[] = [];
	const server = createServer((request, response) => {
		// through a proxy the whole address is asked for
		const { pathname } = new URL(request.url ?? '', 'http://files');
		asked.push(request.url ?? '');
		const file = files.get(decodeURI(pathname));
		const status = file?.status ?? (request.headers.range ? file?.rangeStatus : undefined) ?? (file ? undefined : 404);
		if (!file || status) {
			response.writeHead(status ?? 404).end('no file');
			return;
		}
		if (file.redirect) {
			response.writeHead(302, { location: file.redirect }).end();
			return;
		}
		const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
		const isPart = from !== undefined && !file.withoutRanges;
		const start = isPart ? Number(from) : 0;
		const end = isPart ? Math.min(Number(to) + 1, file.size) : file.size;
		response.writeHead(isPart ? 206 : 200, {
			'content-length': end - start,
			...(isPart ? { 'content-range': `bytes ${start}-${end - 1}/${file.size}` } : {}),
		});
		let position = start;
		const send = () => {
			while (position < end && !response.destroyed) {
				if (position - start >= (file.stallsAfter ?? Infinity)) return;
				if (position - start >= (file.breaksAfter ?? Infinity)) {
					response.destroy();
					return;
				}
				const most = Math.min(piece, (file.stallsAfter ?? file.breaksAfter ?? Infinity) - (position - start));
				const next = file.part(position, Math.min(position + most, end));
				position += next.length;
				sent += next.length;
				if (!response.write(next)) {
					response.once('drain', send);
					return;
				}
			}
			response.end();
		};
		send();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		serve: (name, file) => {
			files.set(`/${name}`, file);
			return `http://127.0.0.1:${port}/${name}`;
		},
		sent: () => sent,
		asked,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
