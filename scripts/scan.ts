/**
 * `npm run scan`: what n8n's own scanner says of this package before it is published.
 *
 * The source leg lints the checkout, the dist leg the packed tarball; both with the published scanner's rules, in which
 * inline exceptions do not count. Also held here: no runtime dependencies, and a tarball of at most 250 kB.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from './n8n/folders';
import { buildAndPack, unpack } from './n8n/package';

interface Scanner {
	analyzePackage: (folder: string, patterns?: string[]) => Promise<{ passed: boolean; message?: string; details?: string }>;
	SOURCE_FILE_PATTERNS: string[];
}

const MOST_BYTES = 250_000;

async function main(): Promise<number> {
	const folder = await mkdtemp(join(tmpdir(), 'kling-omni-scan-'));
	try {
		const tarball = await buildAndPack(folder);
		const unpacked = join(folder, 'package');
		await unpack(tarball, unpacked);
		const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(
			pathToFileURL(require.resolve('@n8n/scan-community-package/scanner/scanner.mjs')).href
		)) as Scanner;
		const { size } = await stat(tarball);
		const { dependencies = {} } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as { dependencies?: object };

		const findings = [
			{ name: 'source rules', ...(await analyzePackage(checkout, SOURCE_FILE_PATTERNS)) },
			{ name: 'dist rules', ...(await analyzePackage(unpacked)) },
			{ name: `tarball of ${(size / 1000).toFixed(0)} kB, at most ${MOST_BYTES / 1000}`, passed: size <= MOST_BYTES },
			{ name: 'no runtime dependencies', passed: Object.keys(dependencies).length === 0 },
		];
		for (const { name, passed, details } of findings)
			console.log(`${passed ? 'passed' : 'FAILED'} ${name}${passed ? '' : `\n${details ?? ''}`}`);
		const failed = findings.filter(({ passed }) => !passed).length;
		console.log(`scan: ${findings.length - failed} passed, ${failed} failed`);
		return failed;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

main().then(
	(failed) => process.exit(failed === 0 ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
