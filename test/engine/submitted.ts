import type { CreatedTask, Simulator } from '../simulator';
import { call } from '../simulator/testing';

/** Tasks at the simulator that are there before a trigger looks: submitted, finished by hand, or simply put in. */

const job = { prompt: 'A paper boat', mode: 'std', duration: '4', aspect_ratio: '16:9', sound: 'off' };

/** Creates a task on the classic API. @returns its id */
export async function submitted(service: Simulator, extra: Record<string, unknown> = {}, path = '/v1/videos/omni-video'): Promise<string> {
	const model = path.includes('omni') ? 'kling-v3-omni' : 'kling-v3';
	const body = path.includes('image') && !path.includes('image2video') ? { prompt: 'A paper boat', aspect_ratio: '1:1' } : job;
	const answer = await call(service, 'POST', path, { model_name: model, ...body, ...extra });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.data.task_id as string;
}

/** The same on the current API. */
export async function submittedCurrent(service: Simulator, options: Record<string, unknown> = {}): Promise<string> {
	const contents = [{ type: 'prompt', text: 'A paper boat' }];
	const settings = { multi_shot: false, audio: 'off', resolution: '720p', aspect_ratio: '16:9', duration: 4 };
	const answer = await call(service, 'POST', '/omni-video/kling-3.0-omni', { contents, settings, options });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.data.id as string;
}

/** The same on Model Studio. */
export async function submittedModelStudio(service: Simulator, model = 'kling/kling-v3-omni-video-generation'): Promise<string> {
	const response = await fetch(`${service.modelStudioUrl}/services/aigc/video-generation/video-synthesis`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${service.modelStudioKey}`,
			'content-type': 'application/json',
			'x-dashscope-async': 'enable',
		},
		body: JSON.stringify({
			model,
			input: { prompt: 'A paper boat' },
			parameters: { mode: 'std', aspect_ratio: '16:9', duration: 4, audio: false, watermark: false },
		}),
	});
	const { output } = (await response.json()) as { output?: { task_id: string } };
	if (!output) throw new Error(`Model Studio answered ${response.status}`);
	return output.task_id;
}

/**
 * Puts tasks into the lists that look like one that is there, without thousands of requests.
 *
 * @param change what sets each apart
 */
export function multiply(service: Simulator, like: string, count: number, change: (index: number) => Partial<CreatedTask>): void {
	const original = service.created.find(({ taskId }) => taskId === like)!;
	for (let index = 0; index < count; index++) service.created.push({ ...original, ...change(index) });
}
