/**
 * `npm run test:matrix [-- 1.123 2.41]`: what the package does in each n8n that people run, by the engine tests in that n8n's
 * engine and the end-to-end cases in the whole of it; all versions without words. Prints a table of versions and functions,
 * and ends with 1 if a cell is not "yes".
 *
 * Each n8n is installed once into the cache folder, with a Node that it supports.
 */
import { describeFailure } from '../../scripts/n8n/failure';
import type { Release } from '../../scripts/n8n/folders';
import { ensureInstalled } from '../../scripts/n8n/install';
import { findCases, runCase } from '../n8n/cases';
import { Lab } from '../n8n/lab';
import { engineTestsPass } from './engineTests';
import { releaseOf, releases } from './releases';

/** What is tried, by words that are in the names of its cases. */
const functions: Record<string, string[][]> = {
	'found by searching': [['search from']],
	'makes and downloads a video': [['the example workflow makes one video']],
	'tests a credential': [['the credential window accepts']],
	'polling trigger': [['the polling trigger publishes what a schedule submitted']],
	'callback trigger': [['the callback trigger publishes']],
	'put aside': [['an execution with three videos is parked'], ['videos that two nodes submitted']],
	'put aside, calls lost': [['a video whose call finds n8n away'], ['at the deadline an execution ends']],
	'retried after a crash': [['n8n is killed while the video is being made']],
	'tool of an agent': [['an AI agent', '2.2']],
};
const columns = ['engine tests', 'loads', ...Object.keys(functions)];
const loads = ['klingOmni', 'klingOmniTrigger', 'klingOmniCallbackTrigger'];

type Row = Record<string, string>;

async function tryRelease(release: Release): Promise<Row> {
	console.log(`\nn8n ${release.version} on Node ${release.nodeMajor}`);
	const engine = (await engineTestsPass(await ensureInstalled(release))) ? 'yes' : 'failed';
	const lab = await Lab.open({}, release);
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void lab.close().finally(() => process.exit(130)));
	try {
		const row: Row = { 'engine tests': engine, loads: await loaded(lab) };
		for (const [name, words] of Object.entries(functions)) {
			const cases = (await Promise.all(words.map(findCases))).flat();
			let failed = 0;
			for (const each of cases) if ((await runCase(each, lab)) !== 'passed') failed++;
			row[name] = cases.length > 0 && failed === 0 ? 'yes' : `${failed} of ${cases.length} failed`;
		}
		return row;
	} finally {
		await lab.close();
	}
}

async function loaded(lab: Lab): Promise<string> {
	const known = await Promise.all(loads.map(async (name) => await lab.client.knowsNodeType(`n8n-nodes-kling-omni.${name}`)));
	return known.every(Boolean) ? 'yes' : `not ${loads.filter((_, index) => !known[index]).join(', ')}`;
}

async function main(wanted: string[]): Promise<boolean> {
	const chosen = wanted.length === 0 ? releases : wanted.map(releaseOf);
	const table: Record<string, Row> = {};
	for (const release of chosen) {
		const row = await tryRelease(release).catch((error: unknown): Row => ({ loads: describeFailure(error) }));
		table[`${release.version} (Node ${release.nodeMajor})`] = row;
	}
	console.table(table);
	const cells = Object.values(table).flatMap((row) => columns.map((name) => row[name]));
	const failed = cells.filter((cell) => cell !== 'yes').length;
	console.log(`matrix: ${cells.length - failed} passed, ${failed} failed`);
	return failed === 0;
}

main(process.argv.slice(2)).then(
	(green) => process.exit(green ? 0 : 1),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
