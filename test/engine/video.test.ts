import { editVideo, imageToVideo, inField, referenceToVideo, textToVideo, useKling } from './kling';
import { withPicture } from './fixtures';

const kling = useKling();
const picture = 'https://media.example.org/boat.png';
const clip = 'https://media.example.org/ride.mp4';

test('text becomes a finished video', async () => {
	const { items, error } = await kling.run(textToVideo({ quality: '720p', duration: 4 }));
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(items[0]).toEqual({
		json: {
			taskId: expect.stringMatching(/^\d+$/),
			taskType: 'omniVideo',
			externalTaskId: expect.stringMatching(/^n8n-[0-9a-f]{32}$/),
			status: 'succeeded',
			model: 'kling-v3-omni',
			videoId: expect.stringMatching(/^v-\d+$/),
			videoUrl: expect.stringContaining(kling.service.url),
			durationSeconds: 4.041,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			cost: { units: 2.4, estimatedUsd: 0.336, estimatedUnits: 2.4, chargedUnits: 2.4, thisRunUnits: 2.4, thisRunUsd: 0.336 },
			found: false,
			requestId: expect.any(String),
		},
		pairedItem: { item: 0 },
	});
	expect(kling.service.created[0]?.body).toEqual({
		model_name: 'kling-v3-omni',
		prompt: 'A paper boat drifts past a lighthouse',
		sound: 'off',
		mode: 'std',
		aspect_ratio: '16:9',
		duration: '4',
		external_task_id: items[0]?.json.externalTaskId,
	});
});

test('a storyboard leaves as numbered shots and decides the length', async () => {
	const { items, error } = await kling.run(
		textToVideo({
			shots: 'storyboard',
			storyboard: {
				shot: [
					{ prompt: 'Wide: rain on a tin roof', seconds: 3 },
					{ prompt: 'Close: a kettle starts to whistle', seconds: 5 },
				],
			},
			sound: true,
			aspectRatio: '9:16',
		}),
	);
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ durationSeconds: 8.041, cost: { units: 8 } });
	expect(kling.service.created[0]?.body).toMatchObject({
		multi_shot: true,
		shot_type: 'customize',
		multi_prompt: [
			{ index: 1, prompt: 'Wide: rain on a tin roof', duration: '3' },
			{ index: 2, prompt: 'Close: a kettle starts to whistle', duration: '5' },
		],
		duration: '8',
		sound: 'on',
	});
	expect(kling.service.created[0]?.body).not.toHaveProperty('prompt');
});

test('a picture from a binary field becomes the first frame', async () => {
	const { error } = await kling.run(imageToVideo({ firstFrame: inField('data') }), {
		items: [withPicture(640, 360)],
	});
	expect(error).toBeUndefined();
	const [image] = (kling.service.created[0]?.body as { image_list: Array<{ image_url: string; type: string }> }).image_list;
	expect(image?.type).toBe('first_frame');
	expect(Buffer.from(image!.image_url, 'base64').subarray(1, 4).toString()).toBe('PNG');
	expect(kling.service.created[0]?.body).not.toHaveProperty('aspect_ratio');
});

test('first and last frame, references and elements keep their places', async () => {
	const { error } = await kling.run(
		imageToVideo({
			prompt: '@image2 becomes @image_3 while @Element1 watches from <<<image_1>>>',
			firstFrame: picture,
			lastFrame: picture,
			images: { image: [{ url: picture }] },
			elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
		}),
	);
	expect(error).toBeUndefined();
	expect(kling.service.created[0]?.body).toMatchObject({
		prompt: '<<<image_2>>> becomes <<<image_3>>> while <<<element_1>>> watches from <<<image_1>>>',
		image_list: [{ image_url: picture }, { image_url: picture, type: 'first_frame' }, { image_url: picture, type: 'end_frame' }],
	});
	expect(kling.service.requests.find(({ method }) => method === 'POST')?.body).toContain('"element_id":829836802793406551');
});

test('a feature video is imitated, with a first frame if wanted', async () => {
	const { error } = await kling.run(
		referenceToVideo({
			prompt: 'Keep the camera path of @video1',
			video: clip,
			keepSound: true,
			firstFrame: picture,
			sound: true, // still stored, but hidden beside a video
		}),
	);
	expect(error).toBeUndefined();
	expect(kling.service.created[0]?.body).toMatchObject({
		prompt: 'Keep the camera path of <<<video_1>>>',
		video_list: [{ video_url: clip, refer_type: 'feature', keep_original_sound: 'yes' }],
		sound: 'off',
	});
});

test('a base video is edited; length, ratio and shots follow it', async () => {
	const { items, error } = await kling.run(editVideo({ video: clip, duration: 7, aspectRatio: '1:1', shots: 'auto' }));
	expect(error).toBeUndefined();
	expect(items[0]?.json.status).toBe('succeeded');
	const body = kling.service.created[0]?.body;
	expect(body).toMatchObject({ video_list: [{ video_url: clip, refer_type: 'base', keep_original_sound: 'no' }] });
	for (const absent of ['duration', 'aspect_ratio', 'multi_shot']) expect(body).not.toHaveProperty(absent);
});

test('O1 and any model id typed by hand reach the wire', async () => {
	await kling.run(textToVideo({ model: 'kling-video-o1', duration: 10, sound: true, quality: '720p' }));
	expect(kling.service.created[0]?.body).toMatchObject({ model_name: 'kling-video-o1', duration: '10', mode: 'std' });
	expect(kling.service.created[0]?.body).not.toHaveProperty('sound');

	await kling.run({ ...textToVideo(), model: { __rl: true, mode: 'id', value: 'kling-v9-omni' } });
	expect(JSON.parse(kling.service.requests.find(({ body }) => body?.includes('v9'))!.body!)).toMatchObject({ model_name: 'kling-v9-omni' });
});

test('items keep their order and pairing, and run side by side', async () => {
	const prompts = ['[[slow]] one', 'two', 'three'];
	const { items } = await kling.run(textToVideo({ prompt: '={{ $json.prompt }}' }), {
		items: prompts.map((prompt) => ({ json: { prompt } })),
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	const byPrompt = (prompt: string) => kling.service.created.find(({ body }) => (body as { prompt: string }).prompt === prompt)?.taskId;
	expect(items.map(({ json }) => json.taskId)).toEqual(prompts.map(byPrompt));
});

test('Return at Once gives the task id without waiting', async () => {
	const { items } = await kling.run(
		textToVideo({ completion: 'submit', prompt: '[[slow]] boat', options: { tag: 'spring:7%', reference: 'row 4' } }),
	);
	expect(items[0]?.json).toMatchObject({ status: 'submitted', tag: 'spring:7%', reference: 'row 4' });
	expect(items[0]?.json.cost).toEqual({ units: 4, estimatedUsd: 0.56, estimatedUnits: 4, thisRunUnits: 4, thisRunUsd: 0.56 });
	expect(kling.service.created[0]?.externalTaskId).toBe(items[0]?.json.externalTaskId);
});

test('Download streams the file into a binary field, without the key', async () => {
	const { items } = await kling.run(textToVideo({ download: true }));
	expect(items[0]?.binary?.data).toMatchObject({
		mimeType: 'video/mp4',
		fileName: `${String(items[0]?.json.taskId)}.mp4`,
		fileExtension: 'mp4',
	});
	expect(kling.service.downloads).toEqual([expect.objectContaining({ path: expect.stringContaining('/files/') })]);
	expect(kling.service.downloads[0]?.authorization).toBeUndefined();
});

test('the raw answer comes when Simplify is off', async () => {
	const { items } = await kling.run(textToVideo({ options: { simplify: false, watermark: true } }));
	expect(items[0]?.json.raw).toMatchObject({ task_status: 'succeed' });
	expect(items[0]?.json.watermarkUrl).toContain('http');
});
