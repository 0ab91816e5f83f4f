import assert from 'node:assert/strict';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Case } from './lab';

export const cases: Case[] = [
	{
		name: 'the storyboard example makes its character once, and films it with sound in every run',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 1_000 });
			const workflow = await lab.example('element-storyboard.json', credential);
			const captain = workflow.nodes.find(({ name }) => name === 'Make the captain')!;
			const views = (captain.parameters.images as { image: Array<{ url: string }> }).image;
			for (const view of views) view.url = `${simulator.url}/media/good.png`;

			const first = (await lab.run(workflow)).assertSucceeded();
			const [element] = first.items('Make the captain');
			const id = String(element?.json.elementId);
			assert.equal(element?.json.status, 'succeeded');
			assert.ok(!Number.isSafeInteger(Number(id)), `${id} is larger than a JavaScript number can be`);

			const [video] = first.items('Film the storyboard');
			assert.deepEqual(video?.json.cost, { units: 8, estimatedUsd: 1.12, estimatedUnits: 8, chargedUnits: 8 });
			assertWholeMp4(await lab.client.download(video!.binary!.data!));
			assert.equal(first.items('Finished video')[0]?.json.videoUrl, video?.json.videoUrl);
			const create = simulator.requests.find(({ method, path }) => method === 'POST' && path === '/v1/videos/omni-video');
			assert.ok(create?.body?.includes(`"element_list":[{"element_id":${id}}]`), create?.body);
			const { sound, multi_shot: isStoryboard, multi_prompt: shots } = simulator.created[1]!.body;
			assert.deepEqual([sound, isStoryboard, shots.length], ['on', true, 3]);

			const again = (await lab.run(workflow)).assertSucceeded();
			assert.equal(again.items('Make the captain')[0]?.json.elementId, id);
			assert.deepEqual(
				simulator.created.map(({ product }) => product),
				['element', 'omni-video', 'omni-video'],
			);
		},
	},
];
