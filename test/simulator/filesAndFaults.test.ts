import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { startSimulator, type Fault, type Simulator, type SimulatorOptions } from './index';
import { IMAGES, VIDEOS, fixture } from './media';
import { call } from './testing';

const PATH = '/v1/videos/omni-video';
const job = { prompt: 'a paper boat', model_name: 'kling-v3-omni', aspect_ratio: '16:9' };
const CLIP = readFileSync(join(__dirname, 'clip.mp4'));

let service: Simulator;
afterEach(async () => await service.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
	service = await startSimulator({ renderMs: Infinity, ...options });
}

async function made(extra: object = {}): Promise<{ id: string; link: () => Promise<string> }> {
	const { body } = await call(service, 'POST', PATH, { ...job, ...extra });
	const id = body.data.task_id as string;
	service.finish(id);
	const link = async () => (await call(service, 'GET', `${PATH}/${id}`)).body.data.task_result.videos[0].url as string;
	return { id, link };
}

const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('result files', () => {
	test('are a clip that a player can open', async () => {
		await start();
		const { link } = await made();
		const response = await fetch(await link());
		expect(response.headers.get('content-type')).toBe('video/mp4');
		expect(response.headers.get('content-length')).toBe(String(CLIP.length));
		expect(await bytes(response)).toEqual(CLIP);
		expect(CLIP.subarray(4, 8).toString()).toBe('ftyp');
		expect(service.downloads).toEqual([{ path: expect.stringMatching(/^\/files\/\d+\.mp4$/), range: undefined, authorization: undefined }]);
	});

	test('come in parts', async () => {
		await start();
		const { link } = await made();
		const part = await fetch(await link(), { headers: { range: 'bytes=100-199' } });
		expect(part.status).toBe(206);
		expect(part.headers.get('content-range')).toBe(`bytes 100-199/${CLIP.length}`);
		expect(await bytes(part)).toEqual(CLIP.subarray(100, 200));
		const tail = await fetch(await link(), { headers: { range: 'bytes=5000-' } });
		expect(await bytes(tail)).toEqual(CLIP.subarray(5000));
		expect((await fetch(await link(), { headers: { range: 'bytes=99999999-' } })).status).toBe(416);
		expect((await fetch(await link(), { method: 'HEAD' })).headers.get('content-length')).toBe(String(CLIP.length));
		expect(service.downloads[0]?.range).toBe('bytes=100-199');
	});

	test('grow to any size with a box that players skip', async () => {
		await start({ resultBytes: 1_000_000 });
		const { link } = await made();
		const whole = await bytes(await fetch(await link()));
		expect(whole).toHaveLength(1_000_000);
		expect(whole.subarray(0, CLIP.length)).toEqual(CLIP);
		expect(whole.readUInt32BE(CLIP.length)).toBe(1_000_000 - CLIP.length);
		expect(whole.subarray(CLIP.length + 4, CLIP.length + 8).toString()).toBe('free');
		const part = await fetch(await link(), { headers: { range: `bytes=${CLIP.length - 3}-${CLIP.length + 70_000}` } });
		expect(await bytes(part)).toEqual(whole.subarray(CLIP.length - 3, CLIP.length + 70_001));
	});

	test('do not want a key', async () => {
		await start();
		const { link } = await made();
		const response = await fetch(await link(), { headers: { authorization: `Bearer ${service.apiKey}` } });
		expect(response.status).toBe(400);
		expect(service.downloads[0]?.authorization).toBe(`Bearer ${service.apiKey}`);
		expect((await fetch(`${service.url}/media/good.png`, { headers: { authorization: 'x' } })).status).toBe(400);
	});

	test('need a link that is signed and not expired', async () => {
		await start();
		const { id, link } = await made();
		const old = await link();
		expect((await fetch(`${service.url}/files/${id}.mp4`)).status).toBe(403);
		expect((await fetch(`${service.url}/files/${id}.mp4?sign=1-abc`)).status).toBe(403);
		service.expireLinks();
		expect((await fetch(old)).status).toBe(403);
		expect((await fetch(await link())).status).toBe(200);
		service.deleteFiles(id);
		expect((await fetch(await link())).status).toBe(404);
	});

	test('can go into the next job, as what they are and for as long as their link works', async () => {
		await start();
		const { link } = await made();
		const url = await link();
		const edit = async () => (await call(service, 'POST', PATH, { ...job, video_list: [{ video_url: url, refer_type: 'base' }] })).body;
		expect(await edit()).toMatchObject({ code: 0 });
		const asPicture = await call(service, 'POST', PATH, { ...job, image_list: [{ image_url: url }] });
		expect(asPicture.body.message).toContain('Image format is invalid');
		service.expireLinks();
		expect((await edit()).message).toContain('Video download failed');
	});

	test('have a marked twin when it was asked for', async () => {
		await start();
		const { id } = await made({ watermark_info: { enabled: true } });
		const { data } = (await call(service, 'GET', `${PATH}/${id}`)).body;
		expect(data.watermark_info).toEqual({ enabled: true });
		expect(await bytes(await fetch(data.task_result.videos[0].watermark_url as string))).toEqual(CLIP);
	});
});

describe('fixtures', () => {
	test.each(Object.entries(IMAGES))('%s is what its facts say', async (name, facts) => {
		await start();
		const response = await fetch(`${service.url}/media/${name}`);
		const body = await bytes(response);
		expect(body).toHaveLength(facts.bytes);
		if (facts.format === 'text') expect(() => imageSize(body)).toThrow();
		else expect(imageSize(body)).toMatchObject({ type: facts.format, width: facts.width, height: facts.height });
	});

	test.each(Object.entries(VIDEOS))('%s is what its facts say', async (name, facts) => {
		await start();
		const body = fixture(name)!;
		expect(body).toHaveLength(facts.bytes);
		// mvhd: four bytes each of version, two dates, ticks per second, length
		const header = body.indexOf('mvhd') + 4;
		expect(body.readUInt32BE(header + 16) / body.readUInt32BE(header + 12)).toBe(facts.seconds);
		// the last eight bytes of tkhd: width and height as 16.16 numbers
		const track = body.indexOf('tkhd') + 4;
		expect([body.readUInt16BE(track + 76), body.readUInt16BE(track + 80)]).toEqual([facts.width, facts.height]);
	});
});

describe('faults', () => {
	const create = async () => await call(service, 'POST', PATH, job);

	test.each<[Fault, number, object | 'broken' | 'unreadable']>([
		[{ action: 'drop before processing' }, 0, 'broken'],
		[{ action: 'drop after processing' }, 1, 'broken'],
		[{ action: 'error', code: 1303 }, 0, { status: 429, body: { code: 1303 } }],
		[{ action: 'error', code: 5000, message: 'oops' }, 0, { status: 500, body: { code: 5000, message: 'oops' } }],
		[{ action: 'error', status: 200, code: 5001 }, 0, { status: 200, body: { code: 5001 } }],
		[{ action: 'error after processing', code: 5002 }, 1, { status: 504, body: { code: 5002 } }],
		[{ action: 'html' }, 0, 'unreadable'],
		[{ action: 'html after processing' }, 1, 'unreadable'],
		[{ action: 'cut json' }, 0, 'unreadable'],
		[{ action: 'cut json after processing' }, 1, 'unreadable'],
	])('%j leaves %d tasks behind', async (fault, count, outcome) => {
		await start();
		service.fault({ method: 'POST', path: /omni-video/, ...fault });
		if (typeof outcome === 'string') await expect(create()).rejects.toThrow(outcome === 'broken' ? /fetch failed/ : SyntaxError);
		else expect(await create()).toMatchObject(outcome);
		expect(service.created).toHaveLength(count);
		expect(service.requests).toHaveLength(1);
		expect(service.requests[0]).toMatchObject({ method: 'POST', body: JSON.stringify(job) });
		expect((await create()).body.code).toBe(0);
	});

	test('html comes with a status', async () => {
		await start();
		service.fault({ action: 'html after processing', status: 504 });
		const response = await fetch(`${service.url}${PATH}`, { headers: { authorization: `Bearer ${service.apiKey}` } });
		expect(response.status).toBe(504);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(await response.text()).toContain('<html>');
	});

	test('a delay comes after the work', async () => {
		await start();
		service.fault({ action: 'delay', delayMs: 10_000 });
		const waiting = fetch(`${service.url}${PATH}`, {
			method: 'POST',
			signal: AbortSignal.timeout(100),
			body: JSON.stringify(job),
			headers: { authorization: `Bearer ${service.apiKey}`, 'content-type': 'application/json' },
		});
		await expect(waiting).rejects.toThrow();
		expect(service.created).toHaveLength(1);
	});

	test('nth and times choose the requests', async () => {
		await start();
		service.fault({ method: 'GET', path: /omni-video$/, nth: 2, times: 2, action: 'error', code: 5001 });
		const codes = [];
		for (let n = 0; n < 5; n++) codes.push((await call(service, 'GET', PATH)).body.code);
		expect(codes).toEqual([0, 5001, 5001, 0, 0]);
		service.fault({ action: 'error', code: 1302, times: Infinity });
		expect((await call(service, 'GET', PATH)).body.code).toBe(1302);
		service.clearFaults();
		expect((await call(service, 'GET', PATH)).body.code).toBe(0);
	});

	test('a pattern may look at the query', async () => {
		await start();
		service.fault({ path: /pageNum=2/, action: 'error', code: 5000 });
		expect((await call(service, 'GET', `${PATH}?pageNum=1`)).body.code).toBe(0);
		expect((await call(service, 'GET', `${PATH}?pageNum=2`)).body.code).toBe(5000);
		expect(service.requests.at(-1)).toMatchObject({ path: PATH, query: 'pageNum=2', code: 5000 });
	});

	test('a download breaks half way and goes on from there', async () => {
		await start({ resultBytes: 2_000_000 });
		const { link } = await made();
		const url = await link();
		service.fault({ action: 'cut body' });
		const response = await fetch(url);
		expect(response.headers.get('content-length')).toBe('2000000');
		let got = 0;
		await expect(
			(async () => {
				for await (const part of response.body!) got += (part as Uint8Array).length;
			})(),
		).rejects.toThrow();
		expect(got).toBe(1_000_000);
		const rest = await fetch(url, { headers: { range: `bytes=${got}-` } });
		expect(await bytes(rest)).toHaveLength(1_000_000);
	});

	test('latency holds every answer up', async () => {
		await start({ latencyMs: 60 });
		const before = Date.now();
		await create();
		expect(Date.now() - before).toBeGreaterThanOrEqual(59);
	});
});
