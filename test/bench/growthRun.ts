/** The process that `growth` measures: runs of the node in n8n's engine. */
import type { ICredentialDataDecryptedObject, IRun } from 'n8n-workflow';
import { runNode } from '../engine/engine';

export interface Growth {
	completion: string;
	/** Items of a run, and of all runs together. */
	size: number;
	items: number;
	cpuMs: number;
	/** What the executions hold when they are over, and what is left when n8n has let go of them. */
	heldBytes: number;
	leftBytes: number;
	/** What n8n would save of them. */
	dataBytes: number;
}

/** Every figure comes from as many items, however many make a run: then what the process itself holds counts alike. */
const itemsPerFigure = 1_000;
/** Tasks that Kling has at the same time: in one run, or in several side by side. */
const atOnce = 100;
const sizes = { submit: [1, 10, 100, 1_000], wait: [10, 100, 1_000] };
/** A figure is the median of these: the first also fills what n8n and the node keep for good, and is slow. */
const rounds = 3;

async function make(klingApi: ICredentialDataDecryptedObject, completion: string, size: number): Promise<IRun> {
	const items = Array.from({ length: size }, (_, number) => ({ json: { number } }));
	const options = { idempotency: 'ownKey', idempotencyKey: '={{ $execution.id }}-{{ $json.number }}', maxConcurrentTasks: atOnce };
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

async function measure(klingApi: ICredentialDataDecryptedObject, completion: string, size: number): Promise<Growth> {
	const before = heap();
	const cpuBefore = process.cpuUsage();
	const runs = await makeAll(klingApi, completion, size);
	const { user, system } = process.cpuUsage(cpuBefore);
	const dataBytes = runs.reduce((bytes, { data }) => bytes + JSON.stringify(data).length, 0);
	const held = heap();
	const items = runs.length * size;
	runs.length = 0;
	const after = heap();
	return {
		completion,
		size,
		items,
		cpuMs: (user + system) / 1000,
		heldBytes: held - after,
		leftBytes: after - before,
		dataBytes,
	};
}

async function makeAll(klingApi: ICredentialDataDecryptedObject, completion: string, size: number): Promise<IRun[]> {
	const runs: IRun[] = [];
	while (runs.length * size < itemsPerFigure) {
		const together = Array.from({ length: Math.max(1, atOnce / size) }, async () => await make(klingApi, completion, size));
		runs.push(...(await Promise.all(together)));
	}
	return runs;
}

/** What is held, bytes; some garbage is found at the second look only. */
function heap(): number {
	for (let look = 0; look < 3; look++) gc!();
	return process.memoryUsage().heapUsed;
}

process.on('message', (klingApi: ICredentialDataDecryptedObject) => {
	void (async () => {
		for (let round = 0; round < rounds; round++) {
			for (const [completion, each] of Object.entries(sizes)) {
				for (const size of each) process.send!(await measure(klingApi, completion, size));
			}
		}
		process.send!('over');
	})();
});
