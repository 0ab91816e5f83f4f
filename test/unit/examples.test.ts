import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../../scripts/n8n/client';

const checkout = join(__dirname, '../..');
const read = (...path: string[]) => readFileSync(join(checkout, ...path), 'utf8');
const examples = readdirSync(join(checkout, 'examples'));

test('every example has its place in docs/examples.md: a picture of its canvas, and three lines', () => {
	const sections = read('docs', 'examples.md').split(/^## /m).slice(1);
	const shown = sections.map((section) => {
		const [, picture, text = ''] = /!\[[^\]]+\]\(canvases\/([\w-]+)\.png\)\n\n([^]+)$/.exec(section) ?? [];
		expect(text).toContain(`](../examples/${picture}.json)`);
		expect(
			text
				.trim()
				.split('\n')
				.map((line) => line.slice(0, 2)),
		).toEqual(['- ', '- ', '- ']);
		return `${picture}.json`;
	});
	expect(shown.sort()).toEqual([...examples].sort());
});

test('pictures of canvases are of examples, and small', () => {
	const folder = join(checkout, 'docs', 'canvases');
	const pictures = readdirSync(folder);
	expect(pictures.map((name) => name.replace(/\.png$/, '.json')).sort()).toEqual([...examples].sort());
	expect(pictures.filter((name) => statSync(join(folder, name)).size > 60_000)).toEqual([]);
});

test('recipes name no example that is missing', () => {
	for (const [, name] of read('docs', 'recipes.md').matchAll(/`([\w-]+\.json)`/g)) expect(examples).toContain(name);
});

test.each(examples)('%s: its nodes are connected, explained on the canvas, and hold nothing of an account', (name) => {
	const { nodes, connections } = JSON.parse(read('examples', name)) as Workflow;
	const names = nodes.map((node) => node.name);
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	const targets = [...JSON.stringify(connections).matchAll(/"node":"([^"]+)"/g)].map(([, target]) => target);
	for (const end of [...Object.keys(connections), ...targets]) expect(names).toContain(end);
	expect(nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')).toBe(true);
	expect(nodes.some(({ credentials }) => credentials)).toBe(false);
});
