import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { since } from './host';
import { task, textToVideo, useKling } from './kling';

/** The file arrives whole, whatever happens on the way, and without the key. */

const kling = useKling({ renderMs: 20, resultBytes: 3_000_000 });
/** n8n before 2.23 does not say how long a file is. */
const whole = since('2.23', { bytes: 3_000_000 });
const withFile = textToVideo({ download: true });
const clip = path.join(__dirname, '..', 'simulator', 'clip.mp4');

test('a file streams into a binary field with a right name, type and length', async () => {
	const { items } = await kling.run(withFile);
	const { taskId } = items[0]!.json;
	expect(items[0]?.binary?.data).toMatchObject({
		fileName: `${String(taskId)}.mp4`,
		fileExtension: 'mp4',
		mimeType: 'video/mp4',
		...whole,
	});
	expect(kling.service.downloads).toHaveLength(1);
	expect(kling.service.downloads[0]?.authorization).toBeUndefined();
});

test('a broken connection goes on where it broke', async () => {
	kling.service.fault({ action: 'cut body', times: 2 });
	const { items, error } = await kling.run(withFile);
	expect(error).toBeUndefined();
	expect(items[0]?.binary?.data).toMatchObject(whole);
	const [first, second, third] = kling.service.downloads.map(({ range }) => range);
	expect(first).toBeUndefined();
	expect(second).toMatch(/^bytes=[1-9]\d*-$/);
	expect(Number(/\d+/.exec(third!)![0])).toBeGreaterThan(Number(/\d+/.exec(second!)![0]));
});

test('what is stored after a broken connection is the file, byte for byte', async () => {
	kling.service.fault({ action: 'cut body' });
	const { items } = await kling.run(withFile);
	const binary = items[0]!.binary!.data!;
	const { BinaryDataService } = await import('n8n-core');
	const { Container } = await import('@n8n/di');
	const stored = await Container.get(BinaryDataService).getAsBuffer(binary);
	const original = await readFile(clip);
	expect(stored.subarray(0, original.length).equals(original)).toBe(true);
	expect(stored).toHaveLength(3_000_000);
});

test('an expired link is replaced by a fresh one', async () => {
	const { items } = await kling.run(textToVideo());
	kling.service.expireLinks();
	const again = await kling.run(task('download', { taskIds: '={{ $json.taskId }}' }), { items: [{ json: items[0]!.json }] });
	expect(again.items[0]?.binary?.data).toMatchObject(whole);
});

test('a link that expires between the read and the download is replaced, once', async () => {
	const { items } = await kling.run(textToVideo());
	kling.service.fault({ path: /\/files\//, action: 'error', status: 403 });
	const { items: fetched, error } = await kling.run(task('download', { taskIds: String(items[0]!.json.taskId) }));
	expect(error).toBeUndefined();
	expect(fetched[0]?.binary?.data).toMatchObject(whole);
});

test('a file that is gone leaves the paid result named, with what to do', async () => {
	const { items } = await kling.run(textToVideo());
	const taskId = String(items[0]!.json.taskId);
	kling.service.deleteFiles(taskId);
	const { error } = await kling.run(task('download', { taskIds: taskId }));
	expect(error?.message).toBe(`Task ${taskId} is finished, but its file could not be fetched: the link answers HTTP 404`);
	expect(error?.description).toContain('Task → Download');
});

test('a web page in place of the file is not stored as a video', async () => {
	kling.service.fault({ path: /\/files\//, action: 'html', status: 200, times: Infinity });
	const { error } = await kling.run(withFile);
	expect(error?.message).toContain('the link gives text/html instead of a file');
});

test('a connection that keeps breaking ends in an error that names the task', async () => {
	kling.service.fault({ action: 'cut body', times: Infinity });
	const { error } = await kling.run(withFile);
	expect(error?.message).toContain(kling.service.created[0]!.taskId);
});

test('the files of many tasks are fetched two at a time', async () => {
	const { items } = await kling.run(textToVideo({ completion: 'submit' }), { items: Array.from({ length: 8 }, () => ({})) });
	const taskIds = items.map(({ json }) => String(json.taskId)).join();
	for (const { taskId } of [...kling.service.created]) kling.service.finish(taskId);
	// each of the first two breaks off, and is taken up again after a pause in which no other begins
	kling.service.fault({ action: 'cut body', times: 2 });
	const fetched = await kling.run(task('download', { taskIds }));
	expect(fetched.items.map(({ binary }) => binary?.data)).toEqual(Array.from({ length: 8 }, () => expect.objectContaining(whole)));
	const [first, second, third] = kling.service.downloads;
	expect(new Set([first?.path, second?.path]).size).toBe(2);
	expect([first?.path, second?.path]).toContain(third?.path);
});

describe('the first answer of a file has the patience of the rest', () => {
	test.each([408, 429, 500, 502, 503])('HTTP %i', async (status) => {
		kling.service.fault({ path: /\/files\//, times: 2, action: 'error', status });
		const { items, error } = await kling.run(withFile);
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject(whole);
	});

	test.each([401, 403, 404, 410])('HTTP %i gets a fresh link', async (status) => {
		kling.service.fault({ path: /\/files\//, action: 'error', status });
		const { items, error } = await kling.run(withFile);
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject(whole);
	});
});
