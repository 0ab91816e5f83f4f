import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmCommand, runCommand } from '../../scripts/n8n/commands';
import { Editor } from '../../scripts/n8n/editor';
import { checkout } from '../../scripts/n8n/folders';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import { readWorkflow } from '../../scripts/n8n/workflowFile';
import { schemas } from '../../scripts/schemas';
import { KLING_TYPE, Lab, type Case } from './lab';
import { NodesPanel } from './nodesPanel';

/**
 * A person who has the tarball and the README, and neither an account nor internet: the package is installed as the README
 * says, into an n8n that never had anything, and makes videos in practice. Every connection that leaves n8n is written down.
 */

const KLING = 'Make a video from text';
/** With nothing but the README at hand. */
const CLICKS = 20;
/** The picture of the documentation: UPDATE_CANVASES=1 takes it afresh. */
const picture = (lab: Lab) => join(process.env.UPDATE_CANVASES ? join(checkout, 'docs') : lab.userFolder, 'before-the-first-run.png');

const asTheReadmeSays = async (tarball: string, userFolder: string) => {
	const nodes = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	const [, command] = /`npm (install .*) <file>`/.exec(await readFile(join(checkout, 'README.md'), 'utf8'))!;
	const { file, args } = npmCommand([...command!.replace('~', userFolder).split(' '), tarball, '--offline']);
	const { code, output } = await runCommand(file, args, { cwd: userFolder });
	assert.equal(code, 0, output);
};

async function withoutAnAccount(): Promise<void> {
	const file = join(await mkdtemp(join(tmpdir(), 'kling-connections-')), 'connections');
	const env = { NODE_OPTIONS: `--import ${pathToFileURL(join(__dirname, 'connections.mjs')).href}`, CONNECTIONS_FILE: file };
	const lab = await Lab.open(env, undefined, asTheReadmeSays);
	try {
		assert.deepEqual(await lab.client.credentials(), []);
		await runsTheExample(lab);
		await clicks(lab);
		const connections = (await readFile(file, 'utf8')).trim().split('\n');
		const outside = connections.filter((where) => !/^(127\.0\.0\.1|localhost|::1|\/)/.test(where));
		assert.deepEqual(outside, [], 'nothing leaves n8n');
		console.log(`  ${connections.length} connections between n8n’s own parts, none to anybody else`);
	} finally {
		await lab.close();
		await rm(dirname(file), { recursive: true });
	}
}

async function runsTheExample(lab: Lab): Promise<void> {
	const workflow = await readWorkflow(join(checkout, 'examples', 'first-video.json'));
	workflow.nodes.find(({ type }) => type === KLING_TYPE)!.parameters.options = { practice: true };
	const execution = (await lab.run(workflow)).assertSucceeded();
	const [item] = execution.items('Kling Omni');
	assert.equal(item?.json.practice, true);
	assertWholeMp4(await lab.client.download(item!.binary!.data!));
	assert.match(String(execution.items('Finished video')[0]?.json.videoUrl), /^data:video\/mp4/);
	const fields = Object.keys(schemas()['KlingOmni/video/textToVideo']!.properties!);
	assert.deepEqual(
		Object.keys(item!.json).filter((name) => !fields.includes(name)),
		[],
		'the item fits the schema of real ones',
	);
}

/** From an empty canvas to a video. Before anything has run, the next node offers what will come. */
async function clicks(lab: Lab): Promise<void> {
	const editor = await Editor.open(lab.server.url, lab.login);
	const { page } = editor;
	const started = Date.now();
	try {
		await page.addInitScript('window.clicks = 0; addEventListener("click", () => (window.clicks += 1), true)');
		const nodes = new NodesPanel(page);
		await nodes.openOnEmptyCanvas(lab.server.url);
		await nodes.enter('Trigger manually');
		await nodes.openAfter('When clicking ‘Execute workflow’');
		await nodes.search('kling');
		await nodes.enter('Kling Omni');
		await nodes.chooseAction(KLING);
		await editor.type('prompt', 'A paper boat drifts past a lighthouse at dusk, slow dolly in');
		await editor.addOption('Practice', 'options.practice');
		await editor.toggle('options.practice');
		await editor.closeNode();

		await nodes.openAfter(KLING);
		await nodes.search('edit fields');
		await nodes.enter('Edit Fields (Set)');
		await page.locator('[data-test-id="ndv"]').waitFor();
		const offered = await editor.offeredFields();
		for (const field of ['videoUrl', 'status', 'durationSeconds', 'cost', 'taskId'])
			assert.ok(offered.includes(field), `${field} of ${offered}`);
		assert.equal(offered[0], 'videoUrl', 'what people use comes first');
		await editor.screenshot(picture(lab));
		await editor.closeNode();

		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await page.getByText('Workflow executed successfully').first().waitFor();
		const counted = await page.evaluate<number>('window.clicks');
		console.log(
			`  from an empty canvas to a video in practice: ${counted} clicks, ${((Date.now() - started) / 1000).toFixed(0)} s by machine`,
		);
		assert.ok(counted <= CLICKS, `${counted} clicks are more than ${CLICKS}`);
	} finally {
		await editor.close();
	}
}

export const cases: Case[] = [
	{
		name: 'who has only the tarball and the README makes a video in practice, and nothing leaves n8n',
		run: withoutAnAccount,
	},
];
