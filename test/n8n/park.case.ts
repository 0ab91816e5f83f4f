import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { SavedCredential, Workflow } from '../../scripts/n8n/client';
import type { Simulator } from '../simulator';
import { chain, items, node, until, webhookTrigger, type Case, type Lab } from './lab';

/** Executions that are put aside until Kling calls: no worker sits and waits, and nothing gets lost. */

export const cases: Case[] = [
	{
		name: 'an execution with three videos is parked, and goes on when Kling has reported the last one',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'three', 3);
			await start();
			const execution = await onlyParked(lab, workflow.id);
			const [first, second, third] = simulator.created.map(({ taskId }) => taskId);
			simulator.finish(second!);
			simulator.finish(first!);
			await pause(500);
			assert.equal((await lab.client.execution(execution)).status, 'waiting', 'the third is not finished');
			simulator.finish(third!);
			const done = (await lab.client.waitForExecution(execution, 20_000)).assertSucceeded();
			assert.deepEqual(
				done.items('After').map(({ json }) => [json.status, json.model]),
				Array.from({ length: 3 }, () => ['succeeded', 'kling-v3-omni']),
			);
			assert.deepEqual(
				done
					.items('After')
					.map(({ json }) => json.taskId)
					.sort(),
				simulator.created.map(({ taskId }) => taskId).sort(),
			);
			for (const { binary, json } of done.items('After')) {
				assert.ok(binary?.data, 'the file arrives');
				assert.match(String(json.videoUrl), /^http/);
				assert.deepEqual(json.cost, {
					units: 3,
					estimatedUsd: 0.42,
					estimatedUnits: 3,
					chargedUnits: 3,
					thisRunUnits: 3,
					thisRunUsd: 0.42,
				});
			}
			assert.deepEqual(
				done.items('Items').map(({ json }) => Object.keys(json)),
				[['number'], ['number'], ['number']],
				'the items of the node before are untouched',
			);
		},
	},
	{
		name: 'a parked task that fails ends the execution with its id and reason',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'fails', 1);
			await start();
			const execution = await onlyParked(lab, workflow.id);
			simulator.finish(simulator.created[0]!.taskId, 'failed', 'Failure to pass the risk control system');
			const ended = await lab.client.waitForExecution(execution, 20_000);
			assert.equal(ended.status, 'error');
			assert.match(ended.errorText ?? '', /risk control/);
		},
	},
	{
		name: 'at the deadline an execution ends with the ids of what is unfinished; retried, it brings the video',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'deadline', 1, { timeLimit: 0.1 });
			await start();
			const execution = await onlyParked(lab, workflow.id);
			const [task] = simulator.created;
			const ended = await lab.client.waitForExecution(execution, 90_000);
			assert.equal(ended.status, 'error');
			assert.match(ended.errorText ?? '', new RegExp(task!.taskId));
			assert.deepEqual(ended.items('After'), []);

			simulator.finish(task!.taskId);
			const retried = await lab.client.execution(await lab.client.retryExecution(execution, 60_000));
			assert.equal(retried.assertSucceeded().items('After')[0]?.json.status, 'succeeded');
			assert.equal(simulator.created.length, 1, 'one video is paid for');
		},
	},
	{
		name: 'a video whose call finds n8n away is given out when the execution looks again',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'lost-call', 2);
			await start();
			const execution = await onlyParked(lab, workflow.id);
			await lab.server.kill();
			for (const { taskId } of [...simulator.created]) simulator.finish(taskId);
			await until(() => simulator.callbacks.filter(({ status }) => status === 0).length >= 2, 'the calls found nobody');
			await lab.start();
			const done = (await lab.client.waitForExecution(execution, 150_000)).assertSucceeded();
			assert.deepEqual(
				done.items('After').map(({ json, binary }) => [json.status, binary?.data !== undefined]),
				[
					['succeeded', true],
					['succeeded', true],
				],
			);
			assert.equal(simulator.created.length, 2);
			assert.equal(simulator.downloads.length, 2, 'each file is fetched once');
		},
	},
	{
		name: 'n8n is killed while parked; the callback after the restart brings the video',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'killed-while-parked', 1);
			await start();
			const execution = await onlyParked(lab, workflow.id);
			await lab.crashAndRestart();
			simulator.finish(simulator.created[0]!.taskId);
			const done = (await lab.client.waitForExecution(execution, 20_000)).assertSucceeded();
			assert.equal(done.items('After')[0]?.json.status, 'succeeded');
			assert.equal(simulator.created.length, 1);
		},
	},
	{
		name: 'calls from strangers, early calls and repetitions change nothing',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'strangers', 1);
			await start();
			const execution = await onlyParked(lab, workflow.id);
			const [task] = simulator.created;
			const url = task!.callbackUrl!;
			const call = async (to: string, body: object) =>
				(await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;
			const saysSo = { task_id: task!.taskId, task_status: 'succeed', task_result: { videos: [{ url: 'https://evil.example/v.mp4' }] } };
			assert.equal(await call(url, saysSo), 200, 'it is answered, but not believed');
			assert.ok((await call(url.replace(/signature=\w+/, 'signature=00'), saysSo)) >= 400, 'without n8n’s signature nobody gets in');
			assert.equal((await lab.client.execution(execution)).status, 'waiting');

			simulator.finish(task!.taskId);
			const done = (await lab.client.waitForExecution(execution, 20_000)).assertSucceeded();
			assert.match(String(done.items('After')[0]?.json.videoUrl), new RegExp(`^${simulator.url}`));
			const downloads = simulator.downloads.length;
			for (let repetition = 0; repetition < 3; repetition++) assert.ok((await call(url, saysSo)) >= 400);
			assert.equal((await lab.client.executions(workflow.id)).length, 1);
			assert.equal(simulator.downloads.length, downloads);
		},
	},
	{
		name: 'a test run in the editor is not put aside',
		run: async (lab) => {
			const { credential } = await lab.kling();
			const example = await lab.example('first-video.json', credential, { completion: 'callback', download: false });
			const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
			const execution = (await lab.run(chain('By hand', node('Start', 'n8n-nodes-base.manualTrigger', 1), kling))).assertSucceeded();
			assert.equal(execution.items('Kling Omni')[0]?.json.status, 'succeeded');
			assert.match(JSON.stringify(execution.run('Kling Omni')?.hints), /a test run in the editor is not put aside/);
		},
	},
	{
		name: '50 parked executions hold no worker; one callback each resumes them all',
		run: async (lab) => {
			const { simulator, workflow, start } = await parked(lab, 'fifty', 1, {}, false);
			for (let n = 0; n < 50; n++) await start();
			await until(async () => (await lab.client.executions(workflow.id, ['waiting'])).length === 50, '50 executions are parked', patience);
			assert.equal((await lab.client.executions(workflow.id, ['running', 'new'])).length, 0, 'none is running');
			for (const { taskId } of [...simulator.created]) simulator.finish(taskId);
			await until(async () => (await lab.client.executions(workflow.id, ['success'])).length === 50, 'all 50 are finished', patience);
		},
	},
];

/** For many executions on a machine that is busy with other things, ms. */
const patience = 240_000;

interface Parked {
	simulator: Simulator;
	credential: SavedCredential;
	workflow: Workflow & { id: string };
	start: () => Promise<void>;
}

/** An active workflow whose Kling node parks; tasks end only when the test says so. */
async function parked(lab: Lab, path: string, count: number, options: object = {}, download = true): Promise<Parked> {
	const { simulator, credential } = await lab.kling({ renderMs: Infinity });
	const example = await lab.example('first-video.json', credential, { completion: 'callback', download, options });
	const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
	const after = node('After', 'n8n-nodes-base.noOp', 1);
	const workflow = await lab.client.createWorkflow(chain(`Parked: ${path}`, webhookTrigger(path), items(count), kling, after));
	await lab.client.activate(workflow);
	return {
		simulator,
		credential,
		workflow,
		start: async () => void (await fetch(`${lab.server.url}/webhook/${path}`, { method: 'POST' })),
	};
}

async function onlyParked(lab: Lab, workflowId: string): Promise<string> {
	await until(async () => (await lab.client.executions(workflowId, ['waiting'])).length === 1, 'the execution is parked');
	return (await lab.client.executions(workflowId))[0]!.id;
}
