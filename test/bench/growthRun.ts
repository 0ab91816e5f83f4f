/** The process that `growth` measures: runs of the node in n8n's engine. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { runNode } from '../engine/engine';

export interface Growth {
	completion: string;
	/** Items of a run, and of all runs together. */
	size: number;
	items: number;
	cpuMs: number;
	/** What the executions hold when they are over. */
	heapBytes: number;
	/** What n8n would save of them. */
	dataBytes: number;
}

/** How a run goes on, its size, and how many of them make a figure. */
const plan: Array<[completion: string, size: number, runs: number]> = [
	['submit', 1, 300],
	['submit', 10, 30],
	['submit', 100, 3],
	['submit', 1_000, 1],
	['wait', 10, 10],
	['wait', 100, 2],
	['wait', 1_000, 1],
];

async function make(klingApi: ICredentialDataDecryptedObject, completion: string, size: number) {
	const items = Array.from({ length: size }, (_, number) => ({ json: { number } }));
	const options = { idempotency: 'ownKey', idempotencyKey: '={{ $execution.id }}-{{ $json.number }}', maxConcurrentTasks: 100 };
	const parameters = {
		resource: 'video',
		operation: 'textToVideo',
		prompt: '=Video {{ $json.number }}',
		completion,
		download: false,
		options,
	};
	const { run, error } = await runNode(parameters, { klingApi }, { items });
	if (error) throw error;
	return run;
}

async function measure(klingApi: ICredentialDataDecryptedObject, [completion, size, count]: (typeof plan)[0]): Promise<Growth> {
	const heapBefore = heap();
	const cpuBefore = process.cpuUsage();
	const runs = [];
	for (let index = 0; index < count; index++) runs.push(await make(klingApi, completion, size));
	const { user, system } = process.cpuUsage(cpuBefore);
	const heapBytes = heap() - heapBefore;
	const dataBytes = runs.reduce((bytes, { data }) => bytes + JSON.stringify(data).length, 0);
	return { completion, size, items: size * count, cpuMs: (user + system) / 1000, heapBytes, dataBytes };
}

/** What is held, bytes. */
function heap(): number {
	gc!();
	return process.memoryUsage().heapUsed;
}

process.on('message', (klingApi: ICredentialDataDecryptedObject) => {
	void (async () => {
		for (let round = 0; round < 3; round++) await make(klingApi, 'submit', 100);
		process.send!('warm');
		for (const figure of plan) process.send!(await measure(klingApi, figure));
		process.send!('over');
	})();
});
