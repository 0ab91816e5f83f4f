/** Puts a community package into an n8n user folder, the way n8n's own "Install community node" leaves it there. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npmCommand, runCommand } from './commands';
import { Failure } from './failure';
import { checkout } from './folders';

interface Manifest {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
}

/** What the build reads. */
const SOURCES = ['nodes', 'credentials', 'icons', 'gulpfile.js', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Packs this project as `npm publish` would, after building it if needed; returns the tarball's path in `folder`. */
export async function buildAndPack(folder: string): Promise<string> {
	if (!(await isBuilt())) await build();
	return await pack(checkout, folder);
}

export async function pack(source: string, folder: string): Promise<string> {
	const npm = npmCommand(['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
	const { code, stdout, output } = await runCommand(npm.file, npm.args, { cwd: source });
	if (code !== 0) throw new Failure(`The package could not be packed: ${output.trim()}`);
	const [packed] = JSON.parse(stdout) as Array<{ filename: string }>;
	if (packed === undefined) throw new Failure('The package could not be packed: npm pack made no file');
	return join(folder, packed.filename);
}

/** Unpacks a tarball into `<userFolder>/.n8n/nodes`. Replaces an earlier version of the same package. */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	const unpacked = await mkdtemp(join(nodes, '.unpacked-'));
	try {
		await unpack(tarball, unpacked);
		const manifest = await readManifest(unpacked);
		for (const unwanted of ['devDependencies', 'peerDependencies', 'optionalDependencies'] as const) delete manifest[unwanted];
		if (Object.keys(manifest.dependencies ?? {}).length > 0) {
			throw new Failure(`${manifest.name} has runtime dependencies; n8n would have to download them, and n8n Cloud refuses them`);
		}
		await writeFile(join(unpacked, 'package.json'), JSON.stringify(manifest, null, 2));
		const target = join(nodes, 'node_modules', manifest.name);
		await rm(target, { recursive: true, force: true });
		await mkdir(dirname(target), { recursive: true });
		await rename(unpacked, target);
		await writeLedger(nodes, manifest);
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

async function build(): Promise<void> {
	const gulp = join(checkout, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const { code, output } = await runCommand(process.execPath, [gulp, 'build'], { cwd: checkout });
	if (code !== 0) throw new Failure(`The package could not be built; fix this first:\n${output.trim()}`);
}

/** Whether every file that n8n loads is newer than everything it is made from. */
async function isBuilt(): Promise<boolean> {
	const { n8n } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const built = await Promise.all([...n8n.nodes, ...n8n.credentials].map((file) => changedAt(join(checkout, file))));
	const sources = await Promise.all(SOURCES.map((path) => lastChangeBelow(join(checkout, path))));
	return Math.min(...built) > Math.max(...sources);
}

/** Milliseconds since the epoch; 0 for what does not exist. */
async function changedAt(path: string): Promise<number> {
	return await stat(path).then(
		({ mtimeMs }) => mtimeMs,
		() => 0,
	);
}

async function lastChangeBelow(path: string): Promise<number> {
	const inside = await readdir(path, { recursive: true }).catch(() => []); // a file has nothing inside
	return Math.max(await changedAt(path), ...(await Promise.all(inside.map((name) => changedAt(join(path, name))))));
}

/** Unpacks a tarball's package into a folder. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const { code, output } = await runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: tmpdir() });
	if (code !== 0) throw new Failure(`${tarball} could not be unpacked: ${output.trim()}`);
}

async function readManifest(folder: string): Promise<Manifest> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** n8n lists in `.n8n/nodes/package.json` what it has installed there. */
async function writeLedger(nodes: string, { name, version }: Manifest): Promise<void> {
	const file = join(nodes, 'package.json');
	const ledger = await readFile(file, 'utf8').then(
		(text) => JSON.parse(text) as { dependencies: Record<string, string> },
		() => ({ name: 'installed-nodes', private: true, dependencies: {} as Record<string, string> }),
	);
	ledger.dependencies[name] = version;
	await writeFile(file, JSON.stringify(ledger, null, 2));
}
