import assert from 'node:assert/strict';
import type { RecordedRequest } from '../simulator';
import { chain, items, manualTrigger, type Case, type Lab } from './lab';

const RENDER_MS = 20_000;

/** The node never reads more often than this. */
const SHORTEST_TICK_SECONDS = 2.5;

export const cases: Case[] = [
	{
		name: '20 videos are made side by side and read together',
		run: async (lab) => {
			const one = await make(lab, 1);
			const twenty = await make(lab, 20);
			console.log(
				`  1 item ${one.seconds} s, ${one.reads} reads; 20 items ${twenty.seconds} s, ${twenty.reads} reads (render ${RENDER_MS / 1000} s)`,
			);
			const ticks = Math.ceil(twenty.seconds / SHORTEST_TICK_SECONDS);
			assert.ok(twenty.reads <= 2 * ticks, `${twenty.reads} reads in at most ${ticks} poll ticks`);
		},
	},
];

async function make(lab: Lab, count: number): Promise<{ seconds: number; reads: number }> {
	const { simulator, credential } = await lab.kling({ renderMs: RENDER_MS });
	const example = await lab.example('first-video.json', credential, { download: false, options: { maxConcurrentTasks: 20 } });
	const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;

	const started = Date.now();
	const execution = (await lab.run(chain(`${count} videos`, manualTrigger(), items(count), kling))).assertSucceeded();
	const seconds = Math.round((Date.now() - started) / 1000);

	assert.deepEqual(
		execution
			.items('Kling Omni')
			.map(({ json }) => json.taskId)
			.sort(),
		simulator.created.map(({ taskId }) => taskId).sort(),
	);
	assert.equal(simulator.created.length, count);
	return { seconds, reads: pollReads(simulator.requests).length };
}

/** What is read once all tasks are created: the look-ups of an id before its create are no polls. */
function pollReads(requests: RecordedRequest[]): RecordedRequest[] {
	const lastCreate = requests.findLastIndex(({ method }) => method === 'POST');
	return requests.slice(lastCreate + 1).filter(({ method }) => method === 'GET');
}
