import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { taskCost, type OwnPrices } from '../kling/pricing';
import type { ElementOutput, FacesOutput, Output, VoiceOutput } from '../kling/outputs';
import { filesEnd, type Task } from '../kling/task';
import { readExternalId } from './run/keys';

interface ItemDetails {
	itemIndex: number;
	model?: string;
	/** The id that the task was submitted under, for its tag and reference where the service does not give it back. */
	orderedUnder?: string;
	/** Of an item that orders: whether the task was there before, and whether it was ordered for the same job. */
	found?: boolean;
	sameJob?: boolean;
	/** Units that the task was expected to cost. */
	estimatedUnits?: number;
	prices?: OwnPrices;
	simplify?: boolean;
	binary?: IBinaryKeyData;
}

/**
 * The item that a task becomes; the same from the action node and from the triggers (design §3). What people use comes
 * first, what only other nodes need comes last.
 */
export function toItem(task: Task, details: ItemDetails): INodeExecutionData {
	const { itemIndex, model, orderedUnder, estimatedUnits, prices, simplify = true, binary, found, sameJob } = details;
	const { videoId, ...made } = results(task.outputs);
	const cost = taskCost(task, estimatedUnits, prices, found);
	const { tag, reference, key } = readExternalId(task.externalTaskId ?? orderedUnder ?? '');
	const json: IDataObject = {
		...made,
		status: task.status,
		practice: task.practice,
		statusMessage: task.statusMessage,
		cost: Object.keys(cost).length ? cost : undefined,
		found,
		sameJob,
		model,
		tag,
		reference,
		idempotencyKey: isMadeHere(key) ? undefined : key,
		createdAt: iso(task.createdAt),
		updatedAt: iso(task.updatedAt),
		expiresAt: task.outputs.some((output) => 'url' in output) ? iso(filesEnd(task)) : undefined,
		// what was found first, for another try
		...(task.first?.faces ? facesFields(task.first.faces) : {}),
		// faces have no task, only a session
		taskId: task.product === 'faces' ? undefined : task.taskId,
		taskType: task.product,
		externalTaskId: task.externalTaskId,
		videoId,
		requestId: task.requestId,
		...(simplify ? {} : { raw: task.raw as IDataObject }),
	};
	return {
		json: filled(json),
		...(binary ? { binary } : {}),
		pairedItem: { item: itemIndex },
	};
}

/** A key that is no person's says nothing to anybody. */
const isMadeHere = (key: string) => key === '' || /^n8n-[0-9a-f]{32}$/.test(key);

/** What a task has made, in the words of the item. */
function results(outputs: Output[]): IDataObject {
	const entry = outputs.find((output) => output.type === 'element' || output.type === 'voice');
	const found = outputs.find((output) => output.type === 'faces');
	return {
		...(found ? facesFields(found) : {}),
		...soundAndVideoFields(outputs),
		...imageFields(outputs),
		...(entry ? libraryFields(entry) : {}),
	};
}

/** The first video, the links of all where there are several, and the sound beside it or alone. */
function soundAndVideoFields(outputs: Output[]): IDataObject {
	const videos = outputs.filter((output) => output.type === 'video');
	const [first] = videos;
	const sound = outputs.find((output) => output.type === 'audio');
	return {
		videoUrl: first?.url,
		videoUrls: videos.length > 1 ? videos.map(({ url }) => url) : undefined,
		watermarkUrl: first?.watermarkUrl,
		audioUrl: sound?.url,
		wavUrl: sound?.wavUrl,
		durationSeconds: (first ?? sound)?.seconds,
		audioId: sound?.id,
		videoId: first?.id,
	};
}

function imageFields(outputs: Output[]): IDataObject {
	const images = outputs.filter((output) => output.type === 'image');
	const marked = images.flatMap(({ watermarkUrl }) => watermarkUrl ?? []);
	return images.length
		? { imageUrl: images[0]!.url, imageUrls: images.map(({ url }) => url), ...(marked.length ? { watermarkUrls: marked } : {}) }
		: {};
}

/** Who is seen in a video, and when. */
const facesFields = ({ sessionId, faces }: FacesOutput): IDataObject => ({
	faces: faces.map(({ id, pictureUrl, startMs, endMs }, index) =>
		filled({ faceNumber: index + 1, pictureUrl, startSeconds: startMs / 1000, endSeconds: endMs / 1000, faceId: id }),
	),
	sessionId,
});

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
