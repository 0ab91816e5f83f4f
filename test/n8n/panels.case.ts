import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Editor, findBrowser, NO_BROWSER } from '../../scripts/n8n/editor';
import type { Case } from './lab';

export const cases: Case[] = [
	{
		name: 'the panel in the editor shows what the chosen operation has, and follows a change of it',
		skip: async () => ((await findBrowser()) === undefined ? NO_BROWSER : undefined),
		run: async (lab) => {
			const { credential } = await lab.kling();
			const { id } = await lab.client.createWorkflow(await lab.example('first-video.json', credential));
			const editor = await Editor.open(lab.server.url, lab.login);
			try {
				await editor.openWorkflow(id);
				await editor.openNode('Kling Omni');
				const shown = async () => (await editor.parameters()).map(({ path }) => path);

				const before = await shown();
				for (const path of ['prompt', 'duration', 'quality', 'aspectRatio', 'options']) assert.ok(before.includes(path), path);
				assert.ok(!before.includes('storyboard'));

				assert.ok((await editor.optionsOf('operation')).includes('Edit Video'));
				await editor.toggle('sound');
				await editor.choose('shots', 'Storyboard');
				const after = await shown();
				assert.ok(after.includes('storyboard'), 'rows of shots');
				assert.ok(!after.includes('prompt') && !after.includes('duration'), 'the shots say it');

				const picture = join(lab.userFolder, 'panel.png');
				await editor.screenshotPanel(picture);
				assert.deepEqual(editor.problems, []);
			} finally {
				await editor.close();
			}
		},
	},
];
