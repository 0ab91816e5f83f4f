import { classicElement, classicVoice } from './libraryShape';
import type { Service } from './service';
import { isFinal, type Task } from './tasks';
import type { TaskStatus } from './types';

/** The classic API's word for each state: success has no "ed" (contract §4). */
export const CLASSIC_STATUS: Record<TaskStatus, string> = {
	submitted: 'submitted',
	processing: 'processing',
	succeeded: 'succeed',
	failed: 'failed',
	canceled: 'failed',
};

type Shelf = Pick<Service, 'links' | 'library'>;

/** The answer to a create call. */
export function classicReceipt(task: Task) {
	return {
		task_id: task.taskId,
		task_info: task.externalTaskId === undefined ? {} : { external_task_id: task.externalTaskId },
		task_status: CLASSIC_STATUS[task.status],
		created_at: task.createdAt,
		updated_at: task.updatedAt,
	};
}

/** A task as get and list show it. */
export function classicEntry(task: Task, shelf: Shelf) {
	const { kind } = task.job.outcome;
	return {
		...classicReceipt(task),
		task_status_msg: task.message,
		...(kind === 'video' || kind === 'images' ? { watermark_info: { enabled: task.job.watermark } } : {}),
		...ending(task, shelf, task.job.watermark),
	};
}

/** A task as a callback shows it: without the marked files (contract §11). */
export function classicCallback(task: Task, shelf: Shelf) {
	return { ...classicReceipt(task), task_status_msg: task.message, ...ending(task, shelf, undefined) };
}

function ending(task: Task, shelf: Shelf, watermark: boolean | undefined) {
	if (!isFinal(task.status)) return {};
	const charge = { final_unit_deduction: String(task.units), final_balance_deduction: { quota: '', list_price: '' } };
	return task.status === 'succeeded' ? { ...charge, task_result: result(task, shelf, watermark) } : charge;
}

/** `watermark` undefined: the place does not show such links at all. */
function result({ taskId, job }: Task, { links, library }: Shelf, watermark: boolean | undefined) {
	const marked = (name: string) => (watermark === undefined ? {} : { watermark_url: watermark ? links.to(name) : '' });
	const { outcome } = job;
	switch (outcome.kind) {
		case 'video':
			return {
				videos: [
					{
						id: `v-${taskId}`,
						url: links.to(`${taskId}.mp4`),
						...marked(`${taskId}-watermark.mp4`),
						duration: videoLength(outcome.seconds),
					},
				],
			};
		case 'images': {
			const images = Array.from({ length: outcome.count }, (_, index) => ({
				index,
				url: links.to(`${taskId}-${index}.png`),
				...marked(`${taskId}-${index}-watermark.png`),
			}));
			if (job.product === 'images-generations') return { images };
			return {
				result_type: outcome.series ? 'series' : 'single',
				images: outcome.series ? [] : images,
				series_images: outcome.series ? images : [],
			};
		}
		case 'element':
			return { elements: [classicElement(outcome.element, library, links)] };
		case 'voice':
			return { voices: [classicVoice(outcome.voice, links)] };
	}
}

/** A 5 s job returns "5.041" (contract §4). */
export function videoLength(seconds: number): string {
	return `${seconds}.041`;
}
