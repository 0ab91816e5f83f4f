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
		task_info: ownId(task),
		task_status: CLASSIC_STATUS[task.status],
		created_at: task.createdAt,
		updated_at: task.updatedAt,
	};
}

function ownId({ externalTaskId }: Task) {
	return externalTaskId === undefined ? {} : { external_task_id: externalTaskId };
}

/** Lip sync shows the source video without the id, sound for a video shows both (contract §21). */
function taskInfo(task: Task) {
	const { product, job } = task;
	if (!job.parentVideo) return ownId(task);
	return { ...(product === 'advanced-lip-sync' ? {} : ownId(task)), parent_video: job.parentVideo };
}

/** A task as get and list show it. */
export function classicEntry(task: Task, shelf: Shelf) {
	const { kind } = task.job.outcome;
	return {
		...classicReceipt(task),
		task_info: taskInfo(task),
		task_status_msg: task.message,
		...(kind === 'video' || kind === 'images' ? { watermark_info: { enabled: task.job.watermark } } : {}),
		...ending(task, shelf, task.job.watermark),
	};
}

/** A task as a callback shows it: without the marked files (contract §11). */
export function classicCallback(task: Task, shelf: Shelf) {
	return { ...classicReceipt(task), task_info: taskInfo(task), task_status_msg: task.message, ...ending(task, shelf, undefined) };
}

function ending(task: Task, shelf: Shelf, watermark: boolean | undefined) {
	if (!isFinal(task.status)) return {};
	return { ...classicCharge(task), ...(task.status === 'succeeded' ? { task_result: result(task, shelf, watermark) } : {}) };
}

/** What a task has cost in the end. */
export function classicCharge({ units }: Task) {
	return { final_unit_deduction: String(units), final_balance_deduction: { quota: '', list_price: '' } };
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
			if (job.product !== 'omni-image') return { images };
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
		case 'speech':
			return { audios: [{ id: `a-${taskId}`, url: links.to(`${taskId}.mp3`), duration: outcome.seconds.toFixed(1) }] };
		case 'sound': {
			const duration = outcome.seconds.toFixed(1);
			const video = { id: `v-${taskId}`, url: links.to(`${taskId}.mp4`), duration: videoLength(Math.round(outcome.seconds)) };
			const audio = {
				id: `a-${taskId}`,
				url_mp3: links.to(`${taskId}.mp3`),
				url_wav: links.to(`${taskId}.wav`),
				duration_mp3: duration,
				duration_wav: duration,
			};
			// R94: the printed callback has no sounds
			return { ...(outcome.withVideo ? { videos: [video] } : {}), ...(watermark === undefined ? {} : { audios: [audio] }) };
		}
		case 'faces':
			return {};
	}
}

/** A 5 s job returns "5.041" (contract §4). */
export function videoLength(seconds: number): string {
	return `${seconds}.041`;
}
