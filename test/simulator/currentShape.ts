import { videoLength } from './classicShape';
import type { Links } from './links';
import type { Task } from './tasks';
import type { TaskStatus } from './types';

/** The current API's words; nothing is ever cancelled there. */
export const CURRENT_STATUS: Record<TaskStatus, string> = {
  submitted: 'submitted', processing: 'processing', succeeded: 'succeeded', failed: 'failed', canceled: 'failed',
};

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
export function currentEntry(task: Task, links: Links) {
  const hasEnded = task.status === 'succeeded';
  return {
    ...currentReceipt(task),
    message: task.message,
    outputs: hasEnded ? outputs(task, links) : [],
    billing: hasEnded && task.job.charge.pack !== 'none' ? [{ charge_type: 'unit', amount: String(task.units), package_type: task.job.charge.pack }] : [],
  };
}

function outputs({ taskId, job }: Task, links: Links): object[] {
  const marked = (name: string) => (job.watermark ? links.to(name) : '');
  switch (job.outcome.kind) {
    case 'video':
      return [
        {
          type: 'video', id: `o-${taskId}`, url: links.to(`${taskId}.mp4`), watermark_url: marked(`${taskId}-watermark.mp4`),
          duration: videoLength(job.outcome.seconds),
        },
      ];
    default:
      return [];
  }
}
