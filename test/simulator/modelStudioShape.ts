import { randomUUID } from 'node:crypto';
import type { Links } from './links';
import type { Task } from './tasks';
import type { TaskStatus } from './types';

/** Model Studio's words (contract §16.3). */
export const MODEL_STUDIO_STATUS: Record<TaskStatus, string> = {
	submitted: 'PENDING',
	processing: 'RUNNING',
	succeeded: 'SUCCEEDED',
	failed: 'FAILED',
	canceled: 'CANCELED',
};

const SIZES: Record<string, Record<string, string>> = {
	std: { '16:9': '1280*720', '9:16': '720*1280', '1:1': '960*960' },
	pro: { '16:9': '1920*1080', '9:16': '1080*1920', '1:1': '1440*1440' },
	'4k': { '16:9': '3840*2160', '9:16': '2160*3840', '1:1': '2880*2880' },
};
const LINES: Record<string, string> = { std: '720', pro: '1080', '4k': '2160' };
const HOUR = 60 * 60 * 1000;

/** A task as its own call shows it. */
export function modelStudioTask(task: Task, links: Links) {
	const { taskId, status, job, createdAt, startedAt, updatedAt, message } = task;
	const hasEnded = status === 'succeeded' || status === 'failed' || status === 'canceled';
	return {
		request_id: randomUUID(),
		output: {
			task_id: taskId,
			task_status: MODEL_STUDIO_STATUS[status],
			submit_time: beijingTime(createdAt),
			scheduled_time: startedAt === undefined ? undefined : beijingTime(startedAt),
			end_time: hasEnded ? beijingTime(updatedAt) : undefined,
			...(status === 'succeeded'
				? {
						orig_prompt: job.modelStudio?.prompt ?? '',
						video_url: links.to(`${taskId}.mp4`),
						watermark_video_url: job.watermark ? links.to(`${taskId}-watermark.mp4`) : undefined,
					}
				: {}),
			...(status === 'failed' ? { code: 'DataInspectionFailed', message } : {}),
		},
		usage: status === 'succeeded' ? usage(task) : undefined,
	};
}

/** A task as the list shows it: without links (vendor's page on asynchronous tasks, 2026-03-15). */
export function modelStudioListEntry({ taskId, model, status, createdAt, startedAt, updatedAt }: Task) {
	return {
		api_key_id: '1',
		caller_parent_id: '1',
		caller_uid: '1',
		gmt_create: createdAt,
		start_time: startedAt,
		end_time: status === 'submitted' || status === 'processing' ? undefined : updatedAt,
		model_name: model,
		region: 'cn-beijing',
		request_id: taskId,
		status: MODEL_STUDIO_STATUS[status],
		task_id: taskId,
		user_api_unique_key: `apikey:v1:aigc:video-generation:video-synthesis:${model}`,
	};
}

function usage({ job }: Task) {
	const { mode = 'pro', ratio = '16:9', audio = false } = job.modelStudio ?? {};
	return {
		duration: job.outcome.kind === 'video' ? job.outcome.seconds : 0,
		size: SIZES[mode]?.[ratio],
		fps: 24,
		video_count: 1,
		audio,
		SR: LINES[mode],
	};
}

/** "2026-11-20 10:00:00.000": no zone is printed; the service lives in Beijing. */
function beijingTime(milliseconds: number): string {
	return new Date(milliseconds + 8 * HOUR).toISOString().replace('T', ' ').replace('Z', '');
}
