import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { costOf, type Cost } from '../kling/pricing';
import { linkLifetime, type Task } from '../kling/task';
import { tagAndReference } from './run/keys';

export interface ItemDetails {
	itemIndex: number;
	model?: string;
	/** What the task was expected to cost, until the service says what it charged. */
	estimate?: Cost;
	simplify?: boolean;
	binary?: IBinaryKeyData;
}

/** The item that a task becomes; the same from the action node and from the triggers (design §3). */
export function toItem(task: Task, { itemIndex, model, estimate, simplify = true, binary }: ItemDetails): INodeExecutionData {
	const video = task.outputs.find(({ type }) => type === 'video');
	const finished = task.status === 'succeeded' ? task.updatedAt : undefined;
	const cost = task.units === undefined ? estimate : costOf(task.units);
	const json: IDataObject = {
		taskId: task.taskId,
		taskType: task.product,
		externalTaskId: task.externalTaskId,
		...tagAndReference(task.externalTaskId),
		status: task.status,
		statusMessage: task.statusMessage,
		model,
		...(video?.type === 'video' ? { videoUrl: video.url, watermarkUrl: video.watermarkUrl, durationSeconds: video.seconds } : {}),
		createdAt: iso(task.createdAt),
		updatedAt: iso(task.updatedAt),
		expiresAt: iso(finished === undefined ? undefined : finished + linkLifetime),
		cost: cost ? { ...cost } : undefined,
		requestId: task.requestId,
		...(simplify ? {} : { raw: task.raw as IDataObject }),
	};
	return {
		json: Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined)) as IDataObject,
		...(binary ? { binary } : {}),
		pairedItem: { item: itemIndex },
	};
}

const iso = (ms?: number) => (ms === undefined ? undefined : new Date(ms).toISOString());
