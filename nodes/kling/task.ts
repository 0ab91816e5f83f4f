import type { AudioOutput, FacesOutput, Output } from './outputs';
import { isStudio, studioKinds, studioOf, type StudioKind } from './studio/products';

/** One task, whatever dialect it came from. */

export const taskStatuses = ['submitted', 'processing', 'succeeded', 'failed', 'canceled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** What products outside the Studio make. */
export const plainKinds = {
	omniVideo: 'video',
	textToVideo: 'video',
	imageToVideo: 'video',
	motionControl: 'video',
	omniImage: 'image',
	image: 'image',
	element: 'element',
	voice: 'voice',
} as const;

/** What a task makes; on the classic dialect each product has a path of its own (R39). */
export type Product = keyof typeof plainKinds | StudioKind;
export const products: readonly Product[] = [...(Object.keys(plainKinds) as Array<keyof typeof plainKinds>), ...studioKinds];

/** The result of a product that counts. */
export const resultOf = (product: Product): Output['type'] => (isStudio(product) ? studioOf({ kind: product }).makes : plainKinds[product]);

/** Pictures are paid for in units of their own. */
export const makesImages = (product: Product) => resultOf(product) === 'image';

export interface Task {
	taskId: string;
	product: Product;
	externalTaskId?: string;
	status: TaskStatus;
	/** The service's own word for it, where it is one that is not known here; the task then counts as running. */
	statusWord?: string;
	/** Why it failed; prose only (contract §4). */
	statusMessage?: string;
	outputs: Output[];
	/** Milliseconds since the epoch. */
	createdAt?: number;
	updatedAt?: number;
	/** Where the service tells: the model, by its id here. */
	model?: string;
	/** Where the service repeats it: what the video was to show. */
	prompt?: string;
	/** Units that the service says it charged. */
	units?: number;
	/** What it says it took from the cash balance; the classic API does not name the currency. */
	money?: { amount: number; currency?: string };
	requestId?: string;
	/** A sample that a practice run gives out: nothing was ordered. */
	practice?: true;
	/** What had to be made first by this run: its units, the faces that were found, the line that was spoken. */
	first?: { units: number; faces?: FacesOutput; line?: AudioOutput };
	/** The service's own entry, for people who turn Simplify off. */
	raw: unknown;
}

/** A task to read: its id, and what it makes. */
export type TaskRef = Pick<Task, 'taskId' | 'product'>;

/** The service says that a task has succeeded, and gives nothing that it has made: the file may come a little later. */
export const lacksResult = ({ status, outputs }: Task) => status === 'succeeded' && outputs.length === 0;

export const isFinal = ({ status }: Task) => status === 'succeeded' || status === 'failed' || status === 'canceled';

/** Kling keeps result files for 30 days (R50). */
const fileLifetime = 30 * 24 * 60 * 60 * 1000;

/** When Kling deletes a task's files, ms since the epoch; entries of a library stay. */
export function filesEnd({ status, product, updatedAt, createdAt }: Task): number | undefined {
	const madeAt = updatedAt ?? createdAt;
	if (status !== 'succeeded' || product === 'element' || product === 'voice' || madeAt === undefined) return undefined;
	return madeAt + fileLifetime;
}
