import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import type { INodePropertyOptions } from 'n8n-workflow';
import { otherPanels } from '../n8n/panels/otherPanels';
import { studioPanels } from '../n8n/panels/studioPanels';
import { videoPanels } from '../n8n/panels/videoPanels';

/**
 * The pictures of the documentation are those that the browser test takes, each where a reader finds it. A new panel is
 * an entry in test/n8n/panels; `UPDATE_PANELS=1 npx tsx test/n8n/run.ts panels` takes the pictures.
 */

const docs = join(__dirname, '..', '..', 'docs');
const panels = [...videoPanels, ...studioPanels, ...otherPanels];
const pictures = panels.map(({ picture }) => picture);

test('docs/panels holds the picture of every panel that the browser test visits, and no other', () => {
	expect(readdirSync(join(docs, 'panels')).sort()).toEqual(pictures.map((name) => `${name}.png`).sort());
});

test('docs/panels.md shows every picture once', () => {
	const shown = [...readFileSync(join(docs, 'panels.md'), 'utf8').matchAll(/\(panels\/(.+)\.png\)/g)].map(([, name]) => name);
	expect(shown.sort()).toEqual([...pictures].sort());
});

test('the browser test visits every operation', () => {
	const operations = new KlingOmni().description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.map((option) => `${String(displayOptions?.show?.resource)} ${String((option as INodePropertyOptions).value)}`),
		);
	const visited = new Set(panels.map(({ parameters: { resource, operation } }) => `${String(resource)} ${String(operation)}`));
	expect(operations.filter((operation) => !visited.has(operation))).toEqual([]);
});
