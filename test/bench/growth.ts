/** What an item costs the node itself, in n8n's engine, as a run grows. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { checkout } from '../../scripts/n8n/folders';
import { startSimulator } from '../simulator';
import type { Growth } from './growthRun';
import type { Bench } from './run';

export const growth: Bench = {
	name: 'growth',
	promise: 'an item of a run of 1,000 costs at most 1.2 times what one of a run of 10 costs: CPU, reads, heap, execution data',
	measure: async () => {
		const service = await startSimulator({ renderMs: 100, units: 1_000_000 });
		// below the checkout, so that n8n-core is found
		const folder = await mkdtemp(join(checkout, 'node_modules', '.growth-'));
		const reads = () => service.requests.filter(({ method }) => method === 'GET').length;
		try {
			const script = join(folder, 'run.js');
			// the node's file name ends in `.node`, which others take for a binary
			await build({
				entryPoints: [join(__dirname, 'growthRun.ts')],
				outfile: script,
				bundle: true,
				platform: 'node',
				resolveExtensions: ['.ts', '.js'],
				external: ['n8n-core', 'n8n-workflow', '@n8n/*'],
				logLevel: 'error',
			});
			// a process of its own: only the node's work counts
			const child = fork(script, [], { execArgv: ['--expose-gc'] });
			child.send({ authType: 'apiKey', apiKey: service.apiKey, region: 'custom', baseUrl: service.url });
			const lines: string[] = [];
			for (let before = 0; ; before = reads()) {
				const [result] = (await once(child, 'message')) as [Growth | 'warm' | 'over'];
				if (result === 'over') break;
				if (result === 'warm') continue;
				const { completion, size, items, cpuMs, heapBytes, dataBytes } = result;
				const each = (value: number) => (value / items).toFixed(1).padStart(6);
				lines.push(
					`${completion.padEnd(6)} ${String(size).padStart(5)} items: ${each(cpuMs)} ms CPU, ${each(reads() - before)} reads, ${each(heapBytes / 1024)} KiB heap, ${each(dataBytes / 1024)} KiB of execution data an item`,
				);
			}
			child.kill();
			return `\n    ${lines.join('\n    ')}`;
		} finally {
			await rm(folder, { recursive: true, force: true });
			await service.close();
		}
	},
};
