/**
 * `tsx test/n8n/run.ts [words]`: the end-to-end cases in one real n8n, one after the other.
 * With words, only the cases whose name or file contains them all.
 */
import { describeFailure } from '../../scripts/n8n/failure';
import { findCases, runCase, type Verdict } from './cases';
import { Lab } from './lab';
import { noSecretIsLeft } from './leaks';

async function main(words: string[]): Promise<number> {
	const cases = await findCases(words);
	if (cases.length === 0) throw new Error(`no case contains "${words.join(' ')}"`);
	const counts: Record<Verdict, number> = { passed: 0, failed: 0, skipped: 0 };
	const lab = await Lab.open();
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void lab.close().finally(() => process.exit(130)));
	try {
		for (const each of [...cases, noSecretIsLeft]) counts[await runCase(each, lab)] += 1;
	} finally {
		await lab.close();
	}
	const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
	console.log(`real n8n: ${counts.passed} passed, ${counts.failed} failed${skipped}`);
	return counts.failed;
}

main(process.argv.slice(2)).then(
	(failed) => process.exit(failed === 0 ? 0 : 1),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
