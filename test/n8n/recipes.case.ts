import assert from 'node:assert/strict';
import type { Workflow } from '../../scripts/n8n/client';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Simulator } from '../simulator';
import type { Case } from './lab';

/** The examples that docs/recipes.md names, as a person imports them. */

export const cases: Case[] = [
	{
		name: 'the storyboard example makes its character once, and films it with sound in every run',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 1_000 });
			const workflow = await lab.example('element-storyboard.json', credential);
			usePicture(workflow, simulator);

			const first = (await lab.run(workflow)).assertSucceeded();
			const [element] = first.items('Make the captain');
			const id = String(element?.json.elementId);
			assert.equal(element?.json.status, 'succeeded');
			assert.ok(!Number.isSafeInteger(Number(id)), `${id} is larger than a JavaScript number can be`);

			const [video] = first.items('Film the storyboard');
			assert.deepEqual(video?.json.cost, {
				units: 8,
				estimatedUsd: 1.12,
				estimatedUnits: 8,
				chargedUnits: 8,
				thisRunUnits: 8,
				thisRunUsd: 1.12,
			});
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
	{
		name: 'the product example makes an upright picture and brings it to life',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 1_000 });
			const workflow = usePicture(await lab.example('product-reel.json', credential), simulator);
			const execution = (await lab.run(workflow)).assertSucceeded();

			const [picture] = execution.items('Set the scene');
			assert.deepEqual(picture?.json.cost, {
				units: 8,
				estimatedUsd: 0.028,
				estimatedUnits: 8,
				chargedUnits: 8,
				thisRunUnits: 8,
				thisRunUsd: 0.028,
			});
			const [image, video] = simulator.created;
			assert.deepEqual([image?.product, image?.body.aspect_ratio], ['omni-image', '9:16']);
			assert.equal(video?.body.image_list[0].image_url, (picture?.json.imageUrls as string[])[0]);
			const [reel] = execution.items('Bring it to life');
			assertWholeMp4(await lab.client.download(reel!.binary!.data!));
		},
	},
	{
		name: 'the example that warns before units run out names the pack that is low, and no other',
		run: async (lab) => {
			const { credential } = await lab.kling({ units: 60 });
			const { id } = await lab.client.createWorkflow(await lab.example('low-units.json', credential));
			const execution = await lab.client.waitForExecution(await lab.client.run(id, 'Every morning'), 60_000);
			assert.deepEqual(
				execution
					.assertSucceeded()
					.items('Message')
					.map(({ json }) => json.text),
				['Kling pack “Video units” has 60 of 60 units left.'],
			);
		},
	},
];

/** Puts a picture that is there in place of the example's addresses. */
function usePicture(workflow: Workflow, { url }: Simulator): Workflow {
	for (const { parameters } of workflow.nodes) {
		const { image = [] } = (parameters.images ?? {}) as { image?: Array<{ url: string }> };
		for (const row of image) if (row.url.startsWith('https:')) row.url = `${url}/media/good.png`;
	}
	return workflow;
}
