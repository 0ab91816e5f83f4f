/** The demo's steps inside n8n: credential, workflow, one run, the file. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nClient, SavedCredential, SavedWorkflow, Workflow } from '../n8n/client';
import { Failure } from '../n8n/failure';
import { checkout } from '../n8n/folders';
import { assertWholeMp4 } from '../n8n/mp4';
import { readWorkflow, withCredential } from '../n8n/workflowFile';
import type { DemoAccount } from './account';

const CREDENTIAL_TYPE = 'klingApi';
const KLING_NODE = 'Kling Omni';
const TRIGGER = 'Start';

/** Kling promises no time; the node itself stops waiting after 30 minutes. */
const FINISHED_WITHIN_MS = 35 * 60_000;

export interface FirstVideo {
	taskId: string;
	videoUrl: string;
	/** Path of the saved MP4. */
	file: string;
	bytes: number;
	/** Length of the video. */
	seconds: number;
}

/**
 * Stores the account's keys in n8n and lets n8n try them.
 *
 * @throws Failure when Kling refuses the keys
 */
export async function provideCredential(client: N8nClient, { name, credential }: DemoAccount): Promise<SavedCredential> {
	const known = (await client.credentials()).find((saved) => saved.type === CREDENTIAL_TYPE && saved.name === name);
	const saved = known ?? (await client.createCredential(name, CREDENTIAL_TYPE, credential));
	if (known !== undefined) await client.updateCredential(known.id, name, CREDENTIAL_TYPE, credential);
	const { status, message } = await client.testCredential(saved.id, name, CREDENTIAL_TYPE, credential);
	if (status === 'OK') return saved;
	const unreachable = /^E[A-Z_]+$/.test(message); // a code of the network, not words of Kling
	throw new Failure(unreachable ? `Kling cannot be reached (${message}): check the network.` : `Kling does not accept the key: ${message}`);
}

/** Imports the example, unless it is there from an earlier start; a copy that the person has changed stays as it is. */
export async function provideWorkflow(client: N8nClient, credential: SavedCredential): Promise<SavedWorkflow> {
	const example = withCredential(await readWorkflow(join(checkout, 'examples', 'first-video.json')), credential);
	for (const { id, name } of await client.workflows()) {
		if (name !== example.name) continue;
		const saved = await client.workflow(id);
		if (content(saved) === content(example)) return saved;
	}
	return await client.createWorkflow(example);
}

/**
 * Runs the workflow once and saves its video.
 *
 * @throws Failure with the workflow's own error, or when the file is not a whole MP4
 */
export async function makeVideo(client: N8nClient, workflowId: string, folder: string): Promise<FirstVideo> {
	const execution = await client.waitForExecution(await client.run(workflowId, TRIGGER), FINISHED_WITHIN_MS);
	const [item] = execution.assertSucceeded().items(KLING_NODE);
	const binary = item?.binary?.data;
	if (item === undefined || binary === undefined) throw new Failure('The workflow succeeded, but the Kling Omni node gave out no file');

	const taskId = String(item.json.taskId);
	const videoUrl = String(item.json.videoUrl);
	const file = join(folder, `${taskId}.mp4`);
	try {
		const content = await client.download(binary);
		await writeFile(file, content);
		assertWholeMp4(content);
		return { taskId, videoUrl, file, bytes: content.length, seconds: Number(item.json.durationSeconds) };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Failure(`The video could not be saved: ${reason}. Task ${taskId} is paid for; its video is at ${videoUrl}`);
	}
}

function content({ nodes, connections }: Workflow): string {
	const settled = nodes.map(({ name, type, typeVersion, parameters, credentials }) => ({
		name,
		type,
		typeVersion,
		parameters,
		credentials,
	}));
	return JSON.stringify({ settled, connections });
}
