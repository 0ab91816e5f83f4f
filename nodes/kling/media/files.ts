import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { MediaFile } from './facts';

/** Reading parts of files: n8n's binary fields, and public addresses. */

/** The binary field of an item, or `undefined` where the item has none of that name. */
export function binaryField(context: IExecuteFunctions, itemIndex: number, property: string): IBinaryData | undefined {
	return context.getInputData()[itemIndex]?.binary?.[property];
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
		/** The address itself is at fault, rather than the way from this n8n to it. */
		readonly isCertain: boolean,
	) {
		super(message);
	}
}

/** How long an address may take for its first bytes, ms. */
const patience = 15_000;

/**
 * A public address as a file, of which only the asked parts are fetched. No key goes along.
 *
 * @throws AddressProblem if the address does not answer with a file
 */
export async function addressFile(context: IExecuteFunctions, url: string): Promise<MediaFile> {
	const fetchPart = async (start: number, length: number) => {
		const response = await request(context, url, start, length);
		// a server that knows no ranges sends the file from its beginning
		const offset = response.statusCode === 206 ? 0 : start;
		return { response, bytes: await part(response.body as unknown as AsyncIterable<Uint8Array>, offset, length) };
	};
	const first = await fetchPart(0, 256 * 1024);
	const size = sizeOf(first.response);
	return {
		...(size === undefined ? {} : { size }),
		read: async (start, length) =>
			start === 0 && length <= 256 * 1024 ? first.bytes.subarray(0, length) : (await fetchPart(start, length)).bytes,
	};
}

async function request(context: IExecuteFunctions, url: string, start: number, length: number): Promise<IN8nHttpFullResponse> {
	const response = (await context.helpers
		.httpRequest({
			method: 'GET',
			url,
			headers: { Range: `bytes=${start}-${start + length - 1}` },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: patience,
		})
		.catch((error: unknown) => {
			const { code, cause } = error as { code?: string; cause?: { code?: string } };
			throw new AddressProblem(`cannot be reached from this n8n (${cause?.code ?? code ?? 'no answer'})`, false);
		})) as IN8nHttpFullResponse;
	if (response.statusCode >= 400) throw new AddressProblem(`answers HTTP ${response.statusCode}`, response.statusCode < 500);
	return response;
}

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
