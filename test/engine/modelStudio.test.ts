import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import type { EngineItem } from './engine';
import { runNode } from './engine';
import { credentials, editVideo, imageToVideo, inField, task, textToVideo, useKling } from './kling';

/** What is particular to Alibaba Cloud Model Studio: media by address only, a short memory, no client ids, and cancelling. */

const modelStudio: INodeParameters = { service: 'modelStudio' };
const media = join(__dirname, '../simulator/media');
const fileOf = (name: string, mimeType: string): EngineItem => ({
	files: { data: { base64: readFileSync(join(media, name)).toString('base64'), mimeType, fileName: name } },
});
const picture = fileOf('good.png', 'image/png');
const firstFrame = (from: string | INodeParameters) => imageToVideo({ ...modelStudio, firstFrame: from });
const fromBinary = firstFrame(inField('data'));

describe('media', () => {
	const kling = useKling();

	test.each([
		['picture', fromBinary, picture],
		['video', editVideo({ ...modelStudio, video: inField('data') }), fileOf('ride.mp4', 'video/mp4')],
	])('a %s from a binary field leaves as a link that n8n signs, for as long as the task may take', async (_, parameters, item) => {
		const { error } = await kling.run({ ...parameters, options: { timeLimit: 20 } }, { items: [item] });
		expect(error).toBeUndefined();
		const { url } = kling.service.created[0]?.body.input.media[0];
		expect(url).toMatch(/^http:\/\/localhost:5678\/rest\/binary-data\/signed\?token=/);
		const { iat, exp } = JSON.parse(Buffer.from(String(url).split('.')[1]!, 'base64url').toString()) as Record<string, number>;
		expect(exp! - iat!).toBe(20 * 60);
	});

	test('an n8n that nobody can reach from outside has no link to give, and says what to do', async () => {
		const elsewhere = { ...credentials(kling.service), klingModelStudioApi: { apiKey: 'sk-1', baseUrl: '' } };
		const { error } = await runNode(fromBinary, elsewhere, { items: [picture] });
		expect(error?.message).toContain('First Frame: Kling cannot reach this n8n at localhost:5678 to fetch the file');
		expect(error?.description).toContain('Give a public URL, or set WEBHOOK_URL');
		expect(kling.service.requests).toEqual([]);
	});

	test('an n8n that keeps files in memory has none either', async () => {
		const signing = jest.spyOn(Container.get(BinaryDataService), 'createSignedToken').mockImplementation(() => {
			throw new Error('URL signing is not available in memory mode');
		});
		const { error } = await kling.run(fromBinary, { items: [picture] });
		signing.mockRestore();
		expect(error?.message).toContain('First Frame: n8n keeps binary files in memory here');
		expect(error?.description).toContain('N8N_DEFAULT_BINARY_DATA_MODE');
		expect(kling.service.requests).toEqual([]);
	});

	test.each([
		['a transparent picture', () => firstFrame(`${kling.service.url}/media/alpha.png`), /transparent parts/],
		[
			'a video that is longer than ten seconds',
			() => editVideo({ ...modelStudio, video: `${kling.service.url}/media/long.mp4` }),
			/12\.0 s long, but Kling takes 3 to 10 s/,
		],
	])('%s is refused before anything is sent', async (_, parameters, message) => {
		const { error } = await kling.run(parameters());
		expect(error?.message).toMatch(message);
		expect(kling.service.requests).toEqual([]);
	});
});

describe('its tasks', () => {
	const kling = useKling({ renderMs: 50, queueMs: 5 });

	test('the ids that other services take are not sent, and come back on the item all the same', async () => {
		const { items } = await kling.run(
			textToVideo({ ...modelStudio, options: { tag: 'spring', reference: '7', callbackUrl: 'https://n8n.example.org/x' } }),
		);
		expect(items[0]?.json).toMatchObject({ tag: 'spring', reference: '7' });
		expect(items[0]?.json).not.toHaveProperty('externalTaskId');
		expect(Object.keys(kling.service.created[0]?.body as object)).toEqual(['model', 'input', 'parameters']);
		expect(kling.service.created[0]?.body.parameters).toEqual({
			mode: 'pro',
			aspect_ratio: '16:9',
			duration: 5,
			audio: false,
			watermark: false,
		});
	});

	test('Wait Until Kling Calls, chosen before the service was changed, waits here: nobody calls', async () => {
		const { items, hints } = await kling.run(textToVideo({ ...modelStudio, completion: 'callback' }));
		expect(items[0]?.json.status).toBe('succeeded');
		expect(hints.join()).toContain('Model Studio calls nobody back');
	});

	test('a failed task says why', async () => {
		const { error } = await kling.run(textToVideo({ ...modelStudio, prompt: '[[fail]]' }));
		expect(error?.message).toBe('Kling could not finish the task: DataInspectionFailed: Failure to pass the risk control system');
	});

	test('a content refusal, a key that it does not know and arrears are told in words', async () => {
		expect((await kling.run(textToVideo({ ...modelStudio, prompt: '[[refuse]]' }))).error?.message).toBe(
			'Model Studio’s content check refused the request',
		);
		const wrong = { klingModelStudioApi: { apiKey: 'sk-wrong', baseUrl: kling.service.modelStudioUrl } };
		expect((await runNode(textToVideo(modelStudio), wrong)).error?.message).toBe('Model Studio does not know this key');
		kling.service.fault({ method: 'POST', action: 'error', status: 400, code: 'Arrearage', message: 'no' });
		expect((await kling.run(textToVideo(modelStudio))).error?.message).toBe('The Model Studio account is in arrears');
		expect(kling.service.created).toEqual([]);
	});

	test('a create that is throttled is offered again, and paid once', async () => {
		kling.service.fault({ method: 'POST', action: 'error', status: 429, code: 'Throttling.AllocationQuota', times: 3 });
		const { items } = await kling.run(textToVideo(modelStudio));
		expect(items[0]?.json.status).toBe('succeeded');
		expect(kling.service.created).toHaveLength(1);
	});
});

describe('cancelling', () => {
	const kling = useKling({ renderMs: Infinity, queueMs: 300 });
	const submitted = async () => (await kling.run(textToVideo({ ...modelStudio, completion: 'submit' }))).items[0]?.json.taskId as string;
	const cancel = async (taskIds: string, service = modelStudio) => await kling.run(task('cancel', { ...service, taskIds }));

	test('a task that waits for its turn is cancelled; doing it again changes nothing', async () => {
		const taskId = await submitted();
		const first = await cancel(taskId);
		expect(first.error).toBeUndefined();
		expect(first.items[0]?.json).toMatchObject({ taskId, status: 'canceled' });
		expect((await cancel(taskId)).items[0]?.json).toMatchObject({ taskId, status: 'canceled' });
		expect(kling.service.created[0]).toMatchObject({ status: 'canceled', units: 0 });
	});

	test('it counts as cancelled too when only the answer got lost', async () => {
		const taskId = await submitted();
		kling.service.fault({ method: 'POST', path: /cancel/, action: 'drop after processing' });
		expect((await cancel(taskId)).items[0]?.json).toMatchObject({ taskId, status: 'canceled' });
	});

	test('a request that never arrived is told as that', async () => {
		const taskId = await submitted();
		kling.service.fault({ method: 'POST', path: /cancel/, action: 'drop before processing' });
		expect((await cancel(taskId)).error?.message).toBe('No readable answer came');
		expect(kling.service.created[0]?.status).toBe('submitted');
	});

	test('one that has begun, or has ended, stays', async () => {
		const taskId = await submitted();
		await new Promise((resolve) => setTimeout(resolve, 350));
		expect((await cancel(taskId)).error?.message).toBe(`Task ${taskId} cannot be cancelled: it has begun`);
		kling.service.finish(taskId);
		expect((await cancel(taskId)).error?.message).toBe(`Task ${taskId} cannot be cancelled: it has succeeded`);
	});

	test('Kling itself has no such call', async () => {
		const { error } = await cancel('885001', { service: 'kling' });
		expect(error?.message).toBe('Kling cannot cancel tasks');
		expect(kling.service.requests).toEqual([]);
	});

	test('waiting for a cancelled task ends', async () => {
		const taskId = await submitted();
		await cancel(taskId);
		expect((await kling.run(task('wait', { ...modelStudio, taskIds: taskId }))).error?.message).toBe(`Task ${taskId} was cancelled`);
	});
});

describe('a memory of 24 hours', () => {
	const kling = useKling({ renderMs: Infinity, modelStudioMemoryMs: 100 });

	test('a task that it has forgotten is unknown, and the person is told of the 24 hours', async () => {
		const { items } = await kling.run(textToVideo({ ...modelStudio, completion: 'submit' }));
		await new Promise((resolve) => setTimeout(resolve, 150));
		const taskId = String(items[0]?.json.taskId);
		const { error } = await kling.run(task('get', { ...modelStudio, taskIds: taskId }));
		expect(error?.message).toBe(`Kling does not know Task ${taskId}`);
		expect(error?.description).toContain('Model Studio forgets tasks after 24 hours');
	});
});
