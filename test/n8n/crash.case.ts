import assert from 'node:assert/strict';
import type { Fault } from '../simulator';
import { chain, until, webhookTrigger, type Case, type Lab } from './lab';

/** n8n dies as in a power cut, at the worst moments; the execution is retried, and one video is paid for. */

const RENDER_MS = 5_000;
const late = 30_000;

interface Moment {
	name: string;
	idempotency: object;
	/** Holds n8n up where it is to die. */
	fault?: Fault;
	/** The moment has come. */
	reached: (requests: number, created: number) => boolean;
}

const moments: Moment[] = [
	{
		name: 'before the create',
		idempotency: { idempotency: 'sameInput' },
		fault: { method: 'GET', action: 'delay', delayMs: late },
		reached: (requests) => requests > 0,
	},
	{
		name: 'after the create, before its answer',
		idempotency: { idempotency: 'ownKey', idempotencyKey: 'content-row-7' },
		fault: { method: 'POST', action: 'delay', delayMs: late },
		reached: (_, created) => created > 0,
	},
	{ name: 'while the video is being made', idempotency: { idempotency: 'sameInput' }, reached: (_, created) => created > 0 },
];

export const cases: Case[] = moments.map(({ name, idempotency, fault, reached }) => ({
	name: `n8n is killed ${name}; the retried execution pays once`,
	run: async (lab) => {
		const { simulator, credential } = await lab.kling({ renderMs: RENDER_MS });
		const example = await lab.example('first-video.json', credential, { options: idempotency });
		const path = `killed-${name.replace(/\W+/g, '-')}`;
		const kling = example.nodes.find((node) => node.name === 'Kling Omni')!;
		const workflow = await lab.client.createWorkflow(chain(`Killed ${name}`, webhookTrigger(path), kling));
		await lab.client.activate(workflow);
		if (fault) simulator.fault(fault);

		await fetch(`${lab.server.url}/webhook/${path}`, { method: 'POST' });
		await until(() => reached(simulator.requests.length, simulator.created.length), name);
		await lab.crashAndRestart();
		simulator.clearFaults();

		const crashed = await onlyExecution(lab, workflow.id);
		assert.equal(crashed.status, 'crashed');
		const retried = await lab.client.execution(await lab.client.retryExecution(crashed.id, 60_000));
		const [item] = retried.assertSucceeded().items('Kling Omni');
		assert.equal(simulator.created.length, 1, 'one video is paid for');
		assert.equal(item?.json.taskId, simulator.created[0]?.taskId);
		assert.ok(item?.binary?.data, 'the file arrives');
		await lab.client.deactivate(workflow.id);
	},
}));

async function onlyExecution(lab: Lab, workflowId: string) {
	const [execution, ...others] = await lab.client.executions(workflowId);
	assert.ok(execution && others.length === 0);
	return execution;
}
