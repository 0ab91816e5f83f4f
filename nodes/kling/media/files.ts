import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { timeouts } from '../clock';
import { headLength, type MediaFile } from './facts';

/** Reading parts of files: n8n's binary fields, and public addresses. */

/** The binary field of an item, or `undefined` where the item has none of that name. */
export function binaryField(context: IExecuteFunctions, itemIndex: number, property: string): IBinaryData | undefined {
	const { binary = {} } = context.getInputData()[itemIndex] ?? {};
	return Object.hasOwn(binary, property) ? binary[property] : undefined;
}

/** A binary field as a file; stored ones are streamed, never held as a whole. */
export async function binaryFile(context: IExecuteFunctions, binary: IBinaryData): Promise<MediaFile> {
	const { id } = binary;
	if (!id) {
		const bytes = Buffer.from(binary.data, 'base64');
		return { size: bytes.length, read: async (start, length) => bytes.subarray(start, start + length) };
	}
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	return { size: fileSize, read: async (start, length) => await part(await context.helpers.getBinaryStream(id), start, length) };
}

/** A short name for what a binary field holds: hex of SHA-256. */
export async function binaryDigest(context: IExecuteFunctions, binary: IBinaryData): Promise<string> {
	const hash = createHash('sha256');
	if (!binary.id) return hash.update(Buffer.from(binary.data, 'base64')).digest('hex');
	for await (const chunk of await context.helpers.getBinaryStream(binary.id)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** Thrown when an address does not give a file; the message follows "the address". */
export class AddressProblem extends Error {
	constructor(
		message: string,
		readonly remedy: string,
		/** The address itself is at fault, rather than the way from this n8n to it. */
		readonly isCertain = false,
	) {
		super(message);
	}
}

/** Who asks for an address, and where he may be led. */
interface Look {
	context: IExecuteFunctions;
	mayVisit: (url: string) => boolean;
	signal: AbortSignal;
}

const mostRedirects = 5;

/**
 * A public address as a file, of which only the asked parts are fetched. No key goes along.
 *
 * @param mayVisit where a redirect may lead
 * @throws AddressProblem, also when a part is read, if the address does not answer with a file within `timeouts.media`
 */
export async function addressFile(context: IExecuteFunctions, url: string, mayVisit: (url: string) => boolean): Promise<MediaFile> {
	const cancelled = context.getExecutionCancelSignal();
	const inTime = AbortSignal.timeout(timeouts.media);
	const look: Look = { context, mayVisit, signal: cancelled ? AbortSignal.any([cancelled, inTime]) : inTime };
	const first = await fetchPart(look, url, 0, headLength);
	return {
		...(first.size === undefined ? {} : { size: first.size }),
		read: async (start, length) => {
			const isThere = start + length <= first.bytes.length || first.bytes.length < headLength;
			return isThere ? first.bytes.subarray(start, start + length) : (await fetchPart(look, first.url, start, length)).bytes;
		},
	};
}

/** @returns the bytes, where they were in the end, and the size of the whole file */
async function fetchPart(look: Look, url: string, start: number, length: number) {
	const fetched = async () => {
		const found = await followed(look, url, `bytes=${start}-${start + length - 1}`);
		const { statusCode, body } = found.response;
		// a server that knows no ranges sends the file from its beginning
		const bytes = await part(body as unknown as AsyncIterable<Uint8Array>, statusCode === 206 ? 0 : start, length);
		return { bytes, url: found.url, size: sizeOf(found.response) };
	};
	return await fetched().catch((error: unknown) => {
		throw error instanceof AddressProblem ? error : noAnswer(look, error as { code?: string; cause?: { code?: string } });
	});
}

const noAnswer = ({ signal }: Look, { code, cause }: { code?: string; cause?: { code?: string } }) =>
	unreachable(signal.aborted ? 'answers too slowly' : `cannot be reached from this n8n (${cause?.code ?? code ?? 'no answer'})`);

const unreachable = (message: string) =>
	new AddressProblem(message, 'If Kling can reach it, all is well; Skip Media Checks in Options leaves the look out');

/** The answer at the end of all redirects. */
async function followed(look: Look, url: string, range?: string, redirects = 0): Promise<{ response: IN8nHttpFullResponse; url: string }> {
	const response = await ask(look, url, range);
	const { statusCode, headers } = response;
	if (statusCode < 300) return { response, url };
	(response.body as unknown as { destroy: () => void }).destroy();
	const next = String(headers.location ?? '');
	if (statusCode < 400 && redirects < mostRedirects && URL.canParse(next, url)) {
		const target = new URL(next, url).href;
		if (!look.mayVisit(target)) throw unreachable('leads to a private address, where Kling cannot follow');
		return await followed(look, target, range, redirects + 1);
	}
	// some servers refuse a part of a file, but give the whole
	if (range && (statusCode === 400 || statusCode === 416)) return await followed(look, url, undefined, redirects);
	if (statusCode === 404 || statusCode === 410) throw new AddressProblem(`answers HTTP ${statusCode}`, 'Correct the address', true);
	if (statusCode === 401) throw new AddressProblem('asks for a sign-in (HTTP 401)', 'Give an address that is open to everyone', true);
	throw unreachable(`answers HTTP ${statusCode}`);
}

const ask = async ({ context, signal }: Look, url: string, range?: string) =>
	(await context.helpers.httpRequest({
		method: 'GET',
		url,
		headers: range ? { Range: range } : {},
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		abortSignal: signal,
	})) as IN8nHttpFullResponse;

function sizeOf({ headers }: IN8nHttpFullResponse): number | undefined {
	const range = /\/(\d+)$/.exec(String(headers['content-range'] ?? ''))?.[1];
	const size = Number(range ?? headers['content-length'] ?? NaN);
	return Number.isNaN(size) ? undefined : size;
}

/** Some bytes of a stream; the rest is not read. */
async function part(stream: AsyncIterable<Uint8Array>, start: number, length: number): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let position = 0;
	for await (const chunk of stream) {
		const from = Math.max(0, start - position);
		if (from < chunk.length) chunks.push(chunk.subarray(from, start + length - position));
		position += chunk.length;
		// leaving the loop ends the stream
		if (position >= start + length) break;
	}
	return Buffer.concat(chunks);
}
