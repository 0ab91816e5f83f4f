import type { INodeParameters } from 'n8n-workflow';
import {
	answer,
	field,
	GATEWAY_ANSWERS,
	page,
	pictureFirst,
	redirect,
	severalVideos,
	statusWord,
	timesAs,
	withoutFiles,
	type Oddity,
} from '../simulator/faults';
import { hurry } from './fastClock';
import { task, textToVideo, useKling } from './kling';

/** Words that Kling did not print, fields that are missing, pages of a proxy: none of them hides a video that is paid for. */

const kling = useKling();
// some tests are in a greater hurry
beforeEach(() => hurry(100));
const services: Array<{ on: string; panel: INodeParameters }> = [
	{ on: 'classic', panel: { apiVersion: 'classic' } },
	{ on: 'current', panel: { apiVersion: 'current' } },
	{ on: 'Model Studio', panel: { service: 'modelStudio' } },
];

/** Orders without waiting. @returns the task's id */
async function ordered(panel: INodeParameters, prompt = 'A kite'): Promise<string> {
	const { items } = await kling.run({ ...panel, ...textToVideo({ prompt, completion: 'submit' }) });
	return String(items[0]!.json.taskId);
}

const waiting = (panel: INodeParameters, taskIds: string, parameters: INodeParameters = {}) => ({
	...panel,
	...task('wait', { taskIds, ...parameters }),
});

const passing: Record<string, Oddity> = {
	'a page with 401': page(401),
	'a page with 403': page(403),
	'a page with 404': page(404),
	'a page with 413': page(413),
	'a page with 429': page(429),
	'a page with 502': page(502),
	'a redirect': redirect(301),
	'a reset connection': { action: 'drop before processing' },
	...GATEWAY_ANSWERS,
};
// Model Studio's own envelope has a word for a code too
const ownWords = ['a word as code, refused'];

describe.each(services)('on $on', ({ on, panel }) => {
	const strange = Object.entries(passing).filter(([name]) => on !== 'Model Studio' || !ownWords.includes(name));
	test.each(strange)('%s while a task is waited for is passing', async (_, oddity) => {
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: 3, ...oddity });
		const { items, error } = await kling.run(waiting(panel, taskId));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ taskId, status: 'succeeded', videoUrl: expect.any(String) });
	});

	test('one that stays is named at the time limit, with what it said', async () => {
		hurry(2_000);
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: Infinity, ...answer(403, { message: 'Blocked by the firewall of Example Ltd' }) });
		const { error } = await kling.run(waiting(panel, taskId, { timeLimit: 1 }));
		expect(error?.message).toBe('Kling accepted the job but did not finish it within the time limit');
		expect(error?.description).toContain('Blocked by the firewall of Example Ltd');
		expect(error?.description).toContain(taskId);
	});

	test('a state that nobody knows, also in the answer to a create, is a task that runs', async () => {
		kling.service.fault({ times: 3, ...statusWord('queued') });
		const { items, error } = await kling.run({ ...panel, ...textToVideo() });
		expect(error).toBeUndefined();
		expect(kling.service.created).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ taskId: kling.service.created[0]?.taskId, status: 'succeeded' });
	});

	test('such a state is named at the time limit', async () => {
		hurry(2_000);
		const taskId = await ordered(panel);
		kling.service.finish(taskId);
		kling.service.fault({ method: 'GET', times: Infinity, ...statusWord('on_hold') });
		const { error } = await kling.run(waiting(panel, taskId, { timeLimit: 1 }));
		expect(error?.description).toContain('Kling called its state “on_hold”, which is not known here, and gave a file: http');
		expect(error?.description).toContain(taskId);
	});

	test.each(['absent', 'empty', 'null'] as const)('a file that is %s at first is waited for', async (how) => {
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: 3, ...withoutFiles(how) });
		const { items, error } = await kling.run(waiting(panel, taskId, { download: true }));
		expect(error).toBeUndefined();
		expect(items[0]?.json.videoUrl).toEqual(expect.any(String));
		expect(items[0]?.binary?.data?.mimeType).toBe('video/mp4');
	});

	test('a file that never comes is an error with the id, not a success', async () => {
		hurry(2_000);
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: Infinity, ...withoutFiles('absent') });
		const { error } = await kling.run(waiting(panel, taskId));
		expect(error?.message).toBe(`Kling says that task ${taskId} has succeeded, but gives no file`);
	});

	test('one task that can never be read is only its own item’s error, and says what Kling said', async () => {
		hurry(2_000);
		const [bad, good] = [await ordered(panel, 'A storm'), await ordered(panel, 'A kite')];
		const said =
			on === 'Model Studio'
				? answer(500, { code: 'InternalError', message: 'shard 7 is broken', request_id: 'r' })
				: answer(500, { code: 5000, message: 'shard 7 is broken', request_id: 'r' });
		const path = on === 'current' ? new RegExp(`task_ids=[^&]*${bad}`) : new RegExp(bad);
		kling.service.fault({ method: 'GET', path, times: Infinity, ...said });
		// nor does the list show it
		if (on === 'classic') kling.service.fault({ method: 'GET', path: /pageNum/, times: Infinity, ...said });
		const { items } = await kling.run(waiting(panel, '={{ $json.id }}', { timeLimit: 10 }), {
			items: [{ json: { id: bad } }, { json: { id: good } }],
			continueOnFail: true,
		});
		expect(items[1]?.json).toMatchObject({ taskId: good, status: 'succeeded' });
		expect(`${String(items[0]?.json.error)} ${String(items[0]?.json.description)}`).toMatch(new RegExp(`${bad}.*shard 7 is broken`, 's'));
	});
});

describe.each(services.filter(({ on }) => on !== 'Model Studio'))('a result with more than one video, on $on', ({ panel }) => {
	test('none is lost: each has its link and its file', async () => {
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: Infinity, ...severalVideos(3) });
		const { items } = await kling.run(waiting(panel, taskId, { download: true }));
		expect(items[0]?.json.videoUrls).toHaveLength(3);
		expect(items[0]?.json.videoUrl).toBe((items[0]?.json.videoUrls as string[])[0]);
		expect(Object.keys(items[0]?.binary ?? {}).sort()).toEqual(['data', 'video2', 'video3']);
	});

	test('a picture before the video does not take its place', async () => {
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: Infinity, ...pictureFirst('https://cdn.example/cover.png') });
		const { items } = await kling.run(waiting(panel, taskId));
		expect(items[0]?.json).toMatchObject({ videoUrl: expect.stringContaining('.mp4'), imageUrls: ['https://cdn.example/cover.png'] });
	});

	test.each<[string, Oddity]>([
		['units that are no number', field('final_unit_deduction', 'N/A')],
		['an external id that is a number', field('external_task_id', 11112)],
		['seconds instead of milliseconds', timesAs((ms) => Math.floor(ms / 1000))],
		['no times', timesAs(() => 0)],
	])('%s hide nothing', async (_, oddity) => {
		const taskId = await ordered(panel);
		kling.service.fault({ method: 'GET', times: Infinity, ...oddity });
		const { items, error } = await kling.run(waiting(panel, taskId));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ taskId, videoUrl: expect.any(String) });
		for (const time of ['createdAt', 'updatedAt', 'expiresAt']) expect(String(items[0]?.json[time] ?? '20')).toMatch(/^20/);
	});
});

test('when the error of one item has ended the run, nothing more is asked for the others', async () => {
	const open = await ordered({}, 'A storm');
	kling.service.fault({ method: 'GET', times: Infinity, ...statusWord('processing', open) });
	const { error } = await kling.run(waiting({}, '={{ $json.id }}'), { items: [{ json: { id: '404' } }, { json: { id: open } }] });
	expect(error?.message).toBe('Kling does not know Task 404');
	const asked = kling.service.requests.length;
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(kling.service.requests).toHaveLength(asked);
});
