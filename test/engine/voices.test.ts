import type { INodeParameters } from 'n8n-workflow';
import { file } from './fixtures';
import { textToVideo, useKling } from './kling';
import { ada, byId, presetVoice, voice } from './libraryCalls';

const kling = useKling();

describe('voices', () => {
	test('are made from a recording, and speak', async () => {
		const { items, error } = await kling.run(ada());
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			taskType: 'voice',
			status: 'succeeded',
			voiceId: '850000000000100001',
			name: 'Ada',
			trialUrl: expect.any(String),
			cost: { units: 0.05, estimatedUsd: 0.007 },
		});
		expect(kling.service.created[0]?.body).toEqual({
			voice_name: 'Ada',
			voice_url: 'https://media.example.org/ada.mp3',
			external_task_id: items[0]?.json.externalTaskId,
		});
	});

	test('are made from a video that Kling made with sound', async () => {
		const { items: video } = await kling.run(textToVideo({ model: 'kling-v2-6', sound: true }));
		const { items, error } = await kling.run(voice('create', { name: 'Ada', soundSource: 'video' }), { items: [{ json: video[0]!.json }] });
		expect(error).toBeUndefined();
		expect(items[0]?.json.voiceId).toBeTruthy();
		expect(kling.service.created[1]?.body).toMatchObject({ video_id: `v-${String(video[0]?.json.taskId)}` });
	});

	test('a recording from a binary field leaves as a link', async () => {
		const { error } = await kling.run(voice('create', { name: 'Ada', soundSource: 'binary' }), {
			items: [{ files: { data: file(Buffer.from('ID3 not much of a song'), 'audio/mpeg', 'ada.mp3') } }],
		});
		expect(error).toBeUndefined();
		expect(kling.service.created[0]?.body.voice_url).toMatch(/^http:\/\/localhost:5678\/rest\/binary-data\/signed\?token=/);
	});

	test('are listed, got and deleted', async () => {
		const { items: made } = await kling.run(ada());
		const id = made[0]?.json.voiceId as string;
		expect((await kling.run(voice('getMany'))).items.map(({ json }) => json.voiceId)).toEqual([id]);
		expect((await kling.run(voice('getMany', { owner: 'presets', limit: 2 }))).items.map(({ json }) => json.name)).toEqual([
			'Nora',
			'Emil',
		]);
		expect((await kling.run(voice('get', { voice: byId(presetVoice) }))).items[0]?.json).toMatchObject({ name: 'Nora', isPreset: true });
		expect((await kling.run(voice('delete', { voice: byId(id) }))).items[0]?.json).toEqual({ deleted: true });
		expect(kling.service.requests.find(({ path }) => path.includes('delete'))?.body).toBe(`{"voice_id":"${id}"}`);
	});

	test('what does not fit is refused by name, and nothing is sent', async () => {
		const cases: Array<[INodeParameters, RegExp]> = [
			[voice('create', { name: '={{ " " }}', soundUrl: 'https://media.example.org/ada.mp3' }), /Name is empty/],
			[voice('create', { name: 'x'.repeat(21), soundUrl: 'https://media.example.org/ada.mp3' }), /Name has 21 characters/],
			[voice('create', { name: 'Ada', soundUrl: 'ada.mp3' }), /Sound: “ada\.mp3” is not a web address/],
			[
				voice('create', { name: 'Ada', soundUrl: `${kling.service.url}/media/short.mp4` }),
				/the recording is 2\.0 s long, but Kling takes 5 to 30 s/,
			],
			[voice('create', { name: 'Ada', soundUrl: `${kling.service.url}/media/notes.png` }), /the file is not MP3, WAV, MP4 or MOV/],
			[voice('create', { name: 'Ada', soundSource: 'video', videoId: '={{ "" }}' }), /Sound and Video ID are both empty/],
		];
		for (const [parameters, message] of cases) {
			const { error } = await kling.run(parameters);
			expect(error?.message).toMatch(message);
		}
		expect(kling.service.requests).toEqual([]);
	});

	test('Max Cost per Run holds for voices too', async () => {
		const { error } = await kling.run(ada({ options: { maxCost: 0.01 } }));
		expect(error?.message).toMatch(/Max Cost per Run is 0\.01 units/);
	});
});
