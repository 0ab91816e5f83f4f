import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { chain, webhookTrigger, type Case, type Lab } from './lab';

const RENDER_MS = 8_000;

export const cases: Case[] = [
	{
		name: 'n8n is killed while a video is being made; the retried execution finds it and pays nothing',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: RENDER_MS });
			const example = await lab.example('first-video.json', credential, { options: { idempotency: 'sameInput' } });
			const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
			const workflow = await lab.client.createWorkflow(chain('Killed while waiting', webhookTrigger('killed-while-waiting'), kling));
			await lab.client.activate(workflow);

			await fetch(`${lab.server.url}/webhook/killed-while-waiting`, { method: 'POST' });
			await until(() => simulator.created.length === 1);
			await lab.crashAndRestart();

			const crashed = await onlyExecution(lab, workflow.id);
			assert.equal(crashed.status, 'crashed');
			const retried = await lab.client.execution(await lab.client.retryExecution(crashed.id, 60_000));
			const [item] = retried.assertSucceeded().items('Kling Omni');
			assert.equal(item?.json.taskId, simulator.created[0]?.taskId);
			assert.ok(item?.binary?.data, 'the file arrives');
			assert.equal(simulator.created.length, 1, 'one video is paid for');
			await lab.client.deactivate(workflow.id);
		},
	},
];

async function onlyExecution(lab: Lab, workflowId: string) {
	const [execution, ...others] = await lab.client.executions(workflowId);
	assert.ok(execution && others.length === 0);
	return execution;
}

async function until(isTrue: () => boolean, withinMs = 20_000): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!isTrue()) {
		assert.ok(Date.now() < deadline, 'what was waited for did not happen');
		await pause(50);
	}
}
