import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { chain, items, manualTrigger, until, type Case } from './lab';

/** A person stops an execution whose videos are being made. */

const count = 3;

export const cases: Case[] = [
	{
		name: 'a stopped execution reads no more within 2 s, and n8n’s log names the tasks that go on',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: Infinity });
			const example = await lab.example('first-video.json', credential);
			const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
			const { id } = await lab.client.createWorkflow(chain('Stopped', manualTrigger(), items(count), kling));
			const execution = await lab.client.run(id, 'Start');
			const polls = () => simulator.requests.slice(simulator.requests.findLastIndex(({ method }) => method === 'POST') + 1);
			await until(() => simulator.created.length === count && polls().length > 0, 'the videos are being made');

			await lab.client.stopExecution(execution);
			const log = async () => (await lab.server.log()).split('\n').filter((line) => line.includes(`Execution ${execution} was stopped`));
			await until(async () => (await log()).length > 0, 'the log says what goes on', 2_000);
			for (const { taskId } of simulator.created) assert.ok((await log()).join().includes(taskId), `the log names task ${taskId}`);
			assert.equal((await lab.client.waitForExecution(execution, 2_000)).status, 'canceled');

			const sent = simulator.requests.length;
			// longer than two pauses of the poll loop
			await pause(6_000);
			assert.equal(simulator.requests.length, sent, 'nothing is read any more');
		},
	},
];
