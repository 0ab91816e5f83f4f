import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { preProcessFile } from 'typescript';

/** Files can be read from the bottom up: no two need each other, not even for a type. */

const root = join(__dirname, '..', '..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true })
		.map(String)
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(root, folder, file)),
);

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** The project's files that a file imports, types included. */
function importsOf(file: string): string[] {
	return preProcessFile(readFileSync(file, 'utf8'))
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.flatMap((name) => [`${join(dirname(file), name)}.ts`, join(dirname(file), name, 'index.ts')].filter((path) => existsSync(path)));
}

/** The circles that a walk along all imports comes upon, as the files in their order. */
function circlesIn(graph: Map<string, string[]>): string[][] {
	const circles: string[][] = [];
	const done = new Set<string>();
	const walk = (file: string, path: string[]) => {
		if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file]);
		else if (!done.has(file)) {
			for (const imported of graph.get(file) ?? []) walk(imported, [...path, file]);
			done.add(file);
		}
	};
	for (const file of graph.keys()) walk(file, []);
	return circles;
}

test('a walk finds a circle where there is one', () => {
	const graph = { a: ['b', 'd'], b: ['c'], c: ['b'], d: ['c'] };
	expect(circlesIn(new Map(Object.entries(graph)))).toEqual([['b', 'c', 'b']]);
});

test('the imports of all files are known', () => {
	expect(files.length).toBeGreaterThan(150);
	expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
});

test('no files import each other in a circle', () => {
	expect(circlesIn(imports).map((circle) => circle.map((file) => relative(root, file)).join(' → '))).toEqual([]);
});
