import type { INodeParameters } from 'n8n-workflow';
import { withPicture } from './fixtures';
import { imageToVideo, inField, textToVideo, useKling } from './kling';

/** When a task counts as the same: it is looked up before anything is created, and never paid twice. */

const kling = useKling({ renderMs: 20 });
const sameInput = { idempotency: 'sameInput' };
const ownKey = (idempotencyKey: string) => ({ idempotency: 'ownKey', idempotencyKey });

const creates = () => kling.service.requests.filter(({ method }) => method === 'POST');
const keys = () => kling.service.created.map(({ externalTaskId }) => externalTaskId);

describe.each(['classic', 'current'])('on the %s API', (apiVersion) => {
	const video = (options: INodeParameters = {}, prompt = 'A paper boat') => textToVideo({ apiVersion, prompt, options });

	test('the key is looked up before the create', async () => {
		await kling.run(video(ownKey('row-7')));
		const [first, second] = kling.service.requests;
		expect([first?.method, second?.method]).toEqual(['GET', 'POST']);
		expect(`${first?.path}?${first?.query}`).toContain('row-7');
	});

	test('Per Execution: Retry On Fail finds the task of the first try', async () => {
		// the look-up is the first read, so that this one is of the poll loop
		kling.service.fault({ method: 'GET', nth: 2, action: 'error', code: 1304 });
		const { items, error } = await kling.run(video(), { retryOnFail: true });
		expect(error).toBeUndefined();
		expect(creates()).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', taskId: kling.service.created[0]?.taskId });
	});

	test('Per Execution: another execution makes another video, and so does each of its items', async () => {
		await kling.run(video(), { executionId: '1', items: [{}, {}] });
		await kling.run(video(), { executionId: '2' });
		expect(new Set(keys()).size).toBe(3);
	});

	test('Same Input: another execution finds the video of the first', async () => {
		const first = await kling.run(video(sameInput));
		const second = await kling.run(video(sameInput));
		expect(creates()).toHaveLength(1);
		expect(second.items[0]?.json.taskId).toBe(first.items[0]?.json.taskId);
	});

	test('Same Input: another prompt, length, or workflow makes another video', async () => {
		await kling.run(video(sameInput));
		await kling.run(video(sameInput, 'A paper kite'));
		await kling.run({ ...video(sameInput), duration: 4 });
		await kling.run(video(sameInput), { workflowId: 'another' });
		expect(new Set(keys()).size).toBe(4);
	});

	test('Own Key: whatever the job has become, the key’s first video is given out', async () => {
		const first = await kling.run(video(ownKey('row-7')));
		const second = await kling.run(video(ownKey('row-7'), 'Something else'), { workflowId: 'another' });
		expect(creates()).toHaveLength(1);
		expect(second.items[0]?.json.taskId).toBe(first.items[0]?.json.taskId);
	});

	test('Own Key: two items with one key get one video', async () => {
		const { items } = await kling.run(video(ownKey('row-7')), { items: [{}, {}] });
		expect(kling.service.created).toHaveLength(1);
		expect(items.map(({ json }) => json.taskId)).toEqual(Array.from({ length: 2 }, () => kling.service.created[0]?.taskId));
	});

	test('Own Key: an empty key stops before anything is sent', async () => {
		const { error } = await kling.run(video(ownKey('  ')));
		expect(error?.message).toBe('Idempotency Key is empty');
		expect(kling.service.requests).toEqual([]);
	});

	test('a task that is still running is waited for, not made again', async () => {
		const slow = video(ownKey('row-7'), '[[slow]] boat');
		const first = await kling.run({ ...slow, completion: 'submit' });
		expect(first.items[0]?.json.status).toBe('submitted');
		const second = await kling.run(slow);
		expect(second.items[0]?.json).toMatchObject({ status: 'succeeded', taskId: first.items[0]?.json.taskId });
		expect(creates()).toHaveLength(1);
	});

	test('a failed task does not block its key: each further attempt is numbered', async () => {
		const failing = video(ownKey('row-7'), '[[fail]] boat');
		for (const key of ['row-7', 'row-7~try2', 'row-7~try3']) {
			const { error } = await kling.run(failing);
			expect(error?.description).toContain(kling.service.created.at(-1)?.taskId);
			expect(keys().at(-1)).toBe(key);
		}
		const { items } = await kling.run(video({ ...ownKey('row-7'), onExisting: 'refuse' }));
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', externalTaskId: 'row-7~try4' });
		const again = await kling.run(video(ownKey('row-7')));
		expect(again.items[0]?.json.externalTaskId).toBe('row-7~try4');
		expect(kling.service.created).toHaveLength(4);
	});
});

describe('Same Input with a picture from a binary field', () => {
	const node = imageToVideo({
		firstFrame: inField('data'),
		options: sameInput,
	});

	test('the same picture finds the first video, whatever its name', async () => {
		const item = withPicture(640, 360);
		await kling.run(node, { items: [item] });
		await kling.run(node, { items: [{ ...item, files: { data: { ...item.files!.data!, fileName: 'another.png' } } }] });
		expect(kling.service.created).toHaveLength(1);
	});

	test('another picture in the same field makes another video', async () => {
		const [one, two] = [withPicture(640, 360), withPicture(360, 640)];
		expect(one.files!.data!.base64).not.toBe(two.files!.data!.base64);
		await kling.run(node, { items: [one] });
		await kling.run(node, { items: [two] });
		expect(new Set(keys()).size).toBe(2);
	});
});
