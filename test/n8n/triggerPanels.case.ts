import assert from 'node:assert/strict';
import { Editor } from '../../scripts/n8n/editor';
import { node, type Case, type Lab } from './lab';

/** What the triggers' own panels say beside the parameters, and that a test without a match is no error. */

const PANEL = '[data-test-id="ndv"]';

async function withTrigger(lab: Lab, type: string, look: (editor: Editor) => Promise<void>): Promise<void> {
	const { credential } = await lab.kling();
	const trigger = { ...node('Trigger', `n8n-nodes-kling-omni.${type}`, 1), credentials: { klingApi: credential }, webhookId: type };
	const { id } = await lab.client.createWorkflow({ name: type, nodes: [trigger], connections: {} });
	const editor = await Editor.open(lab.server.url, lab.login);
	try {
		await editor.openWorkflow(id);
		await editor.openNode('Trigger');
		await look(editor);
	} finally {
		await editor.close();
	}
}

const textOf = async ({ page }: Editor) => await page.locator(PANEL).innerText();

export const cases: Case[] = [
	{
		name: 'the polling trigger says what Fetch Test Event brings, and no match is no error',
		run: async (lab) =>
			await withTrigger(lab, 'klingOmniTrigger', async (editor) => {
				assert.match(await textOf(editor), /Fetch the newest finished video/);
				await editor.page.locator('[data-test-id="trigger-execute-button"]').click();
				await editor.page.getByText('No Kling Omni data found').first().waitFor();
				const text = await textOf(editor);
				assert.match(text, /stays empty if nothing fits yet/, 'what to do stands in the panel');
				assert.equal(await editor.page.locator('[data-test-id="node-error-message"]').count(), 0);
			}),
	},
	{
		name: 'the callback trigger says where its URL belongs before and after the workflow is active',
		run: async (lab) =>
			await withTrigger(lab, 'klingOmniCallbackTrigger', async (editor) => {
				const text = await textOf(editor);
				assert.match(text, /Wait for a call from Kling/);
				assert.match(text, /Copy the Test URL into Options → Callback URL/);
				assert.match(text, /Once this workflow is active, the Production URL takes its place/);
			}),
	},
];
