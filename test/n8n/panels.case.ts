import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkout } from '../../scripts/n8n/folders';
import { Editor, type ShownParameter } from '../../scripts/n8n/editor';
import type { Case, Lab } from './lab';
import { otherPanels } from './panels/otherPanels';
import type { Panel } from './panels/panel';
import { studioPanels } from './panels/studioPanels';
import { videoPanels } from './panels/videoPanels';

/** With UPDATE_PANELS=1 the pictures of the documentation are taken afresh. */
const pictureFolder = (lab: Lab) => (process.env.UPDATE_PANELS ? join(checkout, 'docs', 'panels') : join(lab.userFolder, 'panels'));

export const cases: Case[] = [
	{
		name: 'the panel in the editor follows what a person chooses in it',
		run: async (lab) => {
			const { credential } = await lab.kling();
			const { id } = await lab.client.createWorkflow(await lab.example('first-video.json', credential));
			const editor = await Editor.open(lab.server.url, lab.login);
			try {
				await editor.openWorkflow(id);
				await editor.openNode('Kling Omni');
				const shown = async () => (await editor.parameters()).map(({ path }) => path);

				const before = await shown();
				for (const path of ['prompt', 'model', 'duration', 'quality', 'aspectRatio', 'options']) assert.ok(before.includes(path), path);
				assert.ok(!before.includes('service'), 'the credential says it');
				assert.ok(!before.includes('storyboard'));

				assert.ok((await editor.optionsOf('operation')).includes('Edit Video'));
				await editor.toggle('sound');
				await editor.type('duration', '7');
				await editor.closeNode();
				assert.equal(await editor.subtitleOf('Kling Omni'), 'Text to Video · US$ 0.78', 'the price of seven seconds in 720p with sound');
				await editor.openNode('Kling Omni');
				await editor.choose('shots', 'Storyboard');
				const after = await shown();
				assert.ok(after.includes('storyboard'), 'rows of shots');
				assert.ok(!after.includes('prompt') && !after.includes('duration'), 'the shots say it');

				await lab.client.createCredential('Model Studio account', 'klingModelStudioApi', { apiKey: 'not-used', baseUrl: '' });
				await editor.openWorkflow(id);
				await editor.openNode('Kling Omni');
				await editor.chooseCredential('Model Studio account');
				const elsewhere = await shown();
				assert.ok(!elsewhere.includes('apiVersion'), 'the panel follows the credential');
				assert.deepEqual(await editor.optionsOf('resource'), ['Task', 'Video', 'Custom API Call']);
				await editor.chooseCredential(credential.name);
				assert.ok((await shown()).includes('apiVersion'), 'and back');
				assert.deepEqual(editor.problems, []);
			} finally {
				await editor.close();
			}
		},
	},
	{ name: 'every video operation shows the fields that its choices allow', run: async (lab) => await tour(lab, videoPanels) },
	{ name: 'every operation of the Studio shows its fields', run: async (lab) => await tour(lab, studioPanels) },
	{ name: 'every other operation and both triggers show their fields', run: async (lab) => await tour(lab, otherPanels) },
	{
		name: 'rows have titles where n8n shows them',
		run: async (lab) => {
			const panels = videoPanels.filter(({ picture }) => ['storyboard', 'reference-to-video', 'names'].includes(picture));
			await withEditor(lab, panels, async (editor) => {
				const titles: Record<string, string[]> = {};
				await editor.showRowTitles();
				for (const { picture } of panels) {
					await editor.openNode(picture);
					titles[picture] = await editor.rowTitles();
					await editor.closeNode();
				}
				assert.deepEqual(titles, {
					storyboard: ['Shot 1', 'Shot 2'],
					'reference-to-video': ['@image1', '@element1'],
					names: ['@market', '@ada'],
				});
			});
		},
	},
];

/** Opens the panels one after the other, compares what each shows, and takes its picture. */
async function tour(lab: Lab, panels: Panel[]): Promise<void> {
	await withEditor(lab, panels, async (editor) => {
		for (const panel of panels) {
			await editor.openNode(panel.picture);
			await compare(editor, panel);
			await editor.screenshotPanel(join(pictureFolder(lab), `${panel.picture}.png`));
			await editor.closeNode();
		}
	});
}

/** A workflow with a node for each panel, in the editor. */
async function withEditor(lab: Lab, panels: Panel[], visit: (editor: Editor) => Promise<void>): Promise<void> {
	const { simulator } = await lab.kling();
	const kling = { authType: 'apiKey', apiKey: simulator.apiKey, region: 'custom', baseUrl: simulator.url };
	const klingApi = await lab.client.createCredential('Kling account', 'klingApi', kling);
	const modelStudio = { apiKey: simulator.modelStudioKey, baseUrl: simulator.modelStudioUrl };
	const klingModelStudioApi = await lab.client.createCredential('Model Studio account', 'klingModelStudioApi', modelStudio);
	const nodes = panels.map(({ picture, node = 'klingOmni', parameters }, index) => ({
		name: picture,
		type: `n8n-nodes-kling-omni.${node}`,
		typeVersion: 1,
		position: [220 * (index % 6), 180 * Math.floor(index / 6)] as [number, number],
		parameters,
		credentials: { klingApi, klingModelStudioApi },
	}));
	const { id } = await lab.client.createWorkflow({ name: 'Panels', nodes, connections: {} });
	const editor = await Editor.open(lab.server.url, lab.login);
	try {
		await editor.openWorkflow(id);
		await visit(editor);
		assert.deepEqual(editor.problems, []);
	} finally {
		await editor.close();
	}
}

async function compare(editor: Editor, { picture, shows, says = [], offers = {} }: Panel): Promise<void> {
	const offered: Record<string, string[]> = {};
	for (const path of Object.keys(offers)) offered[path] = await editor.optionsOf(path);
	assert.deepEqual(
		{ picture, shows: outline(await editor.parameters()), says: await editor.notices(), offers: offered },
		{ picture, shows, says, offers },
	);
}

/** Labels from top to bottom, those of rows in brackets behind their list. */
function outline(parameters: ShownParameter[]): string {
	return parameters
		.filter(({ path }) => !/[.[]/.test(path))
		.map(({ path, label }) => {
			const inside = parameters.filter((one) => one.path.startsWith(`${path}.`)).map((one) => one.label);
			return inside.length ? `${label} (${inside.join(', ')})` : label;
		})
		.join(' · ');
}
