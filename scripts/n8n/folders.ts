import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const NAME = 'n8n-nodes-kling-omni';

export const checkout = resolve(__dirname, '../..');

/** The pinned n8n: what is installed, and every version below it. */
export const pinned = {
	manifest: join(__dirname, 'server', 'package.json'),
	lock: join(__dirname, 'server', 'package-lock.json'),
};

/** For what can be made again: the installed n8n. */
export const cacheFolder = () => join(baseFolder('XDG_CACHE_HOME', '.cache'), NAME);

/** For what belongs to the person: the demo's workflows, password and videos. */
export const dataFolder = () => join(baseFolder('XDG_DATA_HOME', join('.local', 'share')), NAME);

/** One folder for every combination that is not interchangeable: versions, system, processor. */
export function installationFolder(): string {
	const content = createHash('sha256').update(readFileSync(pinned.manifest)).update(readFileSync(pinned.lock)).digest('hex').slice(0, 12);
	return join(cacheFolder(), `n8n-${content}-${process.platform}-${process.arch}`);
}

export function pinnedVersion(): string {
	const { dependencies } = JSON.parse(readFileSync(pinned.manifest, 'utf8')) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

function baseFolder(variable: string, below: string): string {
	return process.env[variable] || join(homedir(), below);
}
