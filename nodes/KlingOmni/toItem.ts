import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { taskCost, type OwnPrices } from '../kling/pricing';
import { linkLifetime, type ElementOutput, type Output, type Task, type VoiceOutput } from '../kling/task';
import { tagAndReference } from './run/keys';

export interface ItemDetails {
	itemIndex: number;
	model?: string;
	/** The id that the task was submitted under, for its tag and reference where the service does not give it back. */
	key?: string;
	/** Units that the task was expected to cost. */
	estimatedUnits?: number;
	prices?: OwnPrices;
	simplify?: boolean;
	binary?: IBinaryKeyData;
}

/** The item that a task becomes; the same from the action node and from the triggers (design §3). */
export function toItem(
	task: Task,
	{ itemIndex, model, key, estimatedUnits, prices, simplify = true, binary }: ItemDetails,
): INodeExecutionData {
	const hasFiles = task.outputs.some((output) => 'url' in output);
	const expires = hasFiles && task.updatedAt !== undefined ? task.updatedAt + linkLifetime : undefined;
	const cost = taskCost(task, estimatedUnits, prices);
	const json: IDataObject = {
		taskId: task.taskId,
		taskType: task.product,
		externalTaskId: task.externalTaskId,
		...tagAndReference(task.externalTaskId ?? key),
		status: task.status,
		statusMessage: task.statusMessage,
		model,
		...results(task.outputs),
		createdAt: iso(task.createdAt),
		updatedAt: iso(task.updatedAt),
		expiresAt: iso(expires),
		cost: Object.keys(cost).length ? cost : undefined,
		requestId: task.requestId,
		...(simplify ? {} : { raw: task.raw as IDataObject }),
	};
	return {
		json: filled(json),
		...(binary ? { binary } : {}),
		pairedItem: { item: itemIndex },
	};
}

/** What a task has made, in the words of the item. */
function results(outputs: Output[]): IDataObject {
	const [first] = outputs;
	switch (first?.type) {
		case 'video':
			return { videoId: first.id, videoUrl: first.url, watermarkUrl: first.watermarkUrl, durationSeconds: first.seconds };
		case 'image': {
			const images = outputs.filter((output) => output.type === 'image');
			const marked = images.flatMap(({ watermarkUrl }) => watermarkUrl ?? []);
			return { imageUrls: images.map(({ url }) => url), ...(marked.length ? { watermarkUrls: marked } : {}) };
		}
		case 'element':
		case 'voice':
			return libraryFields(first);
		default:
			return {};
	}
}

/** An element or voice as fields of an item; its id is text (R30). */
export function libraryFields(entry: ElementOutput | VoiceOutput): IDataObject {
	const { name, ownedBy } = entry;
	const isPreset = ownedBy === undefined ? undefined : ownedBy === 'kling';
	return entry.type === 'element'
		? { elementId: entry.id, name, description: entry.description, kind: entry.kind, voiceId: entry.voiceId, isPreset }
		: { voiceId: entry.id, name, trialUrl: entry.trialUrl, isPreset };
}

/** Without the fields that have no value. */
export const filled = (json: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));

/** A time as text. */
export const iso = (ms?: number) => (ms === undefined ? undefined : new Date(ms).toISOString());
