import { Lab, chain, items, manualTrigger } from '../n8n/lab';
import type { RecordedRequest } from '../simulator';
import type { Bench } from './run';

const renderMs = 20_000;
const count = 100;
const cap = 20;
/** How n8n's built-in video nodes wait: one item after the other, a read every 15 s. */
const serialPause = 15;

export const batch: Bench = {
	name: 'batch',
	promise: `${count} items of ${renderMs / 1000} s with a cap of ${cap} take at most 1.3 × the ideal time and 60 poll reads; one after the other, ${cap} items take at least 15 times as long`,
	measure: async () => {
		const lab = await Lab.open();
		try {
			const one = await make(lab, 1);
			const twenty = await make(lab, cap);
			const many = await make(lab, count);
			const ideal = (count / cap) * (renderMs / 1000);
			const serial = await serially(lab);
			return [
				`1 item ${one.seconds} s; ${cap} items ${twenty.seconds} s (${(twenty.seconds / one.seconds).toFixed(2)} × one), ${twenty.reads} reads`,
				`${count} items ${many.seconds} s (${(many.seconds / ideal).toFixed(2)} × ideal), ${many.reads} poll reads`,
				`${cap} items one after the other, a read every ${serialPause} s: ${serial.seconds} s (${(serial.seconds / twenty.seconds).toFixed(1)} × as long)`,
			].join('\n            ');
		} finally {
			await lab.close();
		}
	},
};

async function make(lab: Lab, number: number): Promise<{ seconds: number; reads: number }> {
	const { simulator, credential } = await lab.kling({ renderMs });
	const example = await lab.example('first-video.json', credential, { download: false, options: { maxConcurrentTasks: cap } });
	const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
	const started = Date.now();
	(await lab.run(chain(`${number} videos`, manualTrigger(), items(number), kling), 400_000)).assertSucceeded();
	const seconds = (Date.now() - started) / 1000;
	return { seconds: Math.round(seconds * 10) / 10, reads: pollReads(simulator.requests) };
}

/** Reads of states: look-ups of an id of ours before its create are no polls. */
function pollReads(requests: RecordedRequest[]): number {
	return requests.filter(({ method, path }) => method === 'GET' && !/\/n8n-[0-9a-f]+$/.test(path)).length;
}

/** The same service, used as a node does that takes its items in turn. */
async function serially(lab: Lab): Promise<{ seconds: number }> {
	const { simulator } = await lab.kling({ renderMs });
	const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' };
	const path = `${simulator.url}/v1/videos/omni-video`;
	const started = Date.now();
	for (let index = 0; index < cap; index++) {
		const body = JSON.stringify({ model_name: 'kling-v3-omni', prompt: 'a boat', mode: 'std', duration: '5', aspect_ratio: '16:9' });
		const created = (await (await fetch(path, { method: 'POST', headers, body })).json()) as { data: { task_id: string } };
		for (let status = ''; status !== 'succeed';) {
			await new Promise((resolve) => setTimeout(resolve, serialPause * 1000));
			const read = (await (await fetch(`${path}/${created.data.task_id}`, { headers })).json()) as { data: { task_status: string } };
			status = read.data.task_status;
		}
	}
	return { seconds: Math.round((Date.now() - started) / 1000) };
}
