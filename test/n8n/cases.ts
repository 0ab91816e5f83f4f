import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFailure } from '../../scripts/n8n/failure';
import type { Case, Lab } from './lab';

/** Finding end-to-end cases, and running one. */

export type Verdict = 'passed' | 'failed';

/** The cases whose file or name contains all the words. */
export async function findCases(words: string[]): Promise<Case[]> {
	const found: Case[] = [];
	for (const file of (await readdir(__dirname)).filter((name) => name.endsWith('.case.ts')).sort()) {
		const { cases } = (await import(join(__dirname, file))) as { cases: Case[] };
		found.push(...cases.filter(({ name }) => words.every((word) => `${file} ${name}`.includes(word))));
	}
	return found;
}

/** Runs a case and prints how it ended. */
export async function runCase({ name, run }: Case, lab: Lab): Promise<Verdict> {
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
