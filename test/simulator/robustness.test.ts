import fc from 'fast-check';
import { startSimulator, type Simulator } from './index';
import { writeJson } from './json';
import { call } from './testing';
import { cases } from '../effort';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity, units: 1e9, imageUnits: 1e9 });
});
afterAll(async () => await service.close());

const prompt = { type: 'prompt', text: 'shot 1, 2, a; shot 2, 3, b;' };
const frame = { type: 'first_frame', url: 'https://example.org/a.png' };
const element = { element_id: 829836802793406551n };

/** A job with nearly everything in it for every create call. */
const JOBS: [string, object][] = [
	[
		'/v1/videos/omni-video',
		{
			model_name: 'kling-v3-omni',
			prompt: 'x',
			mode: '4k',
			aspect_ratio: '1:1',
			duration: '5',
			sound: 'off',
			watermark_info: { enabled: true },
			image_list: [{ image_url: 'https://example.org/a.png', type: 'first_frame' }],
			element_list: [element],
			video_list: [{ video_url: 'https://example.org/a.mp4', refer_type: 'feature' }],
		},
	],
	[
		'/v1/videos/omni-video',
		{
			model_name: 'kling-v3-omni',
			multi_shot: true,
			shot_type: 'customize',
			multi_prompt: [{ index: 1, prompt: 'a', duration: '5' }],
			aspect_ratio: '1:1',
			sound: 'on',
		},
	],
	['/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'x', mode: 'pro', sound: 'on', duration: '10' }],
	[
		'/v1/videos/image2video',
		{
			model_name: 'kling-v3',
			prompt: 'x',
			image: 'https://example.org/a.png',
			image_tail: 'https://example.org/b.png',
			element_list: [element],
			mode: '4k',
		},
	],
	[
		'/v1/images/omni-image',
		{
			model_name: 'kling-v3-omni',
			prompt: 'x',
			aspect_ratio: '1:1',
			resolution: '4k',
			result_type: 'series',
			series_amount: 'auto',
			element_list: [element],
		},
	],
	[
		'/v1/images/generations',
		{ model_name: 'kling-v2-1', prompt: 'x', image: 'https://example.org/a.png', image_reference: 'subject', human_fidelity: 0.5, n: 2 },
	],
	[
		'/v1/general/advanced-custom-elements',
		{
			element_name: 'a',
			element_description: 'b',
			reference_type: 'image_refer',
			tag_list: [{ tag_id: 'o_101' }],
			element_image_list: { frontal_image: 'https://example.org/a.png', refer_images: [{ image_url: 'https://example.org/a.png' }] },
		},
	],
	['/v1/general/custom-voices', { voice_name: 'a', voice_url: 'https://example.org/a.mp3' }],
	[
		'/omni-video/kling-3.0-omni',
		{
			contents: [prompt, frame],
			settings: { multi_shot: true, audio: 'native', resolution: '4k', aspect_ratio: '1:1', duration: 5 },
			options: { external_task_id: '' },
		},
	],
	[
		'/omni-video/kling-o1',
		{
			contents: [prompt, { type: 'base_video', url: 'https://example.org/a.mp4' }],
			settings: { audio: 'original', resolution: '1080p', duration: 5 },
		},
	],
	['/text-to-video/kling-2.6', { prompt: 'x', settings: { audio: 'native', resolution: '1080p', duration: 5 } }],
	[
		'/image-to-video/kling-2.6',
		{
			contents: [prompt, frame, { type: 'voice', voice_id: '850000000000000001', id: 'n' }],
			settings: { audio: 'native', resolution: '1080p', duration: 5 },
		},
	],
	[
		'/image-to-video/kling-3.0',
		{
			contents: [prompt, frame, { type: 'element', element_id: '829836802793406551', id: 'e' }],
			settings: { resolution: '4k', audio: 'native', duration: 5 },
		},
	],
	[
		'/motion-control/kling-3.0',
		{
			contents: [prompt, { type: 'image', url: 'https://example.org/a.png' }, { type: 'video', url: 'https://example.org/a.mp4' }],
			settings: { character_orientation: 'video', audio: 'off', resolution: '1080p' },
		},
	],
	['/tasks', { start_time: '1', end_time: '2', limit: 3, cursor: '', filters: [{ key: 'status', values: ['failed'] }] }],
	['/account/billing/package', { start_time: 1, end_time: 2, limit: 3, cursor: '', filters: [{ key: 'product_type', values: ['video'] }] }],
	[
		'/api/v1/services/aigc/video-generation/video-synthesis',
		{
			model: 'kling/kling-v3-omni-video-generation',
			input: { prompt: 'x', media: [{ type: 'feature', url: 'https://example.org/a.mp4' }], element_list: [element] },
			parameters: { mode: 'std', aspect_ratio: '1:1', duration: 5, audio: false },
		},
	],
];

async function send(path: string, body: unknown): Promise<{ status: number; text: string }> {
	const isModelStudio = path.startsWith('/api/v1');
	const response = await fetch(service.url + path, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${isModelStudio ? service.modelStudioKey : service.apiKey}`,
			'content-type': 'application/json',
			'x-dashscope-async': 'enable',
		},
		body: writeJson(body),
	});
	return { status: response.status, text: await response.text() };
}

test.each(JOBS)('%s takes the job as it is', async (path, body) => {
	expect(await send(path, body)).toMatchObject({ status: 200 });
});

/** Values that belong somewhere, and values that belong nowhere. */
const value = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		'',
		' ',
		0,
		1,
		-1,
		5,
		7,
		10,
		15,
		1.5,
		1e300,
		true,
		false,
		'on',
		'pro',
		'4k',
		'5',
		'10',
		'auto',
		'base',
		'http://',
		'https://[',
		[],
		{},
		[null],
		2n ** 80n,
	),
	fc.constantFrom(
		'kling-v3-omni',
		'kling-video-o1',
		'kling-v3',
		'kling-v2-6',
		'kling-v2-5-turbo',
		'kling-image-o1',
		'kling-v2-1',
		'720p',
		'1080p',
		'native',
		'original',
		'intelligence',
		'end_frame',
	),
	fc.jsonValue(),
);
const keys = fc.constantFrom('prompt', 'image', 'type', 'duration', '__proto__', 'constructor', 'toString', 'x', 'length');

/** Every place in a JSON value. */
function placesIn(node: unknown, path: (string | number)[] = []): (string | number)[][] {
	if (typeof node !== 'object' || node === null) return [path];
	return [path, ...Object.entries(node).flatMap(([key, child]) => placesIn(child, [...path, Array.isArray(node) ? Number(key) : key]))];
}

function change(
	node: unknown,
	[key, ...rest]: (string | number)[],
	action: 'replace' | 'remove' | 'add',
	name: string,
	given: unknown,
): unknown {
	if (key === undefined)
		return action === 'add' && typeof node === 'object' && node !== null && !Array.isArray(node) ? { ...node, [name]: given } : given;
	const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...(node as object) }) as Record<string | number, unknown>;
	if (rest.length === 0 && action === 'remove' && Array.isArray(copy)) copy.splice(Number(key), 1);
	else if (rest.length === 0 && action === 'remove') delete copy[key];
	else copy[key] = change(copy[key], rest, action, name, given);
	return copy;
}

test('no body makes it stumble: what it does not accept it refuses by name', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...JOBS),
			fc.array(fc.record({ at: fc.nat(), action: fc.constantFrom('replace', 'remove', 'add' as const), name: keys, given: value }), {
				minLength: 1,
				maxLength: 3,
			}),
			async ([path, job], changes) => {
				let body: unknown = job;
				for (const { at, action, name, given } of changes) {
					const places = placesIn(body);
					body = change(body, places[at % places.length] ?? [], action, name, given);
				}
				const before = service.created.length;
				const { status, text } = await send(path, body);
				expect({ status, text }).toMatchObject({ status: expect.any(Number), text: expect.not.stringContaining('simulator:') });
				expect(status).toBeLessThan(500);
				if (status !== 200) {
					expect(service.created).toHaveLength(before);
					expect((JSON.parse(text) as { message: string }).message.length).toBeGreaterThan(10);
				}
			},
		),
		{ numRuns: cases(1500) },
	);
});

test('queries are no different', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(
				'/v1/videos/omni-video',
				'/tasks',
				'/account/costs',
				'/v1/general/presets-voices',
				'/api/v1/tasks',
				'/files/x.mp4',
				'/v1/videos/omni-video/x',
			),
			fc.array(
				fc.tuple(
					fc.constantFrom('pageNum', 'pageSize', 'task_ids', 'start_time', 'end_time', 'sign', 'page_no', 'status', '__proto__', 'x'),
					fc.oneof(fc.string(), fc.constantFrom('1', '0', '30', 'a,b')),
				),
			),
			async (path, pairs) => {
				const query = new URLSearchParams(pairs).toString();
				const response = await fetch(`${service.url}${path}?${query}`, {
					headers: { authorization: `Bearer ${path.startsWith('/api') ? service.modelStudioKey : service.apiKey}` },
				});
				expect(response.status).toBeLessThan(500);
				await response.arrayBuffer();
			},
		),
		{ numRuns: cases(500) },
	);
});

test('thousands of tasks are listed in good time', async () => {
	const big = await startSimulator({ renderMs: Infinity, units: 1e9 });
	const job = writeJson({ model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1', mode: 'std', duration: '3' });
	for (let n = 0; n < 600; n++)
		await Promise.all(Array.from({ length: 5 }, async () => await call(big, 'POST', '/v1/videos/omni-video', job)));
	big.created.forEach(({ taskId }) => big.finish(taskId));
	big.shuffleLists = true;
	const started = Date.now();
	const seen = new Set<string>();
	for (let page = 1; page <= 6; page++) {
		const { body } = await call(big, 'GET', `/v1/videos/omni-video?pageNum=${page}&pageSize=500`);
		for (const { task_id } of body.data as { task_id: string }[]) seen.add(task_id);
	}
	expect(seen.size).toBe(3000);
	expect(Date.now() - started).toBeLessThan(5000);
	await big.close();
});
