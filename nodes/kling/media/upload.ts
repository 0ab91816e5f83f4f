import { randomUUID } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { backOff, sleep, timeouts } from '../clock';
import type { UploadForm } from '../dialects/dialect';
import { Unfit } from '../studio/product';
import { MB } from './limits';

/** Putting a file into the vendor's own temporary storage, where a person has asked for it; nowhere else goes any file. */

/** Neither place nor file costs anything, so a try that fails is repeated with a fresh form. */
const mostTries = 3;

const another = 'Give a public URL instead. Nothing was ordered';

/**
 * @param newForm asks for a place
 * @returns the link by which the service reads the file
 * @throws Unfit if the file is too large, or the storage does not take it
 */
export async function upload(context: IExecuteFunctions, binary: IBinaryData, newForm: () => Promise<UploadForm>): Promise<string> {
	const signal = context.getExecutionCancelSignal();
	for (let attempt = 1; ; attempt++) {
		const form = await newForm();
		const key = `${form.folder}/${randomUUID()}${extensionOf(binary)}`;
		const trouble = await send(context, form, key, binary, signal);
		if (trouble === undefined) return `${form.scheme}${key}`;
		if (attempt === mostTries || signal?.aborted) {
			throw new Unfit(`The file could not be put into the temporary storage (${trouble})`, `Try again later. ${another}`);
		}
		await sleep(backOff(attempt), signal);
	}
}

/** The kind of file; its own name is nobody's business. */
const extensionOf = ({ fileExtension = '' }: IBinaryData) => (/^\w{1,5}$/.test(fileExtension) ? `.${fileExtension.toLowerCase()}` : '');

/** Sends the form, without a key; the file is streamed. @returns what went wrong */
async function send(
	context: IExecuteFunctions,
	{ url, fields, most }: UploadForm,
	key: string,
	binary: IBinaryData,
	signal?: AbortSignal,
): Promise<string | undefined> {
	const { helpers } = context;
	const inMemory = binary.id ? undefined : Buffer.from(binary.data, 'base64');
	const size = inMemory?.length ?? (await helpers.getBinaryMetadata(binary.id!)).fileSize;
	if (size > most) throw new Unfit(`The file has ${(size / MB).toFixed(1)} MB, but the temporary storage takes ${most / MB} MB`, another);

	const boundary = `----kling-${randomUUID()}`;
	const part = (name: string, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
	const values = Object.entries({ ...fields, key }).map(([name, value]) => `${part(name)}${value}\r\n`);
	// the file is the last field
	const [head, tail] = [`${values.join('')}${part('file', '; filename="file"')}`, `\r\n--${boundary}--\r\n`].map((text) =>
		Buffer.from(text),
	);
	const body = inMemory ? Buffer.concat([head!, inMemory, tail!]) : framed(await helpers.getBinaryStream(binary.id!), head!, tail!);
	try {
		const { statusCode } = (await helpers.httpRequest({
			method: 'POST',
			url,
			headers: {
				'Content-Type': `multipart/form-data; boundary=${boundary}`,
				'Content-Length': String(head!.length + size + tail!.length),
			},
			body: body as Buffer,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			encoding: 'text',
			timeout: timeouts.upload,
			...(signal ? { abortSignal: signal } : {}),
		})) as IN8nHttpFullResponse;
		return statusCode === 200 ? undefined : `HTTP ${statusCode}`;
	} catch (error) {
		// an error of the library holds the form
		return String((error as { code?: unknown }).code ?? 'no answer');
	} finally {
		if (!Buffer.isBuffer(body)) body.destroy();
	}
}

/** A stream between two texts; n8n allows no library of streams, but every stream has this of its own. */
const framed = (content: FileStream, head: Buffer, tail: Buffer) =>
	content.compose(async function* (source: AsyncIterable<Buffer>) {
		yield head;
		yield* source;
		yield tail;
	}) as FileStream;

type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;
