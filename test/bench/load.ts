import { join } from 'node:path';
import { runCommand } from '../../scripts/n8n/commands';
import { checkout } from '../../scripts/n8n/folders';
import { buildAndPack } from '../../scripts/n8n/package';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Bench } from './run';

const runs = 9;

/** Requires n8n-workflow and then every entry, cold, in a process of its own. */
const script = `
const { n8n } = require('./package.json');
const timed = (act) => { const start = performance.now(); act(); return performance.now() - start; };
const host = timed(() => require('n8n-workflow'));
const own = timed(() => [...n8n.nodes, ...n8n.credentials].forEach((file) => require('./' + file)));
console.log(JSON.stringify({ host, own }));
`;

export const load: Bench = {
	name: 'load',
	promise: 'a cold require of all entries together costs at most 20 % of requiring n8n-workflow before it',
	measure: async () => {
		const folder = await mkdtemp(join(tmpdir(), 'kling-omni-bench-'));
		await buildAndPack(folder).finally(async () => await rm(folder, { recursive: true, force: true }));
		const figures: Array<{ host: number; own: number }> = [];
		for (let run = 0; run < runs; run++) {
			const { stdout, code, output } = await runCommand(process.execPath, ['-e', script], { cwd: checkout });
			if (code !== 0) throw new Error(output);
			figures.push(JSON.parse(stdout) as { host: number; own: number });
		}
		const share = median(figures.map(({ host, own }) => own / host));
		return `${(100 * share).toFixed(1)} % (own ${median(figures.map(({ own }) => own)).toFixed(0)} ms, n8n-workflow ${median(figures.map(({ host }) => host)).toFixed(0)} ms, median of ${runs})`;
	},
};

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
