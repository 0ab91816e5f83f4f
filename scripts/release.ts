/**
 * `npm run release`: is this ready to be published? Checks version, changelog, types, style, n8n's scanner, and the tarball:
 * its files, its size, and that n8n's own loader takes it. Publishes nothing; a tag does (.github/workflows/publish.yml).
 * `--tag v1.2.3`: the tag has to fit, too.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { npmCommand, runCommand } from './n8n/commands';
import { checkout } from './n8n/folders';
import { installPackage, pack } from './n8n/package';
import { changelogProblem, unexpectedFiles } from './releaseChecks';

interface Manifest {
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

type Check = [name: string, problem: () => Promise<string | undefined>];

/** @returns what the command printed if it failed */
async function npm(...args: string[]): Promise<string | undefined> {
	const { file, args: all } = npmCommand(args);
	const { code, output } = await runCommand(file, all, { cwd: checkout });
	return code === 0 ? undefined : output.trim();
}

/** Unpacks the tarball as n8n would and lets n8n-core load it. */
async function loadingProblem(folder: string, tarball: string): Promise<string | undefined> {
	await installPackage(tarball, folder);
	const root = join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-kling-omni');
	const program = `const { PackageDirectoryLoader } = require('n8n-core'); const loader = new PackageDirectoryLoader(${JSON.stringify(root)});
		loader.loadAll().then(() => console.log(Object.keys(loader.nodeTypes).length + ' ' + Object.keys(loader.credentialTypes).length));`;
	const env = { ...process.env, NODE_PATH: join(checkout, 'node_modules') }; // where n8n's own packages are
	const { code, stdout, output } = await runCommand(process.execPath, ['-e', program], { cwd: checkout, env });
	const loaded = stdout.trim().split('\n').at(-1);
	return code === 0 && loaded === '3 2' ? undefined : `three nodes and two credentials were expected: ${output.trim()}`;
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { tag: { type: 'string' } } });
	const manifest = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as Manifest;
	const lock = JSON.parse(await readFile(join(checkout, 'package-lock.json'), 'utf8')) as { version: string };
	const folder = await mkdtemp(join(tmpdir(), 'kling-omni-release-'));
	let tarball = '';
	const checks: Check[] = [
		['the lock file has the same version', async () => (lock.version === manifest.version ? undefined : `it says ${lock.version}`)],
		[
			'the tag is the version',
			async () =>
				values.tag === undefined || values.tag === `v${manifest.version}` ? undefined : `${values.tag} is not v${manifest.version}`,
		],
		[
			'the changelog has the version',
			async () => changelogProblem(await readFile(join(checkout, 'CHANGELOG.md'), 'utf8'), manifest.version),
		],
		['types and bundles', async () => await npm('run', '--silent', 'build')],
		['style', async () => await npm('run', '--silent', 'lint')],
		['n8n’s scanner and the size', async () => await npm('run', '--silent', 'scan')],
		[
			'the files of the tarball',
			async () => {
				tarball = await pack(checkout, folder);
				const odd = await unexpectedFiles(tarball);
				return odd.length === 0 ? undefined : odd.join('\n');
			},
		],
		['n8n loads the tarball', async () => await loadingProblem(folder, tarball)],
	];
	let failed = 0;
	try {
		for (const [name, check] of checks) {
			const problem = await check();
			console.log(
				`${problem === undefined ? 'passed' : 'FAILED'} ${name}${problem === undefined ? '' : `\n  ${problem.replaceAll('\n', '\n  ')}`}`,
			);
			if (problem !== undefined) failed += 1;
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	console.log(failed === 0 ? `${manifest.version} can be published: push the tag v${manifest.version}.` : `release: ${failed} failed`);
	return failed;
}

main().then(
	(failed) => process.exit(failed === 0 ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
