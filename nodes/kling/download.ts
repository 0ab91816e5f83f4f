import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Any n8n context that can fetch and store files. */
export type DownloadContext = IExecuteFunctions | IPollFunctions | IWebhookFunctions;

const mimeTypes = { mp4: 'video/mp4', mov: 'video/quicktime', png: 'image/png', jpg: 'image/jpeg' } as const;

/**
 * Streams a result file into n8n's binary storage without a key: links are signed and public-readable, and our keys go
 * to the API's host only.
 *
 * @param name of the file without extension; comes from the task id
 * @param usual the type that is meant where the link does not say one of the known types
 * @param signal ends the download, where only so much time is left for it
 * @throws Error if the link does not answer with a file
 */
export async function download(
	context: DownloadContext,
	url: string,
	name: string,
	usual: keyof typeof mimeTypes,
	signal?: AbortSignal,
): Promise<IBinaryData> {
	const response = (await context.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		...(signal ? { abortSignal: signal } : {}),
	})) as IN8nHttpFullResponse;
	const said = String(response.headers['content-type'] ?? '').split(';')[0];
	const [extension, mimeType] = Object.entries(mimeTypes).find(([, type]) => type === said) ?? [usual, mimeTypes[usual]];
	return await context.helpers.prepareBinaryData(response.body as unknown as Buffer, `${name}.${extension}`, mimeType);
}
