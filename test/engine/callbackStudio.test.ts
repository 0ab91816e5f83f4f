import type { Simulator } from '../simulator';
import { wav } from '../simulator/sounds';
import { call, until } from '../simulator/testing';
import { secret, setUp, signed } from './callbackCalls';

/** Calls about what is not a plain video: every product is known, and read where the call says too little (R94). */

const voice = wav(4).toString('base64');

const media = ({ url }: Simulator, name: string) => `${url}/media/${name}`;

const created = async (service: Simulator, path: string, body: object): Promise<{ task_id: string; session_id: string }> => {
	const answer = await call(service, 'POST', path, body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.data as { task_id: string; session_id: string };
};

type Create = (service: Simulator, callback: { callback_url: string }) => Promise<{ task_id: string }>;

const jobs: Record<string, { create: Create; gives: object }> = {
	avatar: {
		create: async (service, callback) =>
			await created(service, '/v1/videos/avatar/image2video', {
				image: media(service, 'portrait.png'),
				sound_file: voice,
				mode: 'std',
				...callback,
			}),
		gives: { videoUrl: expect.stringContaining('.mp4') },
	},
	lipSync: {
		create: async (service, callback) => {
			const { session_id } = await created(service, '/v1/videos/identify-face', { video_url: media(service, 'ride.mp4') });
			const face = {
				face_id: '0',
				sound_file: voice,
				sound_start_time: 0,
				sound_end_time: 2000,
				sound_insert_time: 0,
			};
			return await created(service, '/v1/videos/advanced-lip-sync', { session_id, face_choose: [face], ...callback });
		},
		gives: { videoUrl: expect.stringContaining('.mp4') },
	},
	expand: {
		create: async (service, callback) =>
			await created(service, '/v1/images/editing/expand', {
				image: media(service, 'good.png'),
				up_expansion_ratio: 0.2,
				down_expansion_ratio: 0,
				left_expansion_ratio: 0,
				right_expansion_ratio: 0,
				n: 1,
				...callback,
			}),
		gives: { imageUrls: [expect.stringContaining('.png')] },
	},
	textToAudio: {
		create: async (service, callback) => await created(service, '/v1/audio/text-to-audio', { prompt: 'rain', duration: 5, ...callback }),
		gives: { audioUrl: expect.stringContaining('.mp3'), wavUrl: expect.stringContaining('.wav'), durationSeconds: 5 },
	},
	videoToAudio: {
		create: async (service, callback) =>
			await created(service, '/v1/audio/video-to-audio', { video_url: media(service, 'ride.mp4'), asmr_mode: false, ...callback }),
		gives: { videoUrl: expect.stringContaining('.mp4'), audioUrl: expect.stringContaining('.mp3') },
	},
	motionControl: {
		create: async (service, callback) =>
			await created(service, '/v1/videos/motion-control', {
				model_name: 'kling-v2-6',
				image_url: media(service, 'portrait.png'),
				video_url: media(service, 'dance.mp4'),
				character_orientation: 'video',
				mode: 'std',
				keep_original_sound: 'no',
				...callback,
			}),
		gives: { videoUrl: expect.stringContaining('.mp4') },
	},
};

describe.each([
	['signed', { signs: true, knows: true }],
	['unsigned', {}],
])('%s calls', (_, setting) => {
	test.each(Object.entries(jobs))('%s: the item has all that was made', async (_product, { create, gives }) => {
		const { service, workflow } = await setUp(setting);
		const { task_id: taskId } = await create(service, { callback_url: workflow.url });
		service.finish(taskId);
		await until(() => workflow.calls.length === 1 && service.callbacks[0]?.status !== undefined);
		expect(service.callbacks[0]?.status).toBe(200);
		expect(workflow.started.map(({ json }) => json)).toEqual([expect.objectContaining({ taskId, status: 'succeeded', ...gives })]);
	});
});

test.each(Object.entries(jobs))('an unsigned call that %s has failed is confirmed, too', async (_, { create }) => {
	const { service, workflow } = await setUp({ parameters: { status: 'failed' } });
	const { task_id: taskId } = await create(service, { callback_url: workflow.url });
	service.finish(taskId, 'failed', 'Failure to pass the risk control system');
	await until(() => service.callbacks[0]?.status !== undefined);
	expect(workflow.started.map(({ json }) => [json.taskId, json.status])).toEqual([[taskId, 'failed']]);
});

test('a signed call starts the workflow even if the rest of the task cannot be read', async () => {
	const { service, workflow } = await setUp({ knows: true });
	const body = JSON.stringify({ task_id: '885001', task_status: 'succeed', task_status_msg: '', task_result: {}, updated_at: Date.now() });
	expect(await workflow.post(body, signed(body, { with: secret }))).toMatchObject({ httpStatus: 200 });
	expect(workflow.started.map(({ json }) => [json.taskId, json.status])).toEqual([['885001', 'succeeded']]);
	expect(service.created).toEqual([]);
});

test('one list that cannot be read hides no task of another', async () => {
	const { service, workflow } = await setUp();
	const { task_id: taskId } = await jobs.avatar!.create(service, { callback_url: workflow.url });
	service.fault({ method: 'GET', path: /omni-video/, action: 'error', status: 401, code: 1002, times: 10 });
	service.finish(taskId);
	await until(() => service.callbacks[0]?.status !== undefined);
	expect(workflow.started.map(({ json }) => [json.taskId, json.taskType])).toEqual([[taskId, 'avatar']]);
});
