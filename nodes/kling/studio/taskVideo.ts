import { findTask } from '../found';
import type { Job } from '../job';
import type { MediaFacts } from '../media/facts';
import type { Problem } from '../rules/problem';
import type { Service } from '../service';
import { isFinal, products, resultOf } from '../task';
import type { SourceVideo } from './sourceVideo';

/** What a task can have made a video as: a sound may come with the video that it is for. */
const makers = products.filter((product) => ['video', 'audio'].includes(resultOf(product)));

/**
 * A job whose video is named by its task, with the video's own ID, which is all that Kling takes (R80). Reading it costs
 * nothing.
 *
 * @returns the job and what is known of its video, or why the task has none
 * @throws ServiceRefusal if the task cannot be read
 */
export async function withTaskVideo(
	job: Job,
	service: Pick<Service, 'client' | 'dialect'>,
): Promise<{ job: Job; facts: MediaFacts } | { problem: Problem }> {
	const { videoTask: taskId } = job as SourceVideo;
	if (!taskId) return { job, facts: {} };
	const problem = (message: string, remedy: string) => ({
		problem: { rule: 'R80', severity: 'error' as const, field: 'Video', message: `Video: ${message}`, remedy },
	});
	const task = await findTask(service, taskId, makers);
	if (!task) {
		const remedy = 'Check the ID, and that the credential is of the account and region that made the task';
		return problem(`Kling does not know Task ${taskId}`, remedy);
	}
	if (!isFinal(task)) return problem(`Task ${taskId} is still being made`, 'Wait for it first, with Task → Wait');
	const video = task.outputs.find((output) => output.type === 'video');
	if (!video?.id) return problem(`Task ${taskId} ${task.status === 'failed' ? 'has failed' : 'has no video'}`, 'Name another task');
	return {
		job: { ...job, videoTask: undefined, videoId: video.id } as Job,
		facts: video.seconds === undefined ? {} : { videoSeconds: video.seconds },
	};
}
