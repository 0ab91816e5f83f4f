import { videoLength } from './classicShape';
import { currentElement, currentVoice } from './libraryShape';
import type { Service } from './service';
import type { Task } from './tasks';
import type { TaskStatus } from './types';

/** The current API's words; nothing is ever cancelled there. */
export const CURRENT_STATUS: Record<TaskStatus, string> = {
	submitted: 'submitted',
	processing: 'processing',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'failed',
};

type Shelf = Pick<Service, 'links' | 'library'>;

/** The answer to a create call (contract §6). */
export function currentReceipt(task: Task) {
	return {
		id: task.taskId,
		status: CURRENT_STATUS[task.status],
		external_id: task.externalTaskId,
		create_time: task.createdAt,
		update_time: task.updatedAt,
	};
}

/** A task as `GET /tasks`, `POST /tasks` and a callback show it. */
export function currentEntry(task: Task, shelf: Shelf) {
	const hasResult = task.status === 'succeeded';
	return {
		...currentReceipt(task),
		message: task.message,
		outputs: hasResult ? outputs(task, shelf) : [],
		billing: hasResult && task.units > 0 ? [{ charge_type: 'unit', amount: String(task.units), package_type: task.job.charge.pack }] : [],
	};
}

function outputs({ taskId, job }: Task, { links, library }: Shelf): object[] {
	const marked = (name: string) => (job.watermark ? links.to(name) : '');
	const { outcome } = job;
	switch (outcome.kind) {
		case 'video':
			return [
				{
					type: 'video',
					id: `o-${taskId}`,
					url: links.to(`${taskId}.mp4`),
					watermark_url: marked(`${taskId}-watermark.mp4`),
					duration: videoLength(outcome.seconds),
				},
			];
		case 'images':
			return Array.from({ length: outcome.count }, (_, index) => ({
				type: 'image',
				url: links.to(`${taskId}-${index}.png`),
				watermark_url: marked(`${taskId}-${index}-watermark.png`),
				...(outcome.series ? { group_id: `g-${taskId}` } : {}),
			}));
		case 'element':
			return [currentElement(outcome.element, library, links)];
		case 'voice':
			return [currentVoice(outcome.voice, links)];
		case 'sound': {
			const duration = outcome.seconds.toFixed(1);
			const audio = {
				type: 'audio',
				id: `a-${taskId}`,
				mp3_url: links.to(`${taskId}.mp3`),
				wav_url: links.to(`${taskId}.wav`),
				mp3_duration: duration,
				wav_duration: duration,
			};
			const video = { type: 'video', id: `o-${taskId}`, url: links.to(`${taskId}.mp4`), watermark_url: '', duration };
			return outcome.withVideo ? [video, audio] : [audio];
		}
		// answered at once, never to be asked for
		case 'speech':
		case 'faces':
			return [];
	}
}
