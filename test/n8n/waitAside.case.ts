import assert from 'node:assert/strict';
import type { SavedCredential, WorkflowNode } from '../../scripts/n8n/client';
import { chain, items, node, until, webhookTrigger, type Case, type Lab } from './lab';

/** Task → Wait that puts the execution aside: for tasks that report to it, and for tasks from anywhere. */

export const cases: Case[] = [
	{
		name: 'videos that two nodes submitted are waited for together, in one parked execution',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: Infinity });
			const submit = async (name: string) => ({
				...(await klingNode(lab, credential, { completion: 'submit', options: { callbackUrl: '={{ $execution.resumeUrl }}' } })),
				name,
			});
			const wait = await waitNode(lab, credential, `={{ ['First', 'Second'].map((name) => $(name).item.json.taskId) }}`, {
				timeLimit: 30,
				download: true,
			});
			const after = node('After', 'n8n-nodes-base.noOp', 1);
			const workflow = await lab.client.createWorkflow(
				chain('Two at once', webhookTrigger('two-at-once'), items(2), await submit('First'), await submit('Second'), wait, after),
			);
			await lab.client.activate(workflow);
			await fetch(`${lab.server.url}/webhook/two-at-once`, { method: 'POST' });
			await until(async () => (await lab.client.executions(workflow.id, ['waiting'])).length === 1, 'the execution is parked');
			assert.equal((await lab.client.executions(workflow.id, ['running', 'new'])).length, 0, 'no worker is held');
			assert.equal(simulator.created.length, 4);

			// the last reports come at the same moment
			for (const { taskId } of [...simulator.created]) simulator.finish(taskId);
			const [execution] = await lab.client.executions(workflow.id);
			const done = (await lab.client.waitForExecution(execution!.id, 20_000)).assertSucceeded();
			const waited = done.items('After');
			assert.deepEqual(
				waited.map(({ json }) => json.status),
				Array.from({ length: 4 }, () => 'succeeded'),
			);
			assert.equal(new Set(waited.map(({ json }) => json.taskId)).size, 4);
			for (const { binary } of waited) assert.ok(binary?.data, 'the file arrives');
			assert.equal((await lab.client.executions(workflow.id)).length, 1, 'it goes on once');
			await lab.client.deactivate(workflow.id);
		},
	},
	{
		name: 'an ID from a list, whose task reports nowhere, is looked at again and again without holding a worker',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: Infinity });
			const submitted = await lab.run(
				chain('Submit', node('Start', 'n8n-nodes-base.manualTrigger', 1), await klingNode(lab, credential, { completion: 'submit' })),
			);
			const { taskId } = submitted.assertSucceeded().items('Kling Omni')[0]!.json;

			const list = node('List', 'n8n-nodes-base.code', 2, { jsCode: `return [{ json: { taskId: '${String(taskId)}' } }];` });
			const wait = await waitNode(lab, credential, '={{ $json.taskId }}', { timeLimit: 30, options: {} });
			const after = node('After', 'n8n-nodes-base.noOp', 1);
			const looked = chain('Look again', webhookTrigger('look-again'), list, wait, after);
			const workflow = await lab.client.createWorkflow(looked);
			await lab.client.activate(workflow);
			await fetch(`${lab.server.url}/webhook/look-again`, { method: 'POST' });
			await until(async () => (await lab.client.executions(workflow.id, ['waiting'])).length === 1, 'the execution is parked');
			simulator.finish(String(taskId));

			const [execution] = await lab.client.executions(workflow.id);
			const done = (await lab.client.waitForExecution(execution!.id, 150_000)).assertSucceeded();
			assert.deepEqual(
				done.items('After').map(({ json }) => [json.taskId, json.status]),
				[[taskId, 'succeeded']],
			);
			assert.equal(simulator.created.length, 1);
			await lab.client.deactivate(workflow.id);
		},
	},
];

/** The Kling node of an example; n8n gives it an id of its own. */
async function klingNode(lab: Lab, credential: SavedCredential, parameters: Record<string, unknown>): Promise<WorkflowNode> {
	const example = await lab.example('first-video.json', credential, { download: false, ...parameters });
	const { type, typeVersion, credentials = {}, ...made } = example.nodes.find(({ name }) => name === 'Kling Omni')!;
	return { ...node('Kling Omni', type, typeVersion, made.parameters), credentials };
}

async function waitNode(
	lab: Lab,
	credential: SavedCredential,
	taskIds: string,
	parameters: Record<string, unknown>,
): Promise<WorkflowNode> {
	return {
		...(await klingNode(lab, credential, {})),
		name: 'Wait for Them',
		parameters: { resource: 'task', operation: 'wait', taskIds, completion: 'callback', ...parameters },
	};
}
