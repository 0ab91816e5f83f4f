import assert from 'node:assert/strict';
import { Editor } from '../../scripts/n8n/editor';
import { chain, manualTrigger, node, type Case, type Lab } from './lab';
import { NodesPanel } from './nodesPanel';

const WORDS = ['kling', 'text to video', 'image to video', 'video'];
const NODE = 'Kling Omni';
const CALLBACK_TRIGGER = 'Kling Omni Callback Trigger';
const TOOL = 'Kling Omni Tool';

/** A workflow that starts by hand and has an agent, open in a browser. */
async function withPanel(lab: Lab, look: (panel: NodesPanel, editor: Editor) => Promise<void>): Promise<void> {
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', 2.2);
	const { id } = await lab.client.createWorkflow(chain('Search', manualTrigger(), agent));
	const editor = await Editor.open(lab.server.url, lab.login);
	try {
		await editor.openWorkflow(id);
		await look(new NodesPanel(editor.page), editor);
	} finally {
		await editor.close();
	}
}

async function findsAll(panel: NodesPanel, names: string[], where: string, searches = WORDS): Promise<void> {
	for (const words of searches) {
		const found = await panel.search(words);
		for (const name of names) assert.ok(found.includes(name), `"${words}" ${where} finds ${found.join(', ')}, but not ${name}`);
	}
}

/** The names of the nodes on the canvas. */
async function onCanvas(editor: Editor): Promise<string[]> {
	const nodes = editor.page.locator('[data-test-id="canvas-node"]');
	return await nodes.evaluateAll((elements: Array<{ getAttribute: (name: string) => string | null }>) =>
		elements.map((element) => element.getAttribute('data-node-name') ?? ''),
	);
}

export const cases: Case[] = [
	{
		name: 'search from an empty canvas finds the node and the callback trigger, and adds each trigger',
		run: async (lab) =>
			await withPanel(lab, async (panel, editor) => {
				await panel.openOnEmptyCanvas(lab.server.url);
				await findsAll(panel, [NODE, CALLBACK_TRIGGER], 'on an empty canvas');
				await panel.enter(CALLBACK_TRIGGER);
				await panel.addToWorkflow();
				await editor.closeNode();
				assert.deepEqual(await onCanvas(editor), [CALLBACK_TRIGGER]);

				await panel.openOnEmptyCanvas(lab.server.url);
				await panel.search('kling');
				await panel.enter(NODE);
				await panel.chooseAction('On new Kling Omni event');
				await editor.closeNode();
				assert.deepEqual(await onCanvas(editor), ['Kling Omni Trigger']);
			}),
	},
	{
		name: 'search from the root, among triggers and among apps finds the node and the callback trigger',
		run: async (lab) =>
			await withPanel(lab, async (panel) => {
				await panel.openRoot();
				await findsAll(panel, [NODE, CALLBACK_TRIGGER], 'from the root');
				await panel.search('');
				await panel.enter('Action in an app');
				await findsAll(panel, [NODE], 'among apps');
				await panel.page.keyboard.press('Escape');
				await panel.openTriggers();
				await findsAll(panel, [NODE, CALLBACK_TRIGGER], 'among triggers');
			}),
	},
	{
		// n8n before 2.35 shows names only, and looks for tools by their names only
		name: 'the tool is found by what it makes, and the entry of the node says what node and trigger do',
		run: async (lab) =>
			await withPanel(lab, async (panel) => {
				await panel.openToolsOf('Agent');
				await findsAll(panel, [TOOL], "among an agent's tools");
				await panel.page.keyboard.press('Escape');
				await panel.openRoot();
				await panel.search('kling');
				assert.match(await panel.descriptionOf(NODE), /make.*video.*start/i);
			}),
	},
	{
		name: 'search from the "+" behind a node adds the operation that was chosen, connected',
		run: async (lab) =>
			await withPanel(lab, async (panel, editor) => {
				await panel.openAfter('Agent');
				await findsAll(panel, [NODE], 'behind a node');
				await panel.search('text to video');
				await panel.enter(NODE);
				await panel.chooseAction('Make a video from an image');
				assert.ok(
					(await editor.parameters()).some(({ path }) => path === 'prompt'),
					'the panel of the operation is open',
				);
				await editor.closeNode();
				const links = await editor.page.locator('[data-test-id="edge"]').count();
				assert.deepEqual([(await onCanvas(editor)).includes('Make a video from an image'), links], [true, 2]);
			}),
	},
	{
		name: 'search from the "+" of an agent finds the tool and adds it',
		run: async (lab) =>
			await withPanel(lab, async (panel, editor) => {
				await panel.openToolsOf('Agent');
				await findsAll(panel, [TOOL], "among an agent's tools", ['kling']);
				await panel.search('kling');
				await panel.enter(TOOL);
				await editor.page.locator('[data-test-id="ndv"]').waitFor();
				await editor.closeNode();
				assert.ok(
					(await onCanvas(editor)).some((name) => name.includes('Kling Omni')),
					'the tool is on the canvas',
				);
			}),
	},
];
