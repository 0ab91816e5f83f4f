import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/n8n/failure';
import { newest, Release } from '../../scripts/n8n/folders';

/** The versions of n8n that people run, the oldest first. */
const folder = join(__dirname, 'releases');
export const releases = [...readdirSync(folder).map((name) => new Release(join(folder, name))), newest].sort((a, b) =>
	a.version.localeCompare(b.version, undefined, { numeric: true }),
);

/**
 * @param wanted as people say it, e.g. "1.123"
 * @throws Failure where there is none
 */
export function releaseOf(wanted: string): Release {
	const release = releases.find(({ version }) => version === wanted || version.startsWith(`${wanted}.`));
	if (!release) throw new Failure(`There is no n8n ${wanted} here, only ${releases.map(({ version }) => version).join(', ')}`);
	return release;
}
