import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { download, type DownloadContext } from '../../kling/download';
import { shareOf, type Cost } from '../../kling/pricing';
import type { Task } from '../../kling/task';
import { defined } from '../../kling/values';

/** The files of a finished task, as binary fields: a video in `data`, images in `image1`, `image2` … */
export async function resultFiles(context: DownloadContext, { taskId, outputs }: Task, signal?: AbortSignal): Promise<IBinaryKeyData> {
	const video = outputs.find((output) => output.type === 'video');
	if (video) return { data: await download(context, video.url, taskId, 'mp4', signal) };
	const images = outputs.filter((output) => output.type === 'image');
	const files = images.map(async ({ url }, index) => {
		const number = index + 1;
		return [`image${number}`, await download(context, url, `${taskId}-${number}`, 'png', signal)] as const;
	});
	return Object.fromEntries(await Promise.all(files));
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
			cost?: Cost;
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

/** The same where Download is on. */
export async function fetched(context: IExecuteFunctions, itemIndex: number, task: Task): Promise<{ binary?: IBinaryKeyData }> {
	return context.getNodeParameter('download', itemIndex, false) ? { binary: await resultFiles(context, task) } : {};
}
