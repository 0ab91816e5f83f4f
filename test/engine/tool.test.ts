import type { IDataObject } from 'n8n-workflow';
import { agents, runAgent } from './agent';
import { task, textToVideo, useKling } from './kling';

const kling = useKling();
const fromAi = (parameters = {}) => textToVideo({ prompt: "={{ $fromAI('prompt', 'What the video shows') }}", ...parameters });
const boat = { prompt: 'a paper boat' };
const kite = { prompt: 'a red kite' };
const itemIn = (text?: string) => (JSON.parse(text ?? '[]') as IDataObject[])[0];

describe.each(agents)('as a tool of an agent that %s', (agent) => {
	test('makes a video from a sentence and says where it is, without what only workflows need', async () => {
		const { read } = await runAgent(agent, kling.service, fromAi(), [boat]);
		expect(itemIn(read[0])).toEqual({
			taskId: kling.service.created[0]?.taskId,
			status: 'succeeded',
			model: 'kling-v3-omni',
			videoId: expect.any(String),
			videoUrl: expect.stringContaining('http'),
			durationSeconds: 5.041,
			createdAt: expect.any(String),
			expiresAt: expect.any(String),
			cost: { units: 4, estimatedUsd: 0.56, estimatedUnits: 4, chargedUnits: 4, thisRunUnits: 4, thisRunUsd: 0.56 },
			found: false,
		});
		expect(kling.service.created[0]?.body.prompt).toBe('a paper boat');
	});

	test('waits here instead of putting the execution aside', async () => {
		const { read, run } = await runAgent(agent, kling.service, fromAi({ completion: 'callback' }), [boat]);
		expect(run.status).toBe('success');
		expect(itemIn(read[0])).toMatchObject({ status: 'succeeded', videoUrl: expect.any(String) });
		expect(kling.service.created[0]?.callbackUrl).toBeUndefined();
	});

	test('pays for the same wish once, however often the model asks, and for each other wish', async () => {
		const { read } = await runAgent(agent, kling.service, fromAi(), [boat, kite, boat]);
		expect(kling.service.created.map(({ body }) => body.prompt)).toEqual(['a paper boat', 'a red kite']);
		expect(itemIn(read[2])?.taskId).toBe(itemIn(read[0])?.taskId);
		await runAgent(agent, kling.service, fromAi(), [boat]);
		expect(kling.service.created).toHaveLength(3);
	});

	test('the model reads what to change', async () => {
		const { read } = await runAgent(agent, kling.service, fromAi({ duration: "={{ $fromAI('seconds', '', 'number') }}" }), [
			{ ...boat, seconds: 99 },
		]);
		expect(read[0]).toMatch(/Duration is 99 s/);
		expect(read[0]).toMatch(/Nothing was sent to Kling/);
		expect(kling.service.created).toEqual([]);
	});
});

describe.each(agents)('a video that takes too long, for an agent that %s', (agent) => {
	const slow = useKling({ renderMs: Infinity });
	const short = fromAi({ options: { timeLimit: 1 } });

	test('the model reads that it is paid for and how to fetch it', async () => {
		const { read } = await runAgent(agent, slow.service, short, [boat]);
		const { taskId } = slow.service.created[0]!;
		expect(read[0]).toContain('did not finish it within the time limit');
		expect(read[0]).toContain(taskId);
		expect(read[0]).toContain('Do not run this again');
		slow.service.finish(taskId);
		const wait = task('wait', { taskIds: "={{ $fromAI('taskId') }}", timeLimit: 1 });
		const { read: later } = await runAgent(agent, slow.service, wait, [{ taskId }]);
		expect(itemIn(later[0])).toMatchObject({ taskId, status: 'succeeded' });
	});

	test('is not paid again by Retry On Fail', async () => {
		await runAgent(agent, slow.service, short, [boat], { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 });
		expect(slow.service.created).toHaveLength(1);
	});
});
