/**
 * `tsx test/n8n/run.ts [words]`: the end-to-end cases in one real n8n, one after the other.
 * With words, only the cases whose name or file contains them all; with `--n8n 1.123`, in an older n8n of the matrix.
 * `--without WORD` leaves cases out by name, and says so; nothing else is ever left out: a case that cannot run here fails.
 */
import { parseArgs } from 'node:util';
import { describeFailure } from '../../scripts/n8n/failure';
import { newest } from '../../scripts/n8n/folders';
import { releaseOf } from '../matrix/releases';
import { findCases, runCase, type Verdict } from './cases';
import { Lab } from './lab';
import { noSecretIsLeft } from './leaks';

async function main(): Promise<number> {
	const { values, positionals: words } = parseArgs({
		allowPositionals: true,
		options: { without: { type: 'string', multiple: true, default: [] }, n8n: { type: 'string', default: newest.version } },
	});
	const found = await findCases(words);
	const cases = found.filter(({ name }) => !values.without.some((word) => name.includes(word)));
	for (const { name } of found) if (!cases.some((each) => each.name === name)) console.log(`left out ${name}`);
	if (cases.length === 0) throw new Error(`no case contains "${words.join(' ')}"`);
	const counts: Record<Verdict, number> = { passed: 0, failed: 0 };
	const lab = await Lab.open({}, releaseOf(values.n8n));
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

main().then(
	(failed) => process.exit(failed === 0 ? 0 : 1),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
