import assert from 'node:assert/strict';
import type { Workflow } from '../../scripts/n8n/client';
import type { OutputItem } from '../../scripts/n8n/execution';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import type { Simulator } from '../simulator';
import { chain, KLING_TYPE, manualTrigger, node, type Case, type Lab } from './lab';

/** The Studio's examples, as a person imports them: one node goes on with what another has made. */

export const cases: Case[] = [
	{
		name: 'text becomes a video, the video gets a spoken line, and the file is there',
		run: async (lab) => {
			const { made, last } = await runExample(lab, 'spoken-line.json', 'Let him say it');
			assert.deepEqual(made, ['omni-video', 'identify-face', 'tts', 'advanced-lip-sync']);
			assert.deepEqual(last.json.cost, costs(0.6, 0.084));
			assertWholeMp4(await lab.client.download(last.binary!.data!));
		},
	},
	{
		name: 'a picture becomes upright, moves, and gets sound',
		run: async (lab) => {
			const { made, last } = await runExample(lab, 'sounding-story.json', 'Give it sound');
			assert.deepEqual(made, ['expand', 'omni-video', 'video-to-audio']);
			assert.match(String(last.json.audioUrl), /\.mp3/);
			assertWholeMp4(await lab.client.download(last.binary!.data!));
		},
	},
	{
		name: 'a line is spoken and drives an avatar, a sound is made from words, faces are found, and a movement is lent',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 500 });
			const media = (file: string) => `${simulator.url}/media/${file}`;
			const kling = (name: string, parameters: Record<string, unknown>) => ({
				...node(name, KLING_TYPE, 1, { download: true, ...parameters }),
				credentials: { klingApi: credential },
			});
			const sound = { __rl: true, mode: 'id', value: '={{ $json.audioId }}' };
			const video = (file: string) => ({ __rl: true, mode: 'url', value: media(file) });
			const execution = await lab.run(
				chain(
					'Studio',
					manualTrigger(),
					kling('Speak', {
						resource: 'audio',
						operation: 'speak',
						text: 'Our new boats are here, come down to the harbour',
						voiceId: 'oversea_male1',
					}),
					kling('Avatar', { resource: 'video', operation: 'avatar', image: media('portrait.png'), sound }),
					kling('Rain', { resource: 'audio', operation: 'textToAudio', prompt: 'rain on a tin roof' }),
					kling('Faces', { resource: 'video', operation: 'faces', video: video('ride.mp4'), download: false }),
					kling('Dance', { resource: 'video', operation: 'motionControl', image: media('portrait.png'), video: media('ride.mp4') }),
				),
			);
			execution.assertSucceeded();
			assert.equal(execution.items('Speak')[0]?.binary?.data?.mimeType, 'audio/mpeg');
			assertWholeMp4(await lab.client.download(execution.items('Avatar')[0]!.binary!.data!));
			assert.equal(execution.items('Rain')[0]?.binary?.data?.mimeType, 'audio/mpeg');
			assert.deepEqual((execution.items('Faces')[0]!.json.faces as Array<{ faceNumber: number }>)[0]?.faceNumber, 1);
			assertWholeMp4(await lab.client.download(execution.items('Dance')[0]!.binary!.data!));
			assert.equal(simulator.created.length, 5);
		},
	},
	{
		name: 'a video is ordered when a person has approved its price, and not before',
		run: async (lab) => {
			const { simulator, credential } = await lab.kling({ renderMs: 500 });
			const workflow = await lab.example('approve-before-paying.json', credential);
			const { id } = await lab.client.createWorkflow(workflow);
			const answered = async (answer: string) => {
				const executionId = await lab.client.run(id, 'Start');
				const waiting = await lab.client.waitForExecution(executionId, 60_000, ['waiting']);
				const before = simulator.created.length;
				const [, page = ''] = /Yes or no: (\S+)/.exec(String(waiting.items('Message')[0]?.json.text)) ?? [];
				const shown = await (await fetch(page)).text();
				assert.match(shown, /It costs 3 units, about US\$ 0\.42/);
				const form = new FormData();
				form.append('field-0', answer);
				await fetch(page, { method: 'POST', body: form });
				const done = (await lab.client.waitForExecution(executionId, 60_000)).assertSucceeded();
				return { done, ordered: simulator.created.length - before };
			};
			const refused = await answered('No');
			assert.equal(refused.ordered, 0);
			const approved = await answered('Yes, order it');
			assert.equal(approved.ordered, 1);
			assert.equal(approved.done.items('Finished video').length, 1);
		},
	},
];

const costs = (units: number, usd: number) => ({
	units,
	estimatedUsd: usd,
	estimatedUnits: units,
	chargedUnits: units,
	thisRunUnits: units,
	thisRunUsd: usd,
});

/** Runs an example against a service of its own. @returns what was ordered, and the item of its last Kling node */
async function runExample(lab: Lab, file: string, lastNode: string): Promise<{ made: string[]; last: OutputItem }> {
	const { simulator, credential } = await lab.kling({ renderMs: 500 });
	const execution = (await lab.run(withMedia(await lab.example(file, credential), simulator))).assertSucceeded();
	return { made: simulator.created.map(({ product }) => product), last: execution.items(lastNode)[0]! };
}

/** Puts files that are there in place of the example's addresses. */
function withMedia(workflow: Workflow, { url }: Simulator): Workflow {
	const there = { jpg: 'good.png', mp4: 'ride.mp4' } as const;
	for (const node of workflow.nodes) {
		if (node.type !== KLING_TYPE) continue;
		const text = JSON.stringify(node.parameters);
		node.parameters = JSON.parse(
			text.replace(/https:\/\/example\.com\/[\w-]+\.(jpg|mp4)/g, (_, kind: keyof typeof there) => `${url}/media/${there[kind]}`),
		) as typeof node.parameters;
	}
	return workflow;
}
