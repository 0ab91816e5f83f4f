import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { soundFacts } from './sounds';
import { call, until } from './testing';

/** What becomes of the jobs of contract §21: results, reading them, bills, and going on from one to the next. */

let service: Simulator;
afterEach(async () => await service.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
	service = await startSimulator({ renderMs: Infinity, ...options });
}

const media = (name: string) => `${service.url}/media/${name}`;
const post = async (path: string, body: object) => (await call(service, 'POST', path, body)).body;
const get = async (path: string) => (await call(service, 'GET', path)).body;
const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

const TTS = '/v1/audio/tts';
const FACES = '/v1/videos/identify-face';
const LIPS = '/v1/videos/advanced-lip-sync';
const speech = { text: 'Good morning to all of you out there.', voice_id: 'oversea_male1', voice_language: 'en' };
const times = { sound_start_time: 0, sound_end_time: 2000, sound_insert_time: 0 };

/** A finished video, by its id as later jobs know it. */
async function madeVideo(prompt = 'x'): Promise<string> {
	const { data } = await post('/v1/videos/text2video', { model_name: 'kling-v3', prompt });
	service.finish(data.task_id);
	return (await get(`/v1/videos/text2video/${data.task_id}`)).data.task_result.videos[0].id;
}

/** A create body for each product that is asked for later. */
const JOBS: Record<string, () => object | Promise<object>> = {
	'/v1/videos/motion-control': () => ({
		image_url: media('good.png'),
		video_url: media('ride.mp4'),
		character_orientation: 'image',
		mode: 'std',
	}),
	'/v1/videos/avatar/image2video': () => ({ image: media('good.png'), sound_file: media('speech.mp3') }),
	[LIPS]: async () => {
		const { data } = await post(FACES, { video_url: media('ride.mp4') });
		return { session_id: data.session_id, face_choose: [{ face_id: '0', sound_file: media('speech.mp3'), ...times }] };
	},
	'/v1/audio/video-to-audio': () => ({ video_url: media('ride.mp4') }),
	'/v1/audio/text-to-audio': () => ({ prompt: 'rain', duration: 4.5 }),
	'/v1/images/editing/expand': () => ({
		image: media('good.png'),
		up_expansion_ratio: 1,
		down_expansion_ratio: 0,
		left_expansion_ratio: 0,
		right_expansion_ratio: 0,
		n: 2,
	}),
};
const link = (ending: string) => expect.stringMatching(new RegExp(`/files/\\d+[\\w-]*\\.${ending}\\?sign=`));
const sounds = { id: expect.stringMatching(/^a-/), url_mp3: link('mp3'), url_wav: link('wav') };
const clip = { id: expect.stringMatching(/^v-/), url: link('mp4') };
/** `task_result` on the classic API, `outputs` on the current one. */
const RESULTS: Record<string, { classic: object; current: object[]; pack: string }> = {
	'/v1/videos/motion-control': {
		classic: { videos: [{ ...clip, duration: '5.041' }] },
		current: [{ type: 'video', duration: '5.041' }],
		pack: 'video',
	},
	'/v1/videos/avatar/image2video': {
		classic: { videos: [{ ...clip, duration: '8.041' }] },
		current: [{ type: 'video', duration: '8.041' }],
		pack: 'video',
	},
	[LIPS]: { classic: { videos: [{ ...clip, duration: '5.041' }] }, current: [{ type: 'video', duration: '5.041' }], pack: 'video' },
	'/v1/audio/video-to-audio': {
		classic: { videos: [clip], audios: [{ ...sounds, duration_mp3: '5.0', duration_wav: '5.0' }] },
		current: [{ type: 'video', url: link('mp4') }, { type: 'audio' }],
		pack: 'video',
	},
	'/v1/audio/text-to-audio': {
		classic: { audios: [{ ...sounds, duration_mp3: '4.5', duration_wav: '4.5' }] },
		current: [{ type: 'audio', mp3_url: link('mp3'), wav_url: link('wav'), mp3_duration: '4.5', wav_duration: '4.5' }],
		pack: 'video',
	},
	'/v1/images/editing/expand': {
		classic: {
			images: [
				{ index: 0, url: link('png') },
				{ index: 1, url: link('png') },
			],
		},
		current: [{ type: 'image' }, { type: 'image' }],
		pack: 'image',
	},
};

test.each(Object.keys(JOBS))('%s: made, read in every way, and made once per id', async (path) => {
	await start();
	const body = { ...(await JOBS[path]!()), external_task_id: 'mine-1' };
	const receipt = await post(path, body);
	expect(receipt.data).toEqual({
		task_id: expect.any(String),
		task_info: { external_task_id: 'mine-1' },
		task_status: 'submitted',
		created_at: expect.any(Number),
		updated_at: expect.any(Number),
	});
	const { task_id: id } = receipt.data;
	service.finish(id);
	const { units } = service.created.at(-1)!;

	const expected = RESULTS[path]!;
	const { data } = await get(`${path}/${id}`);
	expect(data).toMatchObject({ task_status: 'succeed', final_unit_deduction: String(units), task_result: expected.classic });
	expect((await get(`${path}?pageSize=5`)).data).toEqual([expect.objectContaining({ task_id: id })]);
	const [entry] = (await get('/tasks?external_task_ids=mine-1')).data;
	expect(entry).toMatchObject({
		id,
		status: 'succeeded',
		outputs: expected.current,
		billing: [{ charge_type: 'unit', amount: String(units), package_type: expected.pack }],
	});
	expect((await post('/tasks', {})).data.result).toContainEqual(expect.objectContaining({ id }));
	expect((await post(path, body)).message).toContain('already exists');
});

test('ids of ours: lip sync prints the task id only, the others read both', async () => {
	await start();
	for (const [path, job] of Object.entries(JOBS)) {
		await post(path, { ...(await job()), external_task_id: path });
		const answer = await call(service, 'GET', `${path}/${encodeURIComponent(path)}`);
		expect({ path, status: answer.status }).toEqual({ path, status: path === LIPS ? 400 : 200 });
	}
	const { data } = await get(`${LIPS}/${service.created.find(({ product }) => product === 'advanced-lip-sync')!.taskId}`);
	expect(data.task_info).toEqual({ parent_video: { id: '', url: media('ride.mp4'), duration: '5' } });
});

test('lip sync can be told to be read by our id too', async () => {
	await start({ lipSyncByExternalId: true });
	await post(LIPS, { ...(await JOBS[LIPS]!()), external_task_id: 'mine-1' });
	expect((await get(`${LIPS}/mine-1`)).code).toBe(0);
});

test('speech answers at once, and never again', async () => {
	await start();
	const { data } = await post(TTS, speech);
	expect(data).toEqual({
		task_id: expect.any(String),
		task_status: 'succeed',
		task_status_msg: '',
		task_result: { audios: [{ id: `a-${data.task_id}`, url: link('mp3'), duration: '2.5' }] },
		final_unit_deduction: '0.05',
		final_balance_deduction: { quota: '', list_price: '' },
		created_at: expect.any(Number),
		updated_at: expect.any(Number),
	});
	expect((await get(`/tasks?task_ids=${data.task_id}`)).data).toEqual([]);
	expect((await post('/tasks', {})).data.result).toEqual([]);
	expect((await call(service, 'GET', `${TTS}/${data.task_id}`)).status).toBe(404);
	const failed = await post(TTS, { ...speech, text: '[[fail]]' });
	expect(failed).toMatchObject({ code: 0, data: { task_status: 'failed', final_unit_deduction: '0' } });
	expect(failed.data).not.toHaveProperty('task_result');
	expect(service.created.map(({ product, units }) => [product, units])).toEqual([
		['tts', 0.05],
		['tts', 0],
	]);
});

test('faces are found at once: one, several or none', async () => {
	await start();
	const { data } = await post(FACES, { video_id: await madeVideo() });
	expect(data).toEqual({
		session_id: expect.any(String),
		face_data: [{ face_id: '0', face_image: media('portrait.png'), start_time: 0, end_time: 5040 }],
		final_unit_deduction: '0.05',
		final_balance_deduction: { quota: '', list_price: '' },
	});
	expect((await post(FACES, { video_id: await madeVideo('two people') })).data.face_data).toHaveLength(2);
	expect((await post(FACES, { video_url: `${media('ride.mp4')}?nobody` })).data.face_data).toEqual([]);
	expect(service.created.filter(({ product }) => product === 'identify-face').map(({ units }) => units)).toEqual([0.05, 0.05, 0.05]);
});

test('a face session ends', async () => {
	await start({ faceSessionMs: 0 });
	expect((await post(LIPS, (await JOBS[LIPS]!()) as object)).message).toContain('has expired');
});

test('a video gets a spoken line, a picture speaks it, and both lend their voice', async () => {
	await start();
	const { data: spoken } = await post(TTS, speech);
	const { id: audioId, url } = spoken.task_result.audios[0];
	expect(soundFacts(await bytes(url))).toMatchObject({ format: 'mp3', seconds: expect.closeTo(2.5, 1) });

	const { data: found } = await post(FACES, { video_id: await madeVideo() });
	const face = { face_id: '0', audio_id: audioId, ...times };
	const lips = (await post(LIPS, { session_id: found.session_id, face_choose: [face] })).data.task_id;
	const avatar = (await post('/v1/videos/avatar/image2video', { image: media('good.png'), audio_id: audioId })).data.task_id;
	for (const id of [lips, avatar]) {
		service.finish(id);
		expect(await post('/v1/general/custom-voices', { voice_name: 'a', video_id: `v-${id}` })).toMatchObject({ code: 0 });
	}
	// the link of the sound does as well, for as long as it works
	expect(await post('/v1/videos/avatar/image2video', { image: media('good.png'), sound_file: url })).toMatchObject({ code: 0 });
	service.deleteFiles(spoken.task_id);
	for (const gone of [{ audio_id: audioId }, { sound_file: url }])
		expect((await post('/v1/videos/avatar/image2video', { image: media('good.png'), ...gone })).code).toBe(1201);
});

test('sounds are files: an MP3 and a WAV of the length that was asked for', async () => {
	await start();
	const { data } = await post('/v1/audio/text-to-audio', { prompt: 'rain', duration: 4.5 });
	service.finish(data.task_id);
	const [audio] = (await get(`/v1/audio/text-to-audio/${data.task_id}`)).data.task_result.audios;
	expect(soundFacts(await bytes(audio.url_mp3))).toMatchObject({ format: 'mp3', seconds: expect.closeTo(4.5, 1) });
	expect(soundFacts(await bytes(audio.url_wav))).toMatchObject({ format: 'wav', seconds: 4.5 });
	expect((await fetch(audio.url_wav)).headers.get('content-type')).toBe('audio/wav');
});

test('callbacks come in the legacy form, without the sounds (R94)', async () => {
	const bodies: { task_status: string; task_result?: object }[] = [];
	const receiver: Server = createServer((request, response) => {
		let text = '';
		request.on('data', (part) => (text += part));
		request.on('end', () => (bodies.push(JSON.parse(text)), response.end()));
	});
	await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
	await start();
	const callback_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
	const { data } = await post('/v1/audio/video-to-audio', { video_url: media('ride.mp4'), callback_url });
	service.finish(data.task_id);
	await until(() => bodies.length > 0);
	expect(bodies.at(-1)).toMatchObject({ task_id: data.task_id, task_status: 'succeed', task_result: { videos: [clip] } });
	expect(bodies.at(-1)!.task_result).not.toHaveProperty('audios');
	receiver.close();
});

test('an account without units makes nothing; pictures and videos are paid from packs of their own', async () => {
	await start({ units: 0 });
	expect((await post(TTS, speech)).code).toBe(1102);
	expect((await post(FACES, { video_url: media('ride.mp4') })).code).toBe(1102);
	expect((await post('/v1/audio/text-to-audio', { prompt: 'rain', duration: 5 })).code).toBe(1102);
	expect((await post('/v1/images/editing/expand', (await JOBS['/v1/images/editing/expand']!()) as object)).code).toBe(0);
	expect(service.created.map(({ product }) => product)).toEqual(['expand']);
});

test('places: one per job, none for what is answered at once, one per picture', async () => {
	await start({ concurrency: 1 });
	const rain = { prompt: 'rain', duration: 5 };
	expect((await post('/v1/audio/text-to-audio', rain)).code).toBe(0);
	expect((await post('/v1/audio/text-to-audio', rain)).code).toBe(1303);
	for (let n = 0; n < 2; n++) expect((await post(TTS, speech)).code).toBe(0);
	expect((await post('/v1/images/editing/expand', (await JOBS['/v1/images/editing/expand']!()) as object)).code).toBe(1303);
});
