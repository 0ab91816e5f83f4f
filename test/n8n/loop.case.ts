import assert from 'node:assert/strict';
import { items, manualTrigger, node, type Case } from './lab';

export const cases: Case[] = [
	{
		name: 'in a loop, each round of the same execution makes a video of its own',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling();
			const example = await lab.example('first-video.json', credential, { download: false });
			const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
			const loop = node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1 });
			const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
			const execution = await lab.run({
				name: 'A loop',
				nodes: [manualTrigger(), items(3), loop, kling],
				connections: {
					Start: { main: [to('Items')] },
					Items: { main: [to('Loop')] },
					Loop: { main: [[], to('Kling Omni')] },
					'Kling Omni': { main: [to('Loop')] },
				},
			});
			const made = execution.assertSucceeded().items('Loop');
			assert.equal(simulator.created.length, 3);
			assert.deepEqual(new Set(made.map(({ json }) => json.taskId)), new Set(simulator.created.map(({ taskId }) => taskId)));
		},
	},
];
