import assert from 'node:assert/strict';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Case } from './lab';

export const cases: Case[] = [
	{
		name: 'the example workflow makes one video and hands on its link and its file',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 2_000 });
			const execution = (await lab.run(await lab.example('first-video.json', credential))).assertSucceeded();

			const [item] = execution.items('Kling Omni');
			assert.equal(item?.json.taskId, simulator.created[0]?.taskId);
			assert.match(String(item?.json.videoUrl), /^https?:\/\//);
			assert.equal(item?.json.status, 'succeeded');
			const file = await lab.client.download(item!.binary!.data!);
			assertWholeMp4(file);
			const { bytes, fileName } = item!.binary!.data!;
			// n8n before 2.20 says the size in words only
			if (bytes !== undefined) assert.equal(file.length, bytes);
			assert.match(String(fileName), /\.mp4$/);
			assert.equal(execution.items('Finished video')[0]?.json.videoUrl, item?.json.videoUrl);
			assert.equal(simulator.created.length, 1, 'one video is paid for');
		},
	},
	{
		name: 'the credential window accepts the right key and names a wrong one',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling();
			const test = async (apiKey: string) =>
				await lab.client.testCredential(credential.id, credential.name, 'klingApi', {
					authType: 'apiKey',
					apiKey,
					region: 'custom',
					baseUrl: simulator.url,
				});
			assert.equal((await test(simulator.apiKey)).status, 'OK');
			const refused = await test('not-a-key');
			assert.equal(refused.status, 'Error');
			assert.match(refused.message, /key/i);
		},
	},
];
