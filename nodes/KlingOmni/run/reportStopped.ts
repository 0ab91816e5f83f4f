import { isFinal } from '../../kling/task';
import type { Run } from './run';

/** Lets a run say, if n8n stops it, which of its tasks go on; nobody listens any more when it has ended. */
export async function reportingStops<T>(run: Run, act: () => Promise<T>): Promise<T> {
	const stopped = run.context.getExecutionCancelSignal();
	const report = () => reportStopped(run);
	stopped?.addEventListener('abort', report, { once: true });
	return await act().finally(() => stopped?.removeEventListener('abort', report));
}

/**
 * Says which tasks of a stopped execution go on at Kling. n8n drops what a stopped node gives out, so it goes to the log
 * and, in a manual run, to the browser's console.
 */
function reportStopped({ context, tasks, underWay }: Run): void {
	const running = [...tasks.values()].filter((task) => !isFinal(task)).map(({ taskId }) => taskId);
	const parts = [
		...(running.length
			? [`These Kling tasks go on and are paid for: ${running.join(', ')}. Fetch them with Kling Omni → Task → Wait.`]
			: []),
		...(underWay.size ? [`It was creating ${underWay.size} more, which Kling may have taken. ${whereToLook([...underWay.values()])}`] : []),
	];
	if (parts.length === 0) return;
	const text = `Execution ${context.getExecutionId()} was stopped. ${parts.join(' ')}`;
	context.logger.warn(text);
	context.sendMessageToUI(text);
}

function whereToLook(externalTaskIds: string[]): string {
	const ids = externalTaskIds.filter(Boolean);
	return ids.length ? `Look for ${ids.join(', ')} with Kling Omni → Task → Get.` : 'Look for them with Kling Omni → Task → Get Many.';
}
