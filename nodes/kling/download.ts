import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Any n8n context that can fetch and store files. */
export type DownloadContext = IExecuteFunctions | IPollFunctions | IWebhookFunctions;

/**
 * Streams a result file into n8n's binary storage without a key: links are signed and public-readable, and our keys go
 * to the API's host only.
 *
 * @param fileName with extension; comes from the task id
 * @param signal ends the download, where only so much time is left for it
 * @throws Error if the link does not answer with a file
 */
export async function download(
	context: DownloadContext,
	url: string,
	fileName: string,
	mimeType: string,
	signal?: AbortSignal,
): Promise<IBinaryData> {
	const response = (await context.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		...(signal ? { abortSignal: signal } : {}),
	})) as IN8nHttpFullResponse;
	return await context.helpers.prepareBinaryData(response.body as unknown as Buffer, fileName, mimeType);
}
