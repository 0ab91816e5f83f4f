import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SavedCredential, SavedWorkflow, Workflow } from '../../scripts/n8n/client';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Simulator } from '../simulator';
import { durableCursors, KLING_TYPE, Lab, pollEvery, until, type Case } from './lab';

/** The examples for submitting and publishing in different workflows, with n8n killed in between. */

const POLL_SECONDS = 5;

export const cases: Case[] = [
	{
		name: 'the polling trigger publishes what a schedule submitted, once, although n8n is killed before and after',
		run: async (lab) => void (await publishesOnce(lab, 'trigger-publish.json')),
	},
	{
		name: 'the polling trigger does the same with durable poll cursors, and what is handed on again is not published again',
		run: async () => {
			const lab = await Lab.open(durableCursors);
			try {
				const { publish, publisher } = await publishesOnce(lab, 'publish-once.json');
				const { length } = publisher.received;
				const again = await lab.client.run(publish.id, 'Kling Omni Trigger');
				const execution = (await lab.client.waitForExecution(again, 60_000)).assertSucceeded();
				assert.equal(execution.items('Kling Omni Trigger').length, 1, 'the newest video comes again');
				assert.deepEqual(execution.items('Not published yet'), []);
				assert.equal(publisher.received.length, length);
			} finally {
				await lab.close();
			}
		},
	},
	{
		name: 'the callback trigger publishes when Kling calls, once, although n8n is killed and Kling calls again',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: Infinity });
			const publisher = await startPublisher();
			const publish = await activePublisher(lab, 'callback-publish.json', credential, publisher.url);
			const url = `${lab.server.url}/webhook/${publish.nodes.find(({ webhookId }) => webhookId)!.webhookId}/kling`;
			const [first, second] = await submit(lab, credential, simulator, url);

			await lab.crashAndRestart();
			simulator.finish(first!);
			await assertPublished(lab, publish, publisher, [first!], 'row-41');
			const callback = simulator.callbacks.find(({ taskId, body }) => taskId === first && body.task_status === 'succeed')!;
			assert.equal(callback.status, 200);

			await lab.crashAndRestart();
			const post = async (body: string) => {
				const started = Date.now();
				const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
				return { status, took: Date.now() - started };
			};
			const again = JSON.stringify(callback.body);
			assert.equal((await post(again)).status, 200, 'a repetition is answered');
			const forged = await post(JSON.stringify({ ...callback.body, task_id: second }));
			// on a busy machine the call is answered before the task could be read; it starts nothing in either case, see below
			assert.ok(
				forged.status === 403 || forged.status === 200,
				`a task that runs is not finished because somebody says so: ${forged.status}`,
			);
			assert.equal((await post(`"${'x'.repeat(2 ** 20)}"`)).status, 413);
			const garbage = await post('{"task_id":');
			assert.ok(garbage.status >= 400 && garbage.status < 500, `${garbage.status}`);
			const times = [forged.took, (await post(again)).took, (await post(again)).took];
			console.log(`  a forged call was answered after ${times[0]} ms, repetitions after ${times[1]} and ${times[2]} ms`);
			await pause(2_000);
			await assertPublished(lab, publish, publisher, [first!], 'row-41');
			await lab.client.deactivate(publish.id);
			publisher.close();
		},
	},
];

async function publishesOnce(lab: Lab, file: string): Promise<{ publish: SavedWorkflow; publisher: Publisher }> {
	const { simulator, credential } = await lab.kling({ renderMs: Infinity });
	const publisher = await startPublisher();
	const publish = await activePublisher(lab, file, credential, publisher.url);
	const [first, second] = await submit(lab, credential, simulator);

	await lab.server.kill();
	simulator.finish(first!);
	await lab.start();
	await assertPublished(lab, publish, publisher, [first!], 'row-41');

	await lab.crashAndRestart();
	simulator.finish(second!);
	await assertPublished(lab, publish, publisher, [first!, second!], 'row-42');
	await pause(2.5 * POLL_SECONDS * 1000);
	await assertPublished(lab, publish, publisher, [first!, second!], 'row-42');
	await lab.client.deactivate(publish.id);
	publisher.close();
	return { publish, publisher };
}

interface Publisher {
	url: string;
	/** What arrived: the bodies of the posts. */
	received: string[];
	close: () => void;
}

async function startPublisher(): Promise<Publisher> {
	const received: string[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('latin1');
		request.on('data', (chunk: string) => (body += chunk));
		request.on('end', () => {
			received.push(body);
			response.end('ok');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url: `http://127.0.0.1:${port}/videos`, received, close };
}

/** A publishing example, made to look often, to write here and to post there. */
async function activePublisher(lab: Lab, file: string, credential: SavedCredential, url: string): Promise<SavedWorkflow> {
	const workflow = await lab.example(file, credential);
	for (const node of workflow.nodes) {
		if (node.parameters.pollTimes) node.parameters.pollTimes = pollEvery(POLL_SECONDS);
		if (node.parameters.fileName) node.parameters.fileName = String(node.parameters.fileName).replace('/home/node/.n8n-files', lab.files);
		if (node.parameters.url) node.parameters.url = url;
	}
	const saved = await lab.client.createWorkflow(workflow);
	await lab.client.activate(saved);
	return saved;
}

/** Runs the submitting example. @returns the ids of its two tasks, in the plan's order */
async function submit(lab: Lab, credential: SavedCredential, simulator: Simulator, callbackUrl?: string): Promise<string[]> {
	const workflow: Workflow = await lab.example('schedule-submit.json', credential);
	const kling = workflow.nodes.find(({ type }) => type === KLING_TYPE)!;
	kling.parameters.options = { ...(kling.parameters.options as object), ...(callbackUrl ? { callbackUrl } : {}) };
	const { id } = await lab.client.createWorkflow(workflow);
	(await lab.client.waitForExecution(await lab.client.run(id, 'Every morning'), 60_000)).assertSucceeded();
	assert.equal(simulator.created.length, 2);
	const ids = ['row-41', 'row-42'].map(
		(row) => simulator.created.find(({ externalTaskId }) => externalTaskId?.includes(`:${row}:`))?.taskId,
	);
	return ids as string[];
}

/** Each task has started one execution, whose file was saved and handed over together with its row. */
async function assertPublished(lab: Lab, { id }: SavedWorkflow, publisher: Publisher, taskIds: string[], latestRow: string): Promise<void> {
	await lab.client.waitUntilPublished(id);
	const executions = await lab.client.waitForExecutions(id, taskIds.length, 60_000);
	assert.equal(executions.length, taskIds.length, 'one execution per video');
	const items = executions.flatMap((execution) =>
		execution
			.assertSucceeded()
			.items('Hand to the publisher')
			.map(() => execution),
	);
	assert.equal(items.length, taskIds.length);
	const trigger = executions.map(
		(execution) => execution.items('Kling Omni Trigger')[0] ?? execution.items('Kling Omni Callback Trigger')[0],
	);
	assert.deepEqual(
		trigger.map((item) => item?.json.taskId),
		taskIds,
	);
	for (const item of trigger) assert.match(String(item?.json.videoUrl), /^https?:/);
	assert.deepEqual([trigger.at(-1)?.json.tag, trigger.at(-1)?.json.reference], ['content-plan', latestRow]);

	await until(() => publisher.received.length === taskIds.length, 'the publisher got every video once');
	assert.ok(publisher.received.at(-1)?.includes(latestRow), 'with its row');
	assertWholeMp4(await readFile(join(lab.files, `${latestRow}.mp4`)));
}
