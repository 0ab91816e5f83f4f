import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { model } from '../walks/model';

/**
 * A model is a row: in a copy of the package the table gets the one of the walk “Add a model”, with what
 * no model before has. Panel, rules, prices, request and the documentation's table know it then.
 */

const ROOT = join(__dirname, '../../..');

interface Probe {
	panel: object;
	fine: string[];
	refused: string[];
	other: string[];
	hints: string[];
	price: object;
	sent: { path: string; body: object };
	table: string[];
}

let probe: Probe;
beforeAll(async () => {
	const copy = await mkdtemp(join(tmpdir(), 'kling-model-'));
	try {
		for (const part of ['nodes', 'scripts/modelTable.ts', 'test/unit/newModel/probe.ts', 'package.json', 'tsconfig.json'])
			await cp(join(ROOT, part), join(copy, part), { recursive: true });
		await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
		for (const [file, change] of Object.entries(model.files)) {
			const path = join(copy, file);
			await writeFile(path, typeof change === 'string' ? change : change(await readFile(path, 'utf8')));
		}
		const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
		const { stdout } = await promisify(execFile)(process.execPath, [tsx, join(copy, 'test/unit/newModel/probe.ts')], { cwd: copy });
		probe = JSON.parse(stdout) as Probe;
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
});

test('the panel offers what the row says, and nothing that it decides itself', () => {
	expect(probe.panel).toEqual({
		ratios: ['16:9', '9:16', '1:1', '21:9', 'auto'],
		quality: ['720p', '1080p'],
		duration: { minValue: 3, maxValue: 30, numberPrecision: 0 },
		sound: 'not asked',
	});
});

test('the rules hold its limits, and nobody else’s', () => {
	expect(probe.fine).toEqual([]);
	expect(probe.refused).toEqual([
		'Duration is 31 s, but Kling 4.0 makes 3 to 30 s',
		'Quality is 4k, but Kling 4.0 does not make 4k',
		'Images has 11 pictures with frames, but takes 10',
		'Images: 16 reference pictures and multi-image elements, but at most 15 are possible',
		'Images has 16 attachments with elements, voices and video, but takes 15',
	]);
	expect(probe.other).toEqual(['Aspect Ratio is 21:9, but Kling 3.0 makes 16:9, 9:16 or 1:1. Set Aspect Ratio to 16:9, 9:16 or 1:1']);
});

test('the lines that it speaks and others do not are known', () => {
	expect(probe.hints).toEqual([
		'Prompt has the line “bom dia, você quer um café com leite?” in Portuguese, which Kling 3.0 may speak wrongly, or in English. ' +
			'Choose Kling 4.0, or write the line in Chinese, English, Japanese, Korean or Spanish',
	]);
});

test('what it costs counts the video that is given', () => {
	// 10 s of 1.68; 8 s and 8 s of 0.67; 3 s and 10 s count as twice 10 s of 0.67
	expect(probe.price).toEqual({ words: 16.8, edit: 10.72, imitated: 13.4 });
});

test('the request goes to its own path, with what was chosen', () => {
	expect(probe.sent).toMatchObject({
		path: '/omni-video/kling-4.0',
		body: { settings: { aspect_ratio: '21:9', duration: 30, resolution: '1080p', audio: 'native' } },
	});
});

test('the documentation has it in its tables', () => {
	expect(probe.table.join('\n')).toMatch(/Kling 4\.0 \| 3 to 30 \| 720p, 1080p/);
	expect(probe.table.join('\n')).toContain('1.68');
});
