import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { dialect } from './dialect';
import { model } from './model';
import { operation } from './operation';
import { product } from './product';
import { rule } from './rule';
import type { Walk } from './walk';

/**
 * The walks of CONTRIBUTING.md lead where they say: in a copy of the package, somebody follows each of them, in the files that
 * it lists and in no other, and then has the registries written. What comes out is type-checked, and the panel, the prices and the tables know it.
 */

const root = join(__dirname, '../../..');
/** With the number of files that each may take. */
const walks: Array<[Walk, number]> = [
	[model, 1],
	[operation, 1],
	[product, 2],
	[dialect, 2],
	[rule, 2],
];

/** The files that a walk lists, with its names filled in. */
async function listed({ heading, names }: Walk): Promise<string[]> {
	const page = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
	const chapter = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
	const files = [...chapter.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file!);
	return files.map((file) => file.replace(/<(\w+)>/g, (_, name: string) => names[name] ?? `<${name}>`));
}

/** What a script of the copy prints. */
async function run(script: string): Promise<string> {
	const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
	const { stdout } = await promisify(execFile)(process.execPath, [tsx, join(copy, script)], { cwd: copy });
	return stdout;
}

let copy: string;
let probe: Record<string, unknown>;
beforeAll(async () => {
	copy = await mkdtemp(join(tmpdir(), 'kling-walks-'));
	const parts = ['nodes', 'credentials', 'scripts', 'test/dialects.ts', 'test/unit/messages', 'test/unit/walks', 'package.json'];
	for (const part of parts) await cp(join(root, part), join(copy, part), { recursive: true });
	await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
	const tsconfig = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8')) as object;
	const include = ['nodes', 'credentials', 'test/unit/walks/probe.ts'];
	await writeFile(join(copy, 'tsconfig.json'), JSON.stringify({ ...tsconfig, include }));

	for (const [file, change] of walks.flatMap(([{ files }]) => Object.entries(files))) {
		const path = join(copy, file);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, typeof change === 'string' ? change : change(await readFile(path, 'utf8')));
	}
	await run('scripts/registries.ts');
	probe = JSON.parse(await run('test/unit/walks/probe.ts')) as typeof probe;
}, 60_000);
afterAll(async () => await rm(copy, { recursive: true, force: true }));

test.each(walks.map(([walk, count]) => [walk.heading, walk, count] as const))(
	'%s: the page lists every file that has to be touched',
	async (_, walk, count) => {
		expect(await listed(walk)).toEqual(Object.keys(walk.files));
		expect(Object.keys(walk.files)).toHaveLength(count);
	},
);

test('a model is in the tables', () => {
	expect(probe.model).toBe(true);
});

test('what was added has the types that it has to have', async () => {
	const tsc = join(root, 'node_modules/typescript/bin/tsc');
	const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', copy]).catch((error: { stdout: string }) => error);
	expect(stdout).toBe('');
}, 120_000);

test('an operation is in the panel, with the fields of its file', () => {
	expect(probe.operation).toEqual({
		offered: ['download', 'get', 'expiry', 'getMany', 'wait'],
		fields: ['service', 'resource', 'operation', 'taskType', 'taskIds', 'apiVersion'],
		subtitle: true,
	});
});

test('an operation that orders is sent, priced, read and watched', () => {
	expect(probe.product).toEqual({
		offered: ['videoToAudio', 'textToAudio', 'speak', 'tune'],
		kind: 'Tune',
		watched: expect.arrayContaining(['tune']),
		sent: { method: 'POST', path: '/v1/audio/tune', body: { prompt: 'a waltz', external_task_id: 'key' } },
		cost: 0.5,
		schema: true,
	});
});

test('a dialect stands in the panel with what it has, and nothing else', () => {
	expect(probe.dialect).toEqual({
		id: 'reseller',
		offered: ['modelStudio', 'kling', 'reseller'],
		resources: ['task', 'video'],
		operations: ['textToVideo'],
		models: ['kling-v3-omni', 'other'],
		credential: { show: { service: ['reseller'] } },
		sent: { method: 'POST', path: '/videos', body: { model: 'omni-3', prompt: 'a boat' } },
		page: true,
		loaded: true,
	});
});

test('a rule refuses, and the cases of all rules show what it says', () => {
	expect(probe.rule).toEqual(['Prompt shouts']);
	expect(probe.ruleCase).toBe('Prompt shouts');
});
