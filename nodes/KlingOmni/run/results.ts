import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import { download, type DownloadContext } from '../../kling/download';
import type { Task } from '../../kling/task';

/** The files of a finished task, as binary fields. */
export async function resultFiles(context: DownloadContext, { taskId, outputs }: Task, signal?: AbortSignal): Promise<IBinaryKeyData> {
	const video = outputs.find(({ type }) => type === 'video');
	return video?.type === 'video' ? { data: await download(context, video.url, `${taskId}.mp4`, 'video/mp4', signal) } : {};
}

/** The same where Download is on. */
export async function fetched(context: IExecuteFunctions, itemIndex: number, task: Task): Promise<{ binary?: IBinaryKeyData }> {
	return context.getNodeParameter('download', itemIndex, false) ? { binary: await resultFiles(context, task) } : {};
}
