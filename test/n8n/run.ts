/**
 * `tsx test/n8n/run.ts [words]`: the end-to-end cases in one real n8n, one after the other.
 * With words, only the cases whose name or file contains them all. `--without WORD` leaves cases out by name, and says so;
 * nothing else is ever left out: a case that cannot run here fails.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFailure } from '../../scripts/n8n/failure';
import { Lab, type Case } from './lab';
import { noSecretIsLeft } from './leaks';

type Verdict = 'passed' | 'failed';

async function main(): Promise<number> {
	const { values, positionals: words } = parseArgs({
		allowPositionals: true,
		options: { without: { type: 'string', multiple: true, default: [] } },
	});
	const found = await findCases(words);
	const cases = found.filter(({ name }) => !values.without.some((word) => name.includes(word)));
	for (const { name } of found) if (!cases.some((each) => each.name === name)) console.log(`left out ${name}`);
	if (cases.length === 0) throw new Error(`no case contains "${words.join(' ')}"`);
	const counts: Record<Verdict, number> = { passed: 0, failed: 0 };
	const lab = await Lab.open();
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void lab.close().finally(() => process.exit(130)));
	try {
		for (const each of [...cases, noSecretIsLeft]) counts[await runCase(each, lab)] += 1;
	} finally {
		await lab.close();
	}
	const leftOut = found.length === cases.length ? '' : `, ${found.length - cases.length} left out`;
	console.log(`real n8n: ${counts.passed} passed, ${counts.failed} failed${leftOut}`);
	return counts.failed;
}

async function findCases(words: string[]): Promise<Case[]> {
	const found: Case[] = [];
	for (const file of (await readdir(__dirname)).filter((name) => name.endsWith('.case.ts')).sort()) {
		const { cases } = (await import(join(__dirname, file))) as { cases: Case[] };
		found.push(...cases.filter(({ name }) => words.every((word) => `${file} ${name}`.includes(word))));
	}
	return found;
}

async function runCase({ name, run }: Case, lab: Lab): Promise<Verdict> {
	const started = Date.now();
	const report = (verdict: string) => console.log(`${verdict} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
	try {
		await run(lab);
		report('passed');
		return 'passed';
	} catch (error) {
		report('FAILED');
		console.log(`  ${describeFailure(error).replaceAll('\n', '\n  ')}`);
		return 'failed';
	} finally {
		await lab.closeSimulators();
	}
}

main().then(
	(failed) => process.exit(failed === 0 ? 0 : 1),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
