import {
	GATEWAY_ANSWERS,
	answer,
	field,
	page,
	pictureFirst,
	redirect,
	severalVideos,
	statusWord,
	taken,
	timesAs,
	tooLarge,
	withoutFiles,
	type Oddity,
} from './faults';
import { startSimulator, type Simulator } from './index';
import { readJson } from './json';
import { call } from './testing';

let service: Simulator;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterEach(async () => await service.close());

const CLASSIC = '/v1/videos/omni-video';
const STUDIO = '/api/v1/services/aigc/video-generation/video-synthesis';
const job = { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1' };

/** One finished video of each API, and how to read it. */
async function videos() {
	const classic = (await call(service, 'POST', CLASSIC, job)).body.data.task_id as string;
	const current = (await call(service, 'POST', '/text-to-video/kling-3.0', { prompt: 'x' })).body.data.id as string;
	const studio = await fetch(service.url + STUDIO, {
		method: 'POST',
		headers: { authorization: `Bearer ${service.modelStudioKey}`, 'content-type': 'application/json', 'x-dashscope-async': 'enable' },
		body: JSON.stringify({
			model: 'kling/kling-v3-video-generation',
			input: { prompt: 'x' },
			parameters: { aspect_ratio: '1:1' },
		}),
	});
	const studioId = ((await studio.json()) as { output: { task_id: string } }).output.task_id;
	for (const { taskId } of service.created) service.finish(taskId);
	return {
		classic: async () => (await call(service, 'GET', `${CLASSIC}/${classic}`)).body.data,
		classicList: async () => (await call(service, 'GET', CLASSIC)).body.data,
		current: async () => (await call(service, 'GET', `/tasks?task_ids=${current}`)).body.data[0],
		currentList: async () => (await call(service, 'POST', '/tasks', {})).body.data.result,
		studio: async () =>
			(await call(service, 'GET', `/api/v1/tasks/${studioId}`, undefined, `Bearer ${service.modelStudioKey}`)).body.output,
	};
}

const always = (oddity: Oddity) => service.fault({ times: Infinity, ...oddity });

test('every API can use a word that it does not have', async () => {
	const read = await videos();
	always(statusWord('queued'));
	expect(await read.classic()).toMatchObject({ task_status: 'queued' });
	expect(await read.classicList()).toMatchObject([{ task_status: 'queued' }]);
	expect(await read.current()).toMatchObject({ status: 'queued' });
	expect(await read.currentList()).toMatchObject([{ status: 'queued' }, { status: 'queued' }]);
	expect(await read.studio()).toMatchObject({ task_status: 'queued' });
});

test('one task of many can be odd', async () => {
	const read = await videos();
	always(statusWord(null, service.created[0]!.taskId));
	expect(await read.currentList()).toMatchObject([{ status: 'succeeded' }, { status: null }]);
});

test.each(['absent', 'empty', 'null'] as const)('a success can lack its file: %s', async (how) => {
	const read = await videos();
	always(withoutFiles(how));
	const { classic, current, studio } = { classic: await read.classic(), current: await read.current(), studio: await read.studio() };
	expect([classic.task_status, current.status, studio.task_status]).toEqual(['succeed', 'succeeded', 'SUCCEEDED']);
	expect([classic.task_result, current.outputs, studio.video_url]).toEqual(
		{
			absent: [undefined, undefined, undefined],
			empty: [{ videos: [] }, [], ''],
			null: [
				{ videos: [expect.objectContaining({ url: null })] },
				[expect.objectContaining({ type: 'video', url: null, watermark_url: null })],
				null,
			],
		}[how],
	);
});

test('a side field can be another, missing or new', async () => {
	const read = await videos();
	service.fault({ times: 2, ...field('duration', 5) });
	expect((await read.classic()).task_result.videos[0]).toMatchObject({ duration: 5 });
	expect((await read.current()).outputs[0]).toMatchObject({ duration: 5 });
	service.fault(field('created_at', undefined));
	expect(await read.classic()).not.toHaveProperty('created_at');
	service.fault(field('something', { new: true }));
	expect(await read.classic()).toMatchObject({ something: { new: true } });
});

test('several videos, a picture before the video, times in seconds', async () => {
	const read = await videos();
	service.fault({ times: 2, ...severalVideos(3) });
	expect(new Set((await read.classic()).task_result.videos.map(({ id }: { id: string }) => id)).size).toBe(3);
	expect((await read.current()).outputs).toHaveLength(3);
	service.fault({ times: 2, ...pictureFirst('https://example.org/a.png') });
	expect(Object.keys((await read.classic()).task_result)).toEqual(['images', 'videos']);
	expect((await read.current()).outputs.map(({ type }: { type: string }) => type)).toEqual(['image', 'video']);
	service.fault({ times: 2, ...timesAs((ms) => Math.floor(ms / 1000)) });
	const { createdAt } = service.created[0]!;
	expect((await read.classic()).created_at).toBe(Math.floor(createdAt / 1000));
	expect(String((await read.current()).create_time)).toHaveLength(10);
});

test('ids beyond 2^53 survive a change', async () => {
	service.fault(field('something', 1));
	const { body } = await call(service, 'GET', '/v1/general/advanced-presets-elements?pageSize=1');
	expect(body.data[0].task_result.elements[0].element_id).toBe(829836802793406551n);
});

test.each<[string, () => Oddity, number, string | undefined]>([
	['a page', () => page(403), 403, undefined],
	['too large', tooLarge, 413, undefined],
	['a way to elsewhere', () => redirect(301, 'https://login.example.com/'), 301, 'https://login.example.com/'],
	['an answer', () => answer(418, { a: 1 }, { location: 'x' }), 418, 'x'],
])('%s comes instead of an answer, before or after the work', async (_name, oddity, status, location) => {
	const post = async () =>
		await fetch(service.url + CLASSIC, {
			method: 'POST',
			headers: { authorization: `Bearer ${service.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify(job),
			redirect: 'manual',
		});
	service.fault(oddity());
	const before = await post();
	expect([before.status, before.headers.get('location') ?? undefined, service.created.length]).toEqual([status, location, 0]);
	service.fault(taken(oddity()));
	const after = await post();
	expect([after.status, after.headers.get('location') ?? undefined, service.created.length]).toEqual([status, location, 1]);
	expect(await after.text()).toBe(await before.text());
});

test.each(Object.entries(GATEWAY_ANSWERS))('a gateway says: %s', async (_name, oddity) => {
	service.fault(oddity);
	const response = await fetch(service.url + CLASSIC, { headers: { authorization: `Bearer ${service.apiKey}` } });
	const text = await response.text();
	expect(response.status).toBe(oddity.status);
	if (typeof oddity.body === 'object') expect(readJson(text)).toEqual(oddity.body);
	else expect(text).toBe(oddity.body);
	expect((await call(service, 'GET', CLASSIC)).body.code).toBe(0);
});
