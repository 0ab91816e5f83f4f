/**
 * `npm run cases [kinds]`: runs the tests of each kind and prints how many cases were tried, how many held and how many broke.
 * Ends with 1 when one broke, or when a kind has none.
 */
import { join, relative } from 'node:path';
import { runCLI } from 'jest';
import { describeFailure } from '../../scripts/n8n/failure';
import { KINDS } from './kinds';

const ROOT = join(__dirname, '../..');

interface Row {
	kind: string;
	tried: number;
	held: number;
	broken: number;
}

async function main(asked: string[]): Promise<number> {
	const kinds = Object.entries(KINDS).filter(([kind]) => !asked.length || asked.includes(kind));
	const files = kinds.flatMap(([, ofKind]) => ofKind);
	const counts = files.length ? await runTests(files) : new Map<string, Omit<Row, 'kind'>>();
	const rows = kinds.map(([kind, ofKind]) =>
		total(
			kind,
			ofKind.map((file) => counts.get(file) ?? NEVER_RAN),
		),
	);
	console.table(rows);
	return rows.every(({ tried, broken }) => tried > 0 && broken === 0) ? 0 : 1;
}

/** A file that is named here and not found, or that cannot be loaded. */
const NEVER_RAN = { tried: 1, held: 0, broken: 1 };

/** The cases of each file. */
async function runTests(files: string[]): Promise<Map<string, Omit<Row, 'kind'>>> {
	const { results } = await runCLI({ _: files, $0: 'cases', runTestsByPath: true, reporters: ['default'] } as never, [ROOT]);
	return new Map(
		results.testResults.map(({ testFilePath, numPassingTests: held, numFailingTests: failed, testExecError }) => {
			const broken = failed + (testExecError ? 1 : 0);
			return [relative(ROOT, testFilePath), { tried: held + broken, held, broken }];
		}),
	);
}

function total(kind: string, counts: Omit<Row, 'kind'>[]): Row {
	const sum = (of: 'tried' | 'held' | 'broken') => counts.reduce((all, each) => all + each[of], 0);
	return { kind, tried: sum('tried'), held: sum('held'), broken: sum('broken') };
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
