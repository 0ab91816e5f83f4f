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
			const rows = new Map<string, Array<Growth & { reads: number }>>();
			for (let before = 0; ; before = reads()) {
				const [result] = (await once(child, 'message')) as [Growth | 'over'];
				if (result === 'over') break;
				const row = `${result.completion.padEnd(6)} ${String(result.size).padStart(5)}`;
				rows.set(row, [...(rows.get(row) ?? []), { ...result, reads: reads() - before }]);
			}
			child.kill();
			return `\n    ${[...rows].map(([row, rounds]) => `${row} items: ${described(rounds)}`).join('\n    ')}`;
		} finally {
			await rm(folder, { recursive: true, force: true });
			await service.close();
		}
	},
};

/** What an item costs: the median of the rounds. */
function described(rounds: Array<Growth & { reads: number }>): string {
	const each = (figure: (round: Growth & { reads: number }) => number) => {
		const values = rounds.map((round) => figure(round) / round.items).sort((a, b) => a - b);
		return values[Math.floor(values.length / 2)]!.toFixed(2).padStart(6);
	};
	return [
		`${each(({ cpuMs }) => cpuMs)} ms CPU`,
		`${each(({ reads }) => reads)} reads`,
		`${each(({ heldBytes }) => heldBytes / 1024)} KiB held by its execution`,
		`${each(({ leftBytes }) => leftBytes / 1024)} KiB left afterwards`,
		`${each(({ dataBytes }) => dataBytes / 1024)} KiB of execution data`,
	].join(', ');
}
