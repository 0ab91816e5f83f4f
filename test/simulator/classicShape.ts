import type { Links } from './links';
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
export function classicEntry(task: Task, links: Links) {
  return {
    ...classicReceipt(task),
    task_status_msg: task.message,
    watermark_info: { enabled: task.job.watermark },
    ...(isFinal(task.status) ? charge(task) : {}),
    ...(task.status === 'succeeded' ? { task_result: result(task, links) } : {}),
  };
}

/** A task as a callback shows it: without the watermarked file (contract §11). */
export function classicCallback(task: Task, links: Links) {
  return {
    ...classicReceipt(task),
    task_status_msg: task.message,
    ...(isFinal(task.status) ? charge(task) : {}),
    ...(task.status === 'succeeded' ? { task_result: callbackResult(task, links) } : {}),
  };
}

function charge(task: Task) {
  return { final_unit_deduction: String(task.units), final_balance_deduction: { quota: '', list_price: '' } };
}

function result({ taskId, job }: Task, links: Links) {
  const marked = (name: string) => (job.watermark ? links.to(name) : '');
  switch (job.outcome.kind) {
    case 'video':
      return {
        videos: [{ ...video(taskId, job.outcome.seconds, links), watermark_url: marked(`${taskId}-watermark.mp4`) }],
      };
    default:
      return {};
  }
}

function callbackResult(task: Task, links: Links) {
  const { outcome } = task.job;
  return outcome.kind === 'video' ? { videos: [video(task.taskId, outcome.seconds, links)] } : result(task, links);
}

function video(taskId: string, seconds: number, links: Links) {
  return { id: `v-${taskId}`, url: links.to(`${taskId}.mp4`), duration: videoLength(seconds) };
}

/** A 5 s job returns "5.041" (contract §4). */
export function videoLength(seconds: number): string {
  return `${seconds}.041`;
}
