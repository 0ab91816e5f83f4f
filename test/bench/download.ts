import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Lab, chain, items, manualTrigger } from '../n8n/lab';
import type { Bench } from './run';

const files = 10;
const bytes = 200 * 1024 * 1024;
const inMb = (size: number) => size / 1024 / 1024;

export const download: Bench = {
	name: 'download',
	promise: `${files} files of ${inMb(bytes)} MB into filesystem storage raise n8n's resident memory by at most 60 MB`,
	measure: async () => {
		const lab = await Lab.open({ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' });
		try {
			// without files and with a tenth of the bytes first: n8n leaves garbage of its start-up for later, and the buffers
			// of any download bring on its collection; what the large files take beyond that depends on their size
			const none = await fetchAll(lab, 0);
			const small = await fetchAll(lab, bytes / 10);
			const large = await fetchAll(lab, bytes);
			return [
				`+${large.growth} MB (from ${large.before} to ${large.peak} MB), ${large.stored} of ${files} files stored in ${large.seconds} s`,
				`before that, right after n8n's start: ${files} videos without files +${none.growth} MB, ${files} files of ${inMb(bytes / 10)} MB +${small.growth} MB`,
			].join('\n            ');
		} finally {
			await lab.close();
		}
	},
};

/** Makes videos with files of a size and downloads them all (none of size 0), while n8n's memory is watched. */
async function fetchAll(lab: Lab, resultBytes: number) {
	const { credential } = await lab.kling({ renderMs: 500, resultBytes });
	const example = await lab.example('first-video.json', credential, { download: resultBytes > 0, options: { maxConcurrentTasks: files } });
	const kling = example.nodes.find(({ name }) => name === 'Kling Omni')!;
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
	const name = `${files} files of ${inMb(resultBytes)} MB`;
	const execution = (await lab.run(chain(name, manualTrigger(), items(files), kling), 300_000)).assertSucceeded();
	running = false;
	await watch;
	return {
		before: before.toFixed(0),
		peak: peak.toFixed(0),
		growth: (peak - before).toFixed(0),
		seconds: ((Date.now() - started) / 1000).toFixed(1),
		stored: execution.items('Kling Omni').filter(({ binary }) => binary?.data?.bytes === resultBytes).length,
	};
}

/** Resident memory of a process in MB; from Linux's own account. */
async function residentMb(pid: number | undefined): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
