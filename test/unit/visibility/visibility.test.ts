import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KlingOmni } from '../../../nodes/KlingOmni/KlingOmni.node';
import { imageModels } from '../../../nodes/kling/imageModels';
import { modelsFor, videoOperations } from '../../../nodes/kling/models';
import { dialects, dialectWith, type Dialect } from '../../dialects';
import { described } from './walk';

const { description } = new KlingOmni();
const file = (name: string) => join(__dirname, `${name}.txt`);

/** All panels of video operations with every model, those that show the same under one heading. */
function videoPanels(dialect: Dialect): string {
	const service = dialect === 'modelStudio' ? { service: 'modelStudio' } : { service: 'kling', apiVersion: dialect };
	return joined(
		videoOperations.flatMap((operation) =>
			modelsFor(dialectWith(dialect), operation).map((model) => ({
				heading: `${operation} with ${model}`,
				lines: [...described(description, { ...service, resource: 'video', operation }, model)],
			})),
		),
	);
}

function joined(panels: Array<{ heading: string; lines: string[] }>): string {
	const byContent = new Map<string, string[]>();
	for (const { heading, lines } of panels) byContent.set(lines.join('\n'), [...(byContent.get(lines.join('\n')) ?? []), heading]);
	return [...byContent].map(([content, headings]) => `${headings.join('\n')}\n${content}\n`).join('\n');
}

test.each(dialects)('video panels on %s', (dialect) => {
	const text = videoPanels(dialect);
	if (process.env.RECORD) writeFileSync(file(dialect), text);
	expect(text).toBe(readFileSync(file(dialect), 'utf8'));
});

test('image panels', () => {
	const text = joined(
		Object.keys(imageModels).map((model) => ({
			heading: model,
			lines: [...described(description, { service: 'kling', resource: 'image', operation: 'generate' }, model)],
		})),
	);
	if (process.env.RECORD) writeFileSync(file('images'), text);
	expect(text).toBe(readFileSync(file('images'), 'utf8'));
});
