import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedCredential, SavedWorkflow, Workflow, WorkflowNode } from '../../scripts/n8n/client';
import { Editor } from '../../scripts/n8n/editor';
import type { Execution } from '../../scripts/n8n/execution';
import { checkout } from '../../scripts/n8n/folders';
import { manualTrigger, node, type Case, type Lab } from './lab';

/**
 * Every example, imported as it is and run: the Kling nodes practise, what belongs to other services is left out by n8n's own
 * pins, and account and library calls go to the simulator.
 */

const examples = readdirSync(join(checkout, 'examples')).filter((file) => file.endsWith('.json'));

/** Chats with a model, in a case of its own. */
const AGENT = { file: 'agent-tool.json', provenIn: 'agent.case.ts' };

/** Nodes of n8n that need nothing from outside. */
const OWN =
	/^n8n-nodes-base\.(manualTrigger|scheduleTrigger|set|code|filter|if|switch|merge|removeDuplicates|splitOut|splitInBatches|aggregate|sort|limit|noOp|dataTable|stickyNote)$/;

/** What somebody would have answered, or another service have given, by the node's name. */
const answers: Record<string, object> = { Approval: { 'Shall Kling make this video?': 'Yes, order it' } };

/** Which pictures of the documentation are taken afresh. */
const wanted = process.env.UPDATE_CANVASES;

const isKling = ({ type }: WorkflowNode) => type.startsWith('n8n-nodes-kling-omni.');

async function importExample(lab: Lab, file: string, credential: SavedCredential): Promise<SavedWorkflow> {
	const workflow = await lab.example(file, credential);
	const pinData: Record<string, unknown> = {};
	for (const node of workflow.nodes) {
		const { options = {} } = node.parameters as { options?: object };
		if (isKling(node)) node.parameters.options = { ...options, practice: true };
		else if (!OWN.test(node.type)) pinData[node.name] = [{ json: answers[node.name] ?? {} }];
	}
	return await lab.client.createWorkflow({ ...workflow, pinData });
}

/** Runs it from its trigger, as the editor's button does. */
async function runExample({ client }: Lab, { id, nodes, connections }: SavedWorkflow): Promise<Execution> {
	const targets = JSON.stringify(connections);
	const trigger = nodes.find(({ name, type }) => type !== 'n8n-nodes-base.stickyNote' && !targets.includes(`"node":"${name}"`))!;
	if (trigger.type === 'n8n-nodes-kling-omni.klingOmniCallbackTrigger') {
		await client.listen(id, trigger.name);
		return (await client.waitForExecutions(id, 1, 60_000))[0]!;
	}
	return await client.waitForExecution(await client.run(id, trigger.name), 60_000);
}

async function runsEveryExample(lab: Lab): Promise<void> {
	const { simulator, credential } = await lab.kling();
	await lab.client.createDataTable(
		'Video plan',
		['rowId', 'prompt', 'status', 'videoUrl', 'problem'],
		[
			{ rowId: 'a', prompt: 'A boat', status: 'wanted' },
			{ rowId: 'b', prompt: 'A boat #refused', status: 'wanted' },
		],
	);
	assert.match(readFileSync(join(__dirname, AGENT.provenIn), 'utf8'), new RegExp(AGENT.file));
	const problems = await Promise.all(
		examples
			.filter((file) => file !== AGENT.file)
			.map(async (file) => {
				const workflow = await importExample(lab, file, credential);
				const execution = await runExample(lab, workflow);
				const ran = workflow.nodes
					.filter(isKling)
					.map(({ name }) => ({ name, items: execution.items(name), more: execution.items(name, 1) }));
				const silent = ran.filter(({ items }) => items.length === 0).map(({ name }) => `${name} gave out nothing`);
				const real = ran.flatMap(({ name, items }) =>
					items.filter(({ json }) => 'taskId' in json && json.practice !== true).map(() => name),
				);
				const failed = execution.status === 'success' ? [] : [`${execution.status}: ${execution.errorText ?? ''}`];
				return [...failed, ...silent, ...real.map((name) => `${name} did not practise`)].map((problem) => `${file}: ${problem}`);
			}),
	);
	assert.deepEqual(problems.flat(), []);
	assert.deepEqual(simulator.created, [], 'nothing is ordered in practice');
	const rows = await lab.client.dataTableRows('Video plan');
	assert.deepEqual(
		rows.map(({ rowId, status, problem }) => [rowId, status, /content check/.test(String(problem))]),
		[
			['a', 'done', false],
			['b', 'problem', true],
		],
		'the table says what became of each row',
	);
}

/** The notes of all examples side by side, and one that is too small for its text, to see that this is seen. */
async function everyNoteFits(lab: Lab): Promise<void> {
	const planted = note('Too small', { content: 'Too small\n\n'.repeat(20), height: 100, width: 200 });
	const notes = examples.flatMap((file) =>
		readExample(file)
			.nodes.filter(({ type }) => type === planted.type)
			.map(({ parameters }) => note(file, parameters)),
	);
	const all = [planted, ...notes].map((each, index): WorkflowNode => {
		return { ...each, name: `Note ${index}`, position: [800 * (index % 6), 600 * Math.floor(index / 6)] };
	});
	const { id } = await lab.client.createWorkflow({ name: 'Notes', nodes: [manualTrigger(), ...all], connections: {} });
	const editor = await Editor.open(lab.server.url, lab.login);
	try {
		await editor.openWorkflow(id);
		assert.deepEqual(await editor.notesThatDoNotFit(), ['Too small']);
	} finally {
		await editor.close();
	}
}

const note = (name: string, parameters: Record<string, unknown>) => node(name, 'n8n-nodes-base.stickyNote', 1, parameters);

const readExample = (file: string) => JSON.parse(readFileSync(join(checkout, 'examples', file), 'utf8')) as Workflow;

/** Takes the pictures of docs/examples.md; `UPDATE_CANVASES=1` with names of examples, or with 1 for all. */
async function takePictures(lab: Lab): Promise<void> {
	const editor = await Editor.open(lab.server.url, lab.login);
	try {
		const { credential } = await lab.kling();
		for (const file of examples.filter((each) => wanted === '1' || wanted?.split(',').includes(each.replace('.json', '')))) {
			const { id } = await lab.client.createWorkflow(await lab.example(file, credential));
			await editor.openWorkflow(id);
			await editor.screenshotCanvas(join(checkout, 'docs', 'canvases', file.replace(/\.json$/, '.png')));
		}
	} finally {
		await editor.close();
	}
}

export const cases: Case[] = [
	{ name: 'every example is imported and runs, in practice, and orders nothing', run: runsEveryExample },
	{ name: 'the text of every example’s note fits into it', run: everyNoteFits },
	...(wanted ? [{ name: 'pictures of the examples', run: takePictures }] : []),
];
