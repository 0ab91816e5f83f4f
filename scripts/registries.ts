/**
 * `npm run registries`: writes the lists of operations, products of the Studio, dialects and credentials from their files,
 * so that who adds one adds a file and no more.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const actions = 'nodes/KlingOmni/actions';
const note = '// Written by `npm run registries` from the files of this folder; do not edit by hand.';

/** The files of a kind in a folder, by their names: `avatar` is `avatar.product.ts`. */
function namesIn(folder: string, kind: string): string[] {
	const files = readdirSync(join(root, folder)).filter((file) => file.endsWith(`.${kind}.ts`));
	return files.map((file) => file.slice(0, -`.${kind}.ts`.length)).sort();
}

const text = (...lines: string[]) => `${lines.join('\n')}\n`;

/**
 * What all files of a kind in a folder describe, by their names.
 *
 * @param imported how a file exports it: usually under the name of its kind
 */
function registryOf(folder: string, kind: string, imported = (name: string) => `${kind} as ${name}`): string {
	const names = namesIn(folder, kind);
	return text(
		note,
		...names.map((name) => `import { ${imported(name)} } from './${name}.${kind}';`),
		'',
		'export const registry = {',
		...names.map((name) => `\t${name},`),
		'};',
	);
}

/** The folders of the resources, with the operations in them. */
function registryOfActions(): string {
	const folders = readdirSync(join(root, actions)).filter((name) => existsSync(join(root, actions, name, 'resource.ts')));
	const resources = folders.sort().map((name) => ({ name, operations: namesIn(join(actions, name), 'operation') }));
	// operations of several resources have the same name
	const unique = (resource: string, operation: string) => resource + operation.charAt(0).toUpperCase() + operation.slice(1);
	return text(
		note,
		...resources.flatMap(({ name, operations }) => [
			...operations.map((operation) => `import { operation as ${unique(name, operation)} } from './${name}/${operation}.operation';`),
			`import { resource as ${name} } from './${name}/resource';`,
		]),
		'',
		'export const registry = {',
		...resources.flatMap(({ name, operations }) => [
			`\t${name}: {`,
			`\t\tresource: ${name},`,
			'\t\toperations: {',
			...operations.map((operation) => `\t\t\t${operation}: ${unique(name, operation)},`),
			'\t\t},',
			'\t},',
		]),
		'};',
	);
}

/** The manifest with what n8n has to load. */
function manifest(): string {
	const read = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { n8n: object };
	const credentials = namesIn('credentials', 'credentials').map((name) => `dist/credentials/${name}.credentials.js`);
	const folders = readdirSync(join(root, 'nodes')).sort();
	const nodes = folders.flatMap((folder) => namesIn(join('nodes', folder), 'node').map((name) => `dist/nodes/${folder}/${name}.node.js`));
	return `${JSON.stringify({ ...read, n8n: { ...read.n8n, credentials, nodes } }, null, '\t')}\n`;
}

/** What the files with lists have to hold, by their paths. */
export const registries = (): Record<string, string> => ({
	// n8n wants a class of the file's name
	'credentials/registry.ts': registryOf('credentials', 'credentials', (name) => name),
	'nodes/kling/dialects/registry.ts': registryOf('nodes/kling/dialects', 'dialect'),
	'nodes/kling/studio/registry.ts': registryOf('nodes/kling/studio', 'product'),
	[`${actions}/registry.ts`]: registryOfActions(),
	'package.json': manifest(),
});

/** Whether a file holds what it has to hold. */
export const isCurrent = (file: string, wanted: string): boolean =>
	existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8') === wanted;

if (require.main === module)
	for (const [file, wanted] of Object.entries(registries())) if (!isCurrent(file, wanted)) writeFileSync(join(root, file), wanted);
