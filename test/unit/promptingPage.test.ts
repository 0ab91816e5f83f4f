import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationNames } from '../../nodes/kling/models';
import { assemblePrompt } from '../../nodes/kling/prompt';

/** What docs/prompting.md says of the node is so. */

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'prompting.md'), 'utf8');

/** The text of a section, up to the next heading of any level. */
const section = (heading: string) => new RegExp(`^#+ ${heading}\\n((?:(?!^#).*\\n)*)`, 'm').exec(page)?.[1] ?? '';
const rows = (text: string) => [...text.matchAll(/^\| (.+?) \| (.+?) \|(?: (.+?) \|)?$/gm)].map(([, ...cells]) => cells);
const examples = (text: string) => [...text.matchAll(/```\n(.+)\n```/g)].map(([, example]) => example!);

test.each([...Object.values(operationNames), 'Image → Generate', 'Sound'])('%s has an example', (heading) => {
	const found = examples(section(heading));
	expect(found.length).toBeGreaterThan(0);
	for (const example of found) expect(example.length).toBeLessThan(512);
});

test('the parts of the guided prompt become the text that stands below them', () => {
	const fields = {
		Subject: 'subject',
		Action: 'action',
		Scene: 'scene',
		Camera: 'camera',
		'Light and Mood': 'light',
		'Dialogue and Sound': 'dialogue',
	};
	const table = rows(section('The formula').slice(section('The formula').indexOf('| Field |')));
	const parts = Object.fromEntries(
		table.flatMap(([field, text]) => (field! in fields ? [[fields[field as keyof typeof fields], text]] : [])),
	);
	expect(Object.keys(parts)).toEqual(Object.values(fields));
	expect([assemblePrompt(parts)]).toEqual(examples(section('The formula')));
});

test('the storyboard fits the panel and is as long as it says', () => {
	const text = section('Storyboards');
	const shots = rows(text).filter(([number]) => /^\d$/.test(number!));
	expect(shots.length).toBeLessThanOrEqual(6);
	const total = shots.reduce((sum, [, , seconds]) => sum + Number(seconds), 0);
	expect(text).toContain(`here ${total} seconds`);
	for (const [, prompt] of shots) expect(prompt).not.toContain(';');
});
