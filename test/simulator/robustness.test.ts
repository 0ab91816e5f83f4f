import fc from 'fast-check';
import { startSimulator, type Simulator } from './index';
import { writeJson } from './json';
import { JOBS } from './sampleJobs';
import { call } from './testing';
import { cases } from '../effort';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity, units: 1e9, imageUnits: 1e9 });
});
afterAll(async () => await service.close());

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

test('thousands of tasks are listed, each once', async () => {
	const big = await startSimulator({ renderMs: Infinity, units: 1e9 });
	const job = writeJson({ model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1', mode: 'std', duration: '3' });
	for (let n = 0; n < 600; n++)
		await Promise.all(Array.from({ length: 5 }, async () => await call(big, 'POST', '/v1/videos/omni-video', job)));
	big.created.forEach(({ taskId }) => big.finish(taskId));
	big.shuffleLists = true;
	const seen = new Set<string>();
	for (let page = 1; page <= 6; page++) {
		const { body } = await call(big, 'GET', `/v1/videos/omni-video?pageNum=${page}&pageSize=500`);
		for (const { task_id } of body.data as { task_id: string }[]) seen.add(task_id);
	}
	expect(seen.size).toBe(3000);
	await big.close();
});
