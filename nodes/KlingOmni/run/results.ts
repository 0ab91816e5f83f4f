import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskIn } from '../../kling/dialects/dialect';
import { download, type DownloadContext } from '../../kling/download';
import type { Service } from '../../kling/service';
import { shareOf, type TaskCost } from '../../kling/pricing';
import type { Task } from '../../kling/task';
import { defined } from '../../kling/values';
import { DownloadFailed } from './failures';

/**
 * The files of a finished task, as binary fields: a video or a sound in `data`, other videos in `video2` …, the sound beside a
 * video in `audio`, images in `image1`, `image2` …
 *
 * @throws DownloadFailed, which names the task and the link: the result is paid for
 */
export async function resultFiles(context: DownloadContext, service: Service, task: Task, signal?: AbortSignal): Promise<IBinaryKeyData> {
	const files = linksOf(task).map(async (link, index) => {
		const source = { url: link.url, freshUrl: async () => linksOf(await readAgain(service, task))[index]?.url };
		const file = await service
			.files(async () => await download(context, source, link.fileName, link.type, signal))
			.catch((error: unknown) => {
				throw new DownloadFailed(task, link.url, (error as Error).message);
			});
		return [link.field, file] as const;
	});
	return Object.fromEntries(await Promise.all(files));
}

function linksOf({ taskId, outputs }: Task) {
	const videos = outputs.filter((output) => output.type === 'video');
	const sound = outputs.find((output) => output.type === 'audio');
	const images = outputs.filter((output) => output.type === 'image');
	return [
		...videos.map(({ url }, index) => ({
			field: index === 0 ? 'data' : `video${index + 1}`,
			url,
			fileName: index === 0 ? taskId : `${taskId}-${index + 1}`,
			type: 'mp4' as const,
		})),
		...(sound ? [{ field: videos.length ? 'audio' : 'data', url: sound.url, fileName: taskId, type: 'mp3' as const }] : []),
		...images.map(({ url }, index) => ({ field: `image${index + 1}`, url, fileName: `${taskId}-${index + 1}`, type: 'png' as const })),
	];
}

/** The task with fresh links. */
async function readAgain({ dialect, client }: Service, task: Task): Promise<Task> {
	return taskIn(await dialect.readTasks(client, [task]), task.taskId) ?? task;
}

/**
 * An item for each image instead of one for all of a task: its link is in `imageUrl`, its file in `data`, its share of
 * the cost in `cost`. Other items stay as they are.
 */
export function oneItemPerImage(items: INodeExecutionData[]): INodeExecutionData[] {
	return items.flatMap((item) => {
		const { imageUrls, watermarkUrls, cost, ...json } = item.json as {
			imageUrls?: string[];
			watermarkUrls?: string[];
			cost?: TaskCost;
		} & IDataObject;
		if (!imageUrls) return [item];
		return imageUrls.map((imageUrl, index) => {
			const file = item.binary?.[`image${index + 1}`];
			const own = defined({
				imageUrl,
				imageNumber: index + 1,
				watermarkUrl: watermarkUrls?.[index],
				cost: cost && shareOf(cost, imageUrls.length),
			});
			return { ...item, json: { ...json, ...own } as IDataObject, ...(file ? { binary: { data: file } } : {}) };
		});
	});
}

/** The same items; says how long the links live, where they are all that a person gets. */
export function withLifetime(context: IExecuteFunctions, items: INodeExecutionData[]): INodeExecutionData[] {
	const message = 'Kling deletes the files 30 days after they were made (see expiresAt). Turn Download on, or save them before.';
	if (items.some(({ json, binary }) => json.expiresAt !== undefined && !binary))
		context.addExecutionHints({ message, location: 'outputPane' });
	return items;
}
