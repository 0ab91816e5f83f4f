import assert from 'node:assert/strict';
import { Editor } from '../../scripts/n8n/editor';
import { createCredential, modelOf } from './credentialWindow';
import { until, type Case, type Lab } from './lab';
import { NodesPanel } from './nodesPanel';

/** The README's "Your first video", from an empty canvas, with nothing but clicks and letters. */

const TRIGGER = 'When clicking ‘Execute workflow’';
const KLING = 'Make a video from text';
const PROMPT = 'A paper boat drifts past a lighthouse at dusk, slow dolly in';
const OUTPUT = '[data-test-id="output-panel"]';
/** A person who has only the README needs no more than this. */
const CLICKS = 30;

/** What is read of a web page's video. */
interface PageVideo {
	readyState: number;
	duration: number;
	currentTime: number;
}

async function executeStep({ page }: Editor): Promise<void> {
	await page.locator('[data-test-id="ndv"] [data-test-id="node-execute-button"]').click();
	await page.locator(`${OUTPUT} [data-test-id="ndv-items-count"]`).waitFor();
}

/** Opens the file in the output and waits until the browser plays it. */
async function watchVideo({ page }: Editor): Promise<PageVideo> {
	await page.locator(OUTPUT).getByText('Binary', { exact: true }).click();
	await page.locator('[data-test-id="ndv-view-binary-data"]').click();
	await page.waitForFunction('document.querySelector("video")?.currentTime > 0');
	return await page
		.locator('video')
		.evaluate(({ readyState, duration, currentTime }: PageVideo) => ({ readyState, duration, currentTime }));
}

async function followTheReadme(lab: Lab): Promise<void> {
	const { simulator } = await lab.kling({ renderMs: 1_000 });
	const editor = await Editor.open(lab.server.url, lab.login);
	const { page } = editor;
	try {
		await page.addInitScript('window.clicks = 0; addEventListener("click", () => (window.clicks += 1), true)');
		const nodes = new NodesPanel(page);
		await nodes.openOnEmptyCanvas(lab.server.url);
		await nodes.enter('Trigger manually');
		await nodes.openAfter(TRIGGER);
		await nodes.search('kling');
		await nodes.enter('Kling Omni');
		await nodes.chooseAction(KLING);

		const model = await modelOf(editor);
		await createCredential(editor, simulator);
		assert.equal(await modelOf(editor), model, 'a new credential leaves the model as it is');

		await editor.type('prompt', PROMPT);
		if (!(await editor.isOn('download'))) await editor.toggle('download');
		await executeStep(editor);
		assert.equal(simulator.created[0]?.body.prompt, PROMPT);
		assert.ok((await watchVideo(editor)).duration > 0, 'the video is played');
		await editor.closeNode();

		await nodes.openAfter(KLING);
		await nodes.search('no operation');
		await nodes.enter('No Operation, do nothing');
		await page.locator('[data-test-id="ndv"]').waitFor();
		await executeStep(editor);
		assert.equal(simulator.created.length, 1, 'to run the next node costs nothing');
		await editor.closeNode();

		await page.locator('[data-test-id="execute-workflow-button"]').click();
		// not by the page's "executed successfully": one of an earlier step may still stand there
		await until(() => simulator.created.length > 1, 'to run the whole workflow again makes one more video');
		const workflowId = new URL(page.url()).pathname.split('/').at(-1)!;
		const whole = (await lab.client.waitForExecutions(workflowId, 3, 30_000)).at(-1)!;
		assert.equal(whole.status, 'success');
		assert.equal(simulator.created.length, 2, 'and no more than one');
		const clicks = await page.evaluate<number>('window.clicks');
		console.log(`  from an empty canvas to two videos: ${clicks} clicks`);
		assert.ok(clicks <= CLICKS, `${clicks} clicks are more than ${CLICKS}`);
	} finally {
		await editor.close();
	}
}

export const cases: Case[] = [
	{ name: 'from an empty canvas to a video that plays, by clicking, as the README says', run: followTheReadme },
];
