import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { backOff, sleep } from './clock';

/** Streaming a result file into n8n's binary storage, whatever happens to the connection. */

/** Any n8n context that can fetch and store files. */
export type DownloadContext = IExecuteFunctions | IPollFunctions | IWebhookFunctions;

export interface Source {
	url: string;
	/** A new link to the same file, for when this one is no longer accepted. */
	freshUrl: () => Promise<string | undefined>;
}

const mimeTypes = {
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	png: 'image/png',
	jpg: 'image/jpeg',
	mp3: 'audio/mpeg',
	wav: 'audio/wav',
} as const;
type Extension = keyof typeof mimeTypes;

/** How often a broken connection is taken up again. */
const mostResumes = 5;
/** A connection that brings nothing for so long is given up and taken up again, ms. */
const longestSilence = 60_000;

/**
 * Streams a file into binary storage in constant memory. No key goes along: links are signed and public-readable, and
 * our keys go to the API's host only.
 *
 * A broken connection goes on where it broke (by Range); a link that is refused is replaced by a fresh one, once.
 *
 * @param name of the file without extension; comes from the task id
 * @param usual the type that is meant where the link does not say one of the known types
 * @param signal ends the download, where only so much time is left for it
 * @throws Error if the file cannot be had whole
 */
export async function download(
	context: DownloadContext,
	source: Source,
	name: string,
	usual: Extension,
	signal?: AbortSignal,
): Promise<IBinaryData> {
	const within = /^data:([^;,]+);base64,(.*)$/.exec(source.url);
	if (within) return await stored(context, Buffer.from(within[2]!, 'base64'), within[1]!, name, usual);
	const file = new RemoteFile(context, source, signal);
	const first = await file.begin();
	return await stored(context, asReadable(first, file.bytes(first)), typeOf(first), name, usual);
}

async function stored(context: DownloadContext, file: Buffer, said: string, name: string, usual: Extension): Promise<IBinaryData> {
	const [extension, mimeType] = Object.entries(mimeTypes).find(([, type]) => type === said) ?? [usual, mimeTypes[usual]];
	return await context.helpers.prepareBinaryData(file, `${name}.${extension}`, mimeType);
}

/** A stream of the class that the response's own body has; the linter allows no import of Node's. */
function asReadable({ body }: IN8nHttpFullResponse, bytes: AsyncGenerator<Uint8Array>): Buffer {
	const { from } = (body as { constructor: { from: (bytes: AsyncIterable<Uint8Array>) => unknown } }).constructor;
	return from(bytes) as Buffer;
}

const typeOf = ({ headers }: IN8nHttpFullResponse) => String(headers['content-type'] ?? '').split(';')[0]!;

/** Thrown when a link is not accepted, also after it was renewed. */
class LinkRefused extends Error {}

/** Answers that a fresh link may help against. */
const worthRenewing = [401, 403, 404, 410];
/** Client-side statuses that pass by themselves. */
const passing = [408, 425, 429];

type ByteStream = AsyncIterable<Uint8Array> & { destroy: (error?: Error) => void };

class RemoteFile {
	private url: string;
	private isFresh = false;
	/** Length of the whole file in bytes, once an answer has said so. */
	private size?: number;

	constructor(
		private readonly context: DownloadContext,
		private readonly source: Source,
		private readonly signal?: AbortSignal,
	) {
		this.url = source.url;
	}

	/** Begins to fetch, with the patience that a broken connection gets later. @throws Error if there is no file in the end */
	async begin(): Promise<IN8nHttpFullResponse> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await this.open(0);
			} catch (error) {
				if (error instanceof LinkRefused || attempt > mostResumes || this.signal?.aborted) throw asError(error);
			}
			await sleep(backOff(attempt), this.signal);
		}
	}

	/** Begins to fetch at an offset. @throws Error if the link is refused, also after it was renewed */
	async open(offset: number): Promise<IN8nHttpFullResponse> {
		const response = (await this.context.helpers.httpRequest({
			method: 'GET',
			url: this.url,
			headers: offset ? { Range: `bytes=${offset}-` } : {},
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: longestSilence,
			...(this.signal ? { abortSignal: this.signal } : {}),
		})) as IN8nHttpFullResponse;
		const { statusCode, headers, body } = response;
		if (statusCode < 300 && /^(text|application\/json)/.test(typeOf(response))) {
			(body as unknown as ByteStream).destroy();
			throw new Error(`the link gives ${typeOf(response)} instead of a file`);
		}
		if (statusCode < 300) {
			const length = Number(headers['content-length'] ?? NaN);
			if (!Number.isNaN(length)) this.size ??= statusCode === 206 ? offset + length : length;
			return response;
		}
		(body as unknown as ByteStream).destroy();
		if (worthRenewing.includes(statusCode) && !this.isFresh) {
			this.isFresh = true;
			const fresh = await this.source.freshUrl();
			if (fresh) {
				this.url = fresh;
				return await this.open(offset);
			}
		}
		const message = `the link answers HTTP ${statusCode}`;
		throw statusCode >= 500 || passing.includes(statusCode) ? new Error(message) : new LinkRefused(message);
	}

	/** The whole file, from as many connections as it takes. */
	async *bytes(first: IN8nHttpFullResponse): AsyncGenerator<Uint8Array> {
		let received = 0;
		let response: IN8nHttpFullResponse | undefined = first;
		for (let resumes = 0; ; resumes++) {
			try {
				response ??= await this.open(received);
				// a server that knows no ranges sends the file from its beginning
				let skip = response.statusCode === 206 ? 0 : received;
				for await (const chunk of watched(response.body as unknown as ByteStream)) {
					const fresh = chunk.subarray(Math.min(skip, chunk.length));
					skip -= chunk.length - fresh.length;
					received += fresh.length;
					if (fresh.length) yield fresh;
				}
				if (this.size === undefined || received >= this.size) return;
			} catch (error) {
				if (error instanceof LinkRefused || resumes >= mostResumes || this.signal?.aborted) throw asError(error);
			}
			if (resumes >= mostResumes) throw asError(`only ${received} of ${this.size} bytes came`);
			response = undefined;
			await sleep(backOff(resumes + 1), this.signal);
		}
	}
}

const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason)));

/** A stream that is ended when it falls silent. */
async function* watched(stream: ByteStream): AsyncGenerator<Uint8Array> {
	const done = new AbortController();
	let chunks = 0;
	void (async () => {
		for (let seen = -1; !done.signal.aborted;) {
			if (seen === chunks) return stream.destroy(new Error('the connection fell silent'));
			seen = chunks;
			await sleep(longestSilence, done.signal);
		}
	})();
	try {
		for await (const chunk of stream) {
			chunks++;
			yield chunk;
		}
	} finally {
		done.abort();
	}
}
