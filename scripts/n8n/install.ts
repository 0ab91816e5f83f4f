/**
 * Installs a pinned n8n into a cache folder outside the checkout, once.
 *
 * The work happens in a `.partial` folder that gets its final name last, so that whoever finds the final name finds a
 * whole installation. A run that was interrupted goes on after the last step that it finished.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { npmCommand, runCommand } from './commands';
import { Failure } from './failure';
import { cacheFolder, newest, type Release } from './folders';
import { findNode, type Node } from './node';
import { say, showProgress } from './progress';
import { placePrebuiltSqlite } from './prebuilt';
import { missingBuildTools } from './toolchain';

export interface Installation {
	folder: string;
	/** n8n's own start script, to be run with `node`. */
	script: string;
	node: string;
}

const READY = 'ready.json';
const DOWNLOADED = 'downloaded.json';
const NATIVE_MODULES = ['sqlite3', 'isolated-vm'];

/**
 * Makes sure that n8n is installed. Takes minutes the first time and milliseconds afterwards.
 *
 * @throws Failure with one sentence and the path of the full log
 */
export async function ensureInstalled(release: Release = newest): Promise<Installation> {
	const folder = release.installation;
	const ready = await readReady(folder, release);
	if (ready !== undefined) return ready;

	await mkdir(cacheFolder(), { recursive: true });
	const done = await waitForTurn(folder);
	try {
		return (await readReady(folder, release)) ?? (await install(folder, release));
	} finally {
		await done();
	}
}

/** Only one process installs; the others wait for it and find its result. A process that dies loses its turn. */
async function waitForTurn(folder: string): Promise<() => Promise<void>> {
	const options = { realpath: false, stale: 30_000, update: 5_000 };
	try {
		return await lock(folder, options);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
		say('Another process is installing n8n; waiting for it.');
		return await lock(folder, { ...options, retries: { forever: true, factor: 1, minTimeout: 1_000 } });
	}
}

async function install(folder: string, release: Release): Promise<Installation> {
	const partial = `${folder}.partial`;
	const logFile = join(cacheFolder(), 'install.log');
	await rm(logFile, { force: true });

	if (!(await isMarked(partial, DOWNLOADED))) {
		await rm(partial, { recursive: true, force: true });
		await mkdir(partial, { recursive: true });
		await copyFile(release.manifest, join(partial, 'package.json'));
		await copyFile(release.lock, join(partial, 'package-lock.json'));
		const packages = await countPackages(partial);
		await showProgress(`Downloading n8n ${release.version} (2 GB, once)`, () => download(partial, logFile), packages);
		await writeFile(join(partial, DOWNLOADED), '{}');
	}
	const node = await findNode(partial, release.nodeMajor);
	await showProgress("Preparing n8n's database module", () => prepareNativeModules(partial, node, logFile));

	await writeFile(join(partial, READY), JSON.stringify({ n8n: release.version }));
	await rm(folder, { recursive: true, force: true });
	await rename(partial, folder);
	const installed = await readReady(folder, release);
	if (installed === undefined) throw new Failure(`n8n could not be installed into ${folder}. The full log is ${logFile}`);
	return installed;
}

/** Packages of other systems are in the lock file and nowhere else. */
interface LockedPackage {
	os?: string[];
	cpu?: string[];
}

/** For progress: how many of the lock file's packages are there already. */
async function countPackages(folder: string): Promise<() => Promise<string>> {
	const { packages } = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
	const isForHere = ({ os, cpu }: LockedPackage) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
	const wanted = Object.entries(packages).flatMap(([path, each]) => (path !== '' && isForHere(each) ? [path] : []));
	return async () => {
		const there = await Promise.all(wanted.map((path) => isMarked(join(folder, path), 'package.json')));
		return `${there.filter(Boolean).length} of ${wanted.length} packages`;
	};
}

async function download(folder: string, logFile: string): Promise<void> {
	const npm = npmCommand([
		'ci',
		'--legacy-peer-deps',
		'--ignore-scripts',
		'--no-audit',
		'--no-fund',
		'--prefer-offline',
		'--loglevel=error',
	]);
	const { code } = await runCommand(npm.file, npm.args, { cwd: folder, logFile });
	if (code !== 0) {
		throw new Failure(
			`n8n could not be downloaded (npm ci ended with ${code}); check the connection to the npm registry and the free disk space. The full log is ${logFile}`,
		);
	}
}

/** Install scripts are off for all 2,000 packages. What comes as a binary is taken; only if it does not load is it compiled. */
async function prepareNativeModules(folder: string, node: Node, logFile: string): Promise<void> {
	// not every n8n has both
	const installed = await readdir(join(folder, 'node_modules'));
	const modules = NATIVE_MODULES.filter((name) => installed.includes(name));
	const check = modules.map((name) => `require('${name}')`).join(';');
	const load = async () => (await runCommand(node.binary, ['-e', check], { cwd: folder, logFile })).code === 0;
	if ((await placePrebuiltSqlite(folder, logFile)) && (await load())) return;

	const npm = npmCommand(['rebuild', ...modules, '--ignore-scripts=false', '--foreground-scripts'], node.binary);
	const env = { ...process.env, JOBS: 'max', PATH: `${dirname(node.binary)}${delimiter}${process.env.PATH ?? ''}` };
	if (node.headers !== undefined) Object.assign(env, { npm_config_nodedir: node.headers });
	const rebuilt = await runCommand(npm.file, npm.args, { cwd: folder, env, logFile });
	if (rebuilt.code === 0 && (await load())) return;

	const missing = await missingBuildTools();
	throw new Failure(
		missing.length > 0
			? `n8n's SQLite module has to be compiled on this machine, and ${new Intl.ListFormat('en').format(missing)} cannot be found: install what is missing (Debian and Ubuntu: apt-get install python3 make g++) and start again; the download is kept. The full log is ${logFile}`
			: `n8n's SQLite module could not be compiled. The full log is ${logFile}`,
	);
}

async function readReady(folder: string, { nodeMajor }: Release): Promise<Installation | undefined> {
	if (!(await isMarked(folder, READY))) return undefined;
	const { binary } = await findNode(folder, nodeMajor);
	return { folder, script: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'), node: binary };
}

async function isMarked(folder: string, marker: string): Promise<boolean> {
	return await readFile(join(folder, marker)).then(
		() => true,
		() => false,
	);
}
