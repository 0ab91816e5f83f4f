/** What can only be seen by paying. Each is made when it is named, once, and never again by itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { ask, type Answer, type Keys } from './ask';
import { acceptedTask, said, type Finding } from './verdict';

export interface PaidQuestion {
	name: string;
	id: string;
	question: string;
	/** The most that it costs, units of a video pack. */
	units: number;
	ask: (keys: Keys) => Promise<Finding>;
}

const LOOK_EVERY_MS = 5_000;
/** Longer than Kling takes for a few seconds of video. */
const PATIENCE_MS = 20 * 60_000;

const post = async ({ url, apiKey: token }: Keys, path: string, body: unknown) =>
	await ask({ method: 'POST', url: url + path, token, body });

/** Orders once, waits for the end, and says what the task says about length and charge. */
async function order(keys: Keys, path: string, body: object): Promise<Finding> {
	const answer = await post(keys, path, { ...body, external_task_id: `probe-${Date.now()}` });
	const taskId = acceptedTask(answer);
	if (taskId === undefined)
		return { verdict: 'unclear', said: `${said(answer)}. If no answer came, look for the task before trying again` };
	const task = await ended(keys, `${path}/${taskId}`);
	const { task_status: status, task_result: result, final_unit_deduction: units } = (task.data ?? {}) as Record<string, unknown>;
	return { verdict: 'settled', said: `task ${taskId}, ${String(status)}, ${String(units)} units, ${JSON.stringify(lengths(result))}` };
}

async function ended(keys: Keys, path: string): Promise<Answer> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const task = await ask({ method: 'GET', url: keys.url + path, token: keys.apiKey });
		const status = (task.data as { task_status?: string } | undefined)?.task_status;
		if (status === 'succeed' || status === 'failed' || Date.now() > deadline) return task;
		await pause(LOOK_EVERY_MS);
	}
}

/** How long the results are; their links stay out of the report. */
function lengths(result: unknown): unknown {
	const lists = Object.entries((result ?? {}) as Record<string, Array<Record<string, unknown>>>);
	return Object.fromEntries(
		lists.map(([kind, files]) => [
			kind,
			files.map((file) => Object.fromEntries(Object.entries(file).filter(([key]) => key.startsWith('duration')))),
		]),
	);
}

export const paidQuestions: PaidQuestion[] = [
	{
		name: 'speech-time',
		id: 'U22',
		question: 'How long does speech take to answer?',
		units: 0.05,
		ask: async (keys) => {
			const answer = await post(keys, '/v1/audio/tts', { text: 'This is a probe.', voice_id: 'oversea_male1', voice_language: 'en' });
			return { verdict: answer.code === 0 ? 'settled' : 'unclear', said: `${said(answer)}, after ${(answer.ms / 1000).toFixed(1)} s` };
		},
	},
	{
		name: 'sound-length',
		id: 'U20',
		question: 'What does a sound job give out and charge?',
		units: 0.25,
		ask: async (keys) => await order(keys, '/v1/audio/text-to-audio', { prompt: 'rain on a tin roof', duration: 3 }),
	},
	{
		name: 'german-speech',
		id: 'U23',
		question: 'What does 3.0 Omni do with German speech? (listen to the video)',
		units: 2.4,
		ask: async (keys) =>
			await order(keys, '/v1/videos/omni-video', {
				model_name: 'kling-v3-omni',
				prompt: 'A woman looks into the camera and says in German: "Guten Morgen, schön, dass ihr da seid."',
				mode: 'std',
				aspect_ratio: '16:9',
				duration: '3',
				sound: 'on',
			}),
	},
];
