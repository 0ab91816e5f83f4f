import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../../scripts/n8n/client';

const checkout = join(__dirname, '../..');
const read = (...path: string[]) => readFileSync(join(checkout, ...path), 'utf8');
const examples = readdirSync(join(checkout, 'examples'));
const pages = ['README.md', ...readdirSync(join(checkout, 'docs')).map((name) => `docs/${name}`)].filter((name) => name.endsWith('.md'));
const docs = pages.map((page) => read(page)).join('\n');

test('the documentation names every example, and recipes name none that is missing', () => {
	for (const name of examples) expect(docs).toContain(name);
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
