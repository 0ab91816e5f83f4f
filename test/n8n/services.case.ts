import assert from 'node:assert/strict';
import type { WorkflowNode } from '../../scripts/n8n/client';
import { Editor } from '../../scripts/n8n/editor';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Simulator } from '../simulator';
import { createCredential, modelOf } from './credentialWindow';
import { chain, KLING_TYPE, manualTrigger, node, until, type Case, type Lab } from './lab';

/** One node, three services: Kling's two APIs and Alibaba Cloud Model Studio. */

const prompt = 'A paper boat drifts past a lighthouse';

async function credentials(lab: Lab): Promise<{ simulator: Simulator; credentials: NonNullable<WorkflowNode['credentials']> }> {
	const { simulator, credential: klingApi } = await lab.kling({ renderMs: 1_000 });
	const keys = { apiKey: simulator.modelStudioKey, baseUrl: simulator.modelStudioUrl };
	const klingModelStudioApi = await lab.client.createCredential('Model Studio simulator', 'klingModelStudioApi', keys);
	return { simulator, credentials: { klingApi, klingModelStudioApi } };
}

export const cases: Case[] = [
	{
		name: 'one run makes a video on each of the three services',
		run: async (lab) => {
			const { simulator, credentials: chosen } = await credentials(lab);
			const films = (name: string, service: Record<string, unknown>): WorkflowNode => ({
				...node(name, KLING_TYPE, 1, {
					...service,
					resource: 'video',
					operation: 'textToVideo',
					prompt,
					duration: 4,
					quality: '720p',
					download: true,
				}),
				credentials: chosen,
			});
			const makers = [
				films('Classic', { service: 'kling', apiVersion: 'classic' }),
				films('Current', { service: 'kling', apiVersion: 'current' }),
				films('Model Studio', { service: 'modelStudio' }),
			];
			const execution = (await lab.run(chain('Three services', manualTrigger(), ...makers))).assertSucceeded();

			for (const [index, { name }] of makers.entries()) {
				const [item] = execution.items(name);
				assert.equal(item?.json.taskId, simulator.created[index]?.taskId, name);
				assert.deepEqual([item?.json.status, item?.json.model], ['succeeded', 'kling-v3-omni'], name);
				assertWholeMp4(await lab.client.download(item!.binary!.data!));
			}
			assert.deepEqual(
				simulator.created.map(({ dialect, model }) => [dialect, model]),
				[
					['classic', 'kling-v3-omni'],
					['current', 'kling-3.0-omni'],
					['modelStudio', 'kling/kling-v3-omni-video-generation'],
				],
			);
		},
	},
	{
		name: 'a picture from a binary field reaches Model Studio by a link that n8n signed',
		run: async (lab) => {
			const { simulator, credentials: chosen } = await credentials(lab);
			const picture = `${simulator.url}/media/good.png`;
			const fetchPicture = node('Fetch', 'n8n-nodes-base.httpRequest', 4.2, {
				url: picture,
				options: { response: { response: { responseFormat: 'file' } } },
			});
			const film = node('Film', KLING_TYPE, 1, {
				service: 'modelStudio',
				resource: 'video',
				operation: 'imageToVideo',
				prompt,
				firstFrame: { __rl: true, mode: 'binary', value: 'data' },
			});
			const workflow = chain('Signed link', manualTrigger(), fetchPicture, { ...film, credentials: chosen });
			const execution = (await lab.run(workflow)).assertSucceeded();

			assert.equal(execution.items('Film')[0]?.json.status, 'succeeded');
			const { url } = simulator.created[0]!.body.input.media[0] as { url: string };
			const served = await fetch(url);
			assert.equal(served.status, 200, url);
			const original = await (await fetch(picture)).arrayBuffer();
			assert.ok(Buffer.from(await served.arrayBuffer()).equals(Buffer.from(original)), 'the link gives the picture to anybody who has it');
		},
	},
	{
		name: 'changing the service in the editor keeps what both have',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling();
			await lab.client.createCredential('Model Studio for a change', 'klingModelStudioApi', { apiKey: 'not-used', baseUrl: '' });
			const typed = { prompt, model: 'kling-v3', duration: 12, quality: '720p', aspectRatio: '9:16', options: { tag: 'spring' } };
			const { id } = await lab.client.createWorkflow(await lab.example('first-video.json', credential, typed));
			const editor = await Editor.open(lab.server.url, lab.login);
			try {
				await editor.openWorkflow(id);
				await editor.openNode('Kling Omni');
				await editor.choose('apiVersion', 'New (API Key Only)');
				await createCredential(editor, simulator);
				assert.equal(await modelOf(editor), 'Kling 3.0', 'after a credential was made');
				await editor.chooseCredential('Model Studio for a change');
				assert.equal(await modelOf(editor), 'Kling 3.0', 'after another service was chosen');
				await editor.closeNode();
				await editor.save();
				const saved = async () => (await lab.client.workflow(id)).nodes.find(({ name }) => name === 'Kling Omni')!.parameters;
				await until(async () => (await saved()).service === 'modelStudio', 'the workflow is saved');
				const { prompt: text, model, duration, quality, aspectRatio, options } = await saved();
				assert.deepEqual({ prompt: text, model, duration, quality, aspectRatio, options }, typed);
				assert.deepEqual(editor.problems, []);
			} finally {
				await editor.close();
			}
		},
	},
];
