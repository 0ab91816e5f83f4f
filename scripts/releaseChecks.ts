/** What a release has to fulfil, as far as it can be seen in files. */
import { tmpdir } from 'node:os';
import { n8n } from '../package.json';
import { runCommand } from './n8n/commands';

/** Every file that the package may consist of; what is named without a star must be there. */
export const PACKAGED = [
	'package/package.json',
	'package/README.md',
	'package/LICENSE.md',
	...n8n.credentials.map((file) => `package/${file}`),
	'package/dist/icons/kling.svg',
	'package/dist/icons/kling.dark.svg',
	'package/dist/nodes/bundle.js',
	...n8n.nodes.flatMap((file) => [`package/${file}`, `package/${file.replace(/\.js$/, '.json')}`]),
];

/** What n8n's editor offers for mapping before anything has run; one file per operation. */
const SCHEMA = /^package\/dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+(\/\w+){0,2}\.json$/;

/** Files too many, with `+`, and files that are missing, with `-`. */
export function differencesOf(files: string[]): string[] {
	const extra = files.filter((file) => !PACKAGED.includes(file) && !SCHEMA.test(file)).map((file) => `+ ${file}`);
	const missing = PACKAGED.filter((file) => !files.includes(file)).map((file) => `- ${file}`);
	return [...extra, ...missing];
}

export async function unexpectedFiles(tarball: string): Promise<string[]> {
	const { stdout } = await runCommand('tar', ['-tzf', tarball], { cwd: tmpdir() });
	return differencesOf(stdout.split('\n').filter((line) => line !== '' && !line.endsWith('/')));
}

/**
 * Whether the changelog has a dated section for the version, with something in it and a link.
 *
 * @returns what is missing
 */
export function changelogProblem(changelog: string, version: string): string | undefined {
	const escaped = version.replaceAll('.', '\\.');
	const section = new RegExp(`^## \\[${escaped}\\] - \\d{4}-\\d{2}-\\d{2}\\n([\\s\\S]*?)(?=^## |^\\[)`, 'm').exec(changelog)?.[1];
	if (section === undefined) return `CHANGELOG.md has no section "## [${version}] - <date>"`;
	if (!/^- \S/m.test(section)) return `CHANGELOG.md says nothing about ${version}`;
	return new RegExp(`^\\[${escaped}\\]: https://`, 'm').test(changelog) ? undefined : `CHANGELOG.md has no link [${version}]`;
}
