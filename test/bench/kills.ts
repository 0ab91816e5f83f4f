/** What becomes of a video when n8n is killed around the moment at which its trigger hands it over. */
import { setTimeout as pause } from 'node:timers/promises';
import { chain, durableCursors, KLING_TYPE, Lab, node, pollEvery, until } from '../n8n/lab';
import { openSink } from '../queue/sink';
import type { Simulator } from '../simulator';
import type { Bench } from './run';

const runs = 30;
const POLL_SECONDS = 5;
/** From the end of the video to the kill, ms: from before the poll that sees it until the execution is over. */
const latestKill = 7_000;

/** n8n that was killed while it was switching a workflow on does so again two minutes later, when its lease is over. */
const patience = 240_000;

export const kills: Bench = {
	name: 'kills',
	promise: `${runs} videos, n8n killed at a random moment after each: the polling trigger with durable cursors hands each on once`,
	measure: async () => {
		const lab = await Lab.open(durableCursors);
		const delivered: string[] = [];
		const sink = await openSink(({ taskId }) => delivered.push(taskId));
		try {
			const { simulator, credential } = await lab.kling({ renderMs: Infinity });
			const trigger = node('Finished', `${KLING_TYPE}Trigger`, 1, { pollTimes: pollEvery(POLL_SECONDS), download: false, options: {} });
			const publish = chain('Publish', { ...trigger, credentials: { klingApi: credential } }, sink.node);
			const workflow = await lab.client.createWorkflow(publish);
			await lab.client.activate(workflow);
			for (let run = 0; run < runs; run++) {
				await finishOne(simulator);
				await pause(Math.random() * latestKill);
				await lab.crashAndRestart();
			}
			const taskIds = simulator.created.map(({ taskId }) => taskId);
			const handedOn = async () => {
				const executions = await lab.client.executions(workflow.id);
				const texts = await Promise.all(executions.map(async ({ id }) => (await lab.client.execution(id)).text));
				return taskIds.map((taskId) => texts.filter((text) => text.includes(taskId)).length);
			};
			await until(async () => (await handedOn()).every((count) => count > 0), 'every video was handed on', patience);
			// what comes twice comes with the next polls
			await pause(3 * POLL_SECONDS * 1000);
			const counts = await handedOn();
			const crashed = await lab.client.executions(workflow.id, ['crashed']);
			const before = new Set(delivered).size;
			for (const { id } of crashed) await lab.client.retryExecution(id, 60_000);
			const times = taskIds.map((taskId) => delivered.filter((each) => each === taskId).length);
			return [
				`handed on once ${counts.filter((count) => count === 1).length}, more than once ${counts.filter((count) => count > 1).length}, not at all ${counts.filter((count) => count === 0).length}`,
				`published by itself ${before}, after Retry of the ${crashed.length} crashed executions ${new Set(delivered).size}; published twice ${times.filter((count) => count > 1).length}`,
			].join('\n            ');
		} finally {
			sink.close();
			await lab.close();
		}
	},
};

/** A video that is finished. */
async function finishOne(simulator: Simulator): Promise<void> {
	const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' };
	const body = JSON.stringify({ model_name: 'kling-v3-omni', prompt: 'a boat', mode: 'std', duration: '5', aspect_ratio: '16:9' });
	await fetch(`${simulator.url}/v1/videos/omni-video`, { method: 'POST', headers, body });
	simulator.finish(simulator.created.at(-1)!.taskId);
}
