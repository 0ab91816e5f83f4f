import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Lab, chain, items, manualTrigger } from '../n8n/lab';
import type { Bench } from './run';

const files = 10;
const bytes = 200 * 1024 * 1024;

export const download: Bench = {
	name: 'download',
	promise: `${files} files of ${bytes / 1024 / 1024} MB into filesystem storage raise n8n's resident memory by at most 60 MB`,
	measure: async () => {
		const lab = await Lab.open({ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' });
		try {
			const { simulator, credential } = await lab.kling({ renderMs: 500, resultBytes: bytes });
			const example = await lab.example('first-video.json', credential, { download: true, options: { maxConcurrentTasks: files } });
			const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
			// the same once without files, so that only the files count
			await lab.run(chain('warm-up', manualTrigger(), items(files), { ...kling, parameters: { ...kling.parameters, download: false } }));
			const before = await residentMb(lab.server.pid);
			let peak = before;
			let running = true;
			const watch = (async () => {
				while (running) {
					peak = Math.max(peak, await residentMb(lab.server.pid));
					await pause(50);
				}
			})();
			const started = Date.now();
			const execution = (await lab.run(chain(`${files} files`, manualTrigger(), items(files), kling), 300_000)).assertSucceeded();
			running = false;
			await watch;
			const stored = execution.items('Kling Omni').filter(({ binary }) => binary?.data !== undefined).length;
			const seconds = ((Date.now() - started) / 1000).toFixed(1);
			return `+${(peak - before).toFixed(0)} MB (from ${before.toFixed(0)} to ${peak.toFixed(0)} MB), ${stored} of ${simulator.created.length - files} files stored in ${seconds} s`;
		} finally {
			await lab.close();
		}
	},
};

/** Resident memory of a process in MB; from Linux's own account. */
async function residentMb(pid: number | undefined): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
