import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changelogProblem, differencesOf, PACKAGED } from '../../scripts/releaseChecks';

/** What may be published. */

const root = join(__dirname, '../..');
const read = async (file: string) => await readFile(join(root, file), 'utf8');

describe('the changelog', () => {
	test('has this version, dated and linked', async () => {
		const { version } = JSON.parse(await read('package.json')) as { version: string };
		expect(changelogProblem(await read('CHANGELOG.md'), version)).toBeUndefined();
	});

	test.each([
		['no section', '## [1.0.0] - 2026-01-01\n\n- a\n\n[1.0.0]: https://x', /no section/],
		['no date', '## [2.0.0]\n\n- a\n\n[2.0.0]: https://x', /no section/],
		['nothing in it', '## [2.0.0] - 2026-01-01\n\n## [1.0.0] - 2025-01-01\n\n- a\n\n[2.0.0]: https://x', /says nothing/],
		['no link', '## [2.0.0] - 2026-01-01\n\n- a\n\n[1.0.0]: https://x', /no link/],
	])('is refused: %s', (_, text, problem) => {
		expect(changelogProblem(text, '2.0.0')).toMatch(problem);
	});
});

describe('the files of the tarball', () => {
	const schema = 'package/dist/nodes/KlingOmni/__schema__/v1.0.0/video/textToVideo.json';

	test('are exactly these, and schemas', () => {
		expect(differencesOf([...PACKAGED, schema])).toEqual([]);
	});

	test.each([
		'package/.env',
		'package/dist/nodes/bundle.js.map',
		'package/test/simulator/clip.mp4',
		'package/dist/nodes/Other/Other.node.js',
	])('one too many is named: %s', (file) => {
		expect(differencesOf([...PACKAGED, file])).toEqual([`+ ${file}`]);
	});

	test('one that is missing is named', () => {
		expect(differencesOf(PACKAGED.slice(1))).toEqual([`- ${PACKAGED[0]}`]);
	});

	test('name every node and credential that n8n is told of', async () => {
		const { n8n } = JSON.parse(await read('package.json')) as { n8n: { nodes: string[]; credentials: string[] } };
		for (const file of [...n8n.nodes, ...n8n.credentials]) expect(PACKAGED).toContain(`package/${file}`);
	});
});

test('what is published has no dependencies and runs no scripts when it is installed', async () => {
	const manifest = JSON.parse(await read('package.json')) as { dependencies?: object; files: string[]; scripts: Record<string, string> };
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.files).toEqual(['dist']);
	expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
});
