import type { INodeParameters } from 'n8n-workflow';
import { file } from './fixtures';
import { textToVideo, useKling } from './kling';
import { submitted } from './submitted';
import { wav } from '../simulator/sounds';

/** Lip sync (contract §21.3, R80–R84): faces are found, one is chosen, a line is spoken, and only then it is ordered. */

const kling = useKling();
const media = (name: string) => `${kling.service.url}/media/${name}`;
const binary = (value: string) => ({ __rl: true, mode: 'binary', value });
const voice = { files: { voice: file(wav(4), 'audio/wav', 'voice.wav') } };
const lipSync = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation: 'lipSync',
	video: media('ride.mp4'),
	sound: binary('voice'),
	...parameters,
});
const line = { soundFrom: 'line', text: 'Our new boats are here, come down to the harbour today', voiceId: 'oversea_male1' };
const orders = () => kling.service.created.map(({ product }) => product);
const chosen = () => (kling.service.created.at(-1)?.body as { face_choose: object[] }).face_choose[0];

test('faces with their pictures, for a person to choose from', async () => {
	const { items, error } = await kling.run({ resource: 'video', operation: 'faces', video: media('ride.mp4?people') });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({
		faces: [
			{ faceNumber: 1, faceId: '0', pictureUrl: expect.stringContaining('portrait.png'), startSeconds: 0 },
			{ faceNumber: 2, faceId: '1' },
		],
		sessionId: expect.any(String),
		cost: { units: 0.05, chargedUnits: 0.05 },
	});
	expect(items[0]?.json).not.toHaveProperty('taskId');
});

test('a recording: faces are found, the sound goes where the face is, the item tells what all of it cost', async () => {
	const { items, error } = await kling.run(lipSync({ originalVolume: 0, options: { tag: 'launch' } }), { items: [voice] });
	expect(error).toBeUndefined();
	expect(orders()).toEqual(['identify-face', 'advanced-lip-sync']);
	expect(chosen()).toEqual({
		face_id: '0',
		sound_file: voice.files.voice.base64,
		sound_start_time: 0,
		sound_end_time: 4000,
		sound_insert_time: 0,
		sound_volume: 1,
		original_audio_volume: 0,
	});
	expect(items[0]?.json).toMatchObject({
		videoUrl: expect.stringContaining('.mp4'),
		status: 'succeeded',
		taskType: 'lipSync',
		cost: { units: 0.55, estimatedUnits: 0.55, chargedUnits: 0.55, thisRunUnits: 0.55 },
		sessionId: expect.any(String),
		faces: [{ faceId: '0' }],
	});
});

test('a line is spoken first; both orders stand before the lip sync', async () => {
	const { items, error } = await kling.run(lipSync(line));
	expect(error).toBeUndefined();
	expect(orders()).toEqual(['identify-face', 'tts', 'advanced-lip-sync']);
	expect(chosen()).toMatchObject({ audio_id: expect.any(String), sound_start_time: 0, sound_insert_time: 0 });
	expect(items[0]?.json.cost).toMatchObject({ chargedUnits: 0.6 });
});

test('an avatar speaks a line', async () => {
	const { items, error } = await kling.run({ resource: 'video', operation: 'avatar', image: media('portrait.png'), ...line });
	expect(error).toBeUndefined();
	expect(orders()).toEqual(['tts', 'avatar']);
	expect(kling.service.created[1]?.body).toMatchObject({ audio_id: expect.any(String), mode: 'std' });
	expect((items[0]?.json.cost as { chargedUnits: number }).chargedUnits).toBeCloseTo(0.05 + 0.4 * 3, 6);
});

test.each<[string, INodeParameters, string]>([
	['the first', { face: 'first' }, '0'],
	['the second by number', { face: 'number', faceNumber: 2 }, '1'],
	['the biggest', { face: 'biggest' }, '0'],
])('of two faces %s speaks', async (_, choice, faceId) => {
	const { error } = await kling.run(lipSync({ ...choice, video: media('ride.mp4?people') }), { items: [voice] });
	expect(error).toBeUndefined();
	expect(chosen()).toMatchObject({ face_id: faceId });
});

test.each<[string, () => INodeParameters, RegExp]>([
	['nobody', () => ({ video: media('ride.mp4?nobody') }), /No face was found in the video/],
	['a number too high', () => ({ face: 'number', faceNumber: 2 }), /Face Number is 2, but 1 face was found/],
])('%s: no lip sync is ordered', async (_, choice, says) => {
	const { error } = await kling.run(lipSync(choice()), { items: [voice] });
	expect(error?.message).toMatch(says);
	expect(orders()).toEqual(['identify-face']);
});

test('a second step that is refused names the session, and the next try does not pay for faces again', async () => {
	kling.service.fault({ method: 'POST', path: /advanced-lip-sync/, action: 'error', code: 1201 });
	const first = await kling.run(lipSync(), { items: [voice] });
	expect(first.error?.description).toMatch(/Faces are found and paid for: session \S+, face ID 0 /);
	const [, sessionId] = /session (\S+),/.exec(String(first.error?.description))!;
	const again = await kling.run(lipSync({ facesFrom: 'session', sessionId: sessionId!, faceId: '0' }), { items: [voice] });
	expect(again.error).toBeUndefined();
	expect(orders()).toEqual(['identify-face', 'advanced-lip-sync']);
	expect(again.items[0]?.json.cost).toMatchObject({ chargedUnits: 0.5, estimatedUnits: 0.5 });
});

test('a retry of the node goes on with the faces and the line that it has', async () => {
	kling.service.fault({ method: 'POST', path: /advanced-lip-sync/, action: 'error', code: 1201 });
	const { error } = await kling.run(lipSync(line), { retryOnFail: true });
	expect(error).toBeUndefined();
	expect(orders()).toEqual(['identify-face', 'tts', 'advanced-lip-sync']);
});

test('a lost answer to the lip sync is looked up by our ID; a second run with the same key pays for nothing', async () => {
	kling.service.fault({ method: 'POST', path: /advanced-lip-sync/, action: 'drop after processing' });
	const owned = lipSync({ options: { idempotency: 'ownKey', idempotencyKey: 'row-7' } });
	const first = await kling.run(owned, { items: [voice] });
	expect(first.error).toBeUndefined();
	const second = await kling.run(owned, { items: [voice] });
	expect(second.items[0]?.json).toMatchObject({ found: true, taskId: first.items[0]?.json.taskId });
	expect(orders()).toEqual(['identify-face', 'advanced-lip-sync']);
});

test('a lost answer to the faces ends the item, and nothing is sent again', async () => {
	kling.service.fault({ method: 'POST', path: /identify-face/, action: 'drop after processing' });
	const { error } = await kling.run(lipSync(), { items: [voice], retryOnFail: true });
	expect(error?.message).toBe('The answer to the order got lost, and nobody can look it up');
	expect(orders()).toEqual(['identify-face']);
});

describe('a task of this node as the video', () => {
	const task = (value: string): INodeParameters => ({ video: { __rl: true, mode: 'task', value } });

	test.each(['omniVideo', 'textToVideo'])('%s: its video is looked up before anything is paid', async (product) => {
		const model = product === 'omniVideo' ? 'kling-v3-omni' : 'kling-v3';
		const { items: made } = await kling.run({ ...textToVideo({}), model: { __rl: true, mode: 'list', value: model } });
		const { items, error } = await kling.run(lipSync(task(String(made[0]?.json.taskId))), { items: [voice] });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', cost: { chargedUnits: 0.55 } });
		const [, found] = kling.service.created;
		expect(found?.body).toEqual({ video_id: made[0]?.json.videoId });
	});

	test('faces and sounds take one, too', async () => {
		const { items: made } = await kling.run(textToVideo({}));
		const source = task(String(made[0]?.json.taskId));
		const faces = await kling.run({ resource: 'video', operation: 'faces', ...source });
		const sound = await kling.run({ resource: 'audio', operation: 'videoToAudio', ...source });
		expect([faces.error, sound.error]).toEqual([undefined, undefined]);
	});

	test.each<[string, () => Promise<string>, RegExp]>([
		['nobody knows', async () => '404', /Video: Kling does not know Task 404/],
		[
			'that has failed',
			async () => {
				const id = await submitted(kling.service);
				kling.service.finish(id, 'failed', 'risk control');
				return id;
			},
			/Video: Task \d+ has failed/,
		],
	])('one %s is refused, and nothing is paid', async (_, id, says) => {
		const { error } = await kling.run(lipSync({ ...task(await id()), ...line }));
		expect(error?.message).toMatch(says);
		expect(orders().filter((product) => product !== 'omni-video')).toEqual([]);
	});
});

describe('Max Cost per Run', () => {
	const avatar = { resource: 'video', operation: 'avatar', image: 'PORTRAIT', ...line };
	const withMax = (job: INodeParameters, maxCost: number) => ({
		...job,
		...(job.image ? { image: media('portrait.png') } : {}),
		options: { maxCost },
	});
	const twice = { items: [voice, voice], continueOnFail: true };

	test.each<[string, () => INodeParameters, number]>([
		['a lip sync of a line', () => lipSync(line), 0.6],
		['an avatar of a line', () => avatar, 1.25],
	])('%s is ordered where there is room for exactly its price', async (_, job, price) => {
		const { items, error } = await kling.run(withMax(job(), price), { items: [voice] });
		expect(error).toBeUndefined();
		expect(items[0]?.json.cost).toMatchObject({ estimatedUnits: price, chargedUnits: price });
	});

	test('whoever has no room for the shortest line pays for no step', async () => {
		const { error } = await kling.run(withMax(lipSync(line), 0.5));
		expect(error?.message).toBe('Max Cost per Run is 0.5 units, but this job would bring the run to 0.6');
		expect(orders()).toEqual([]);
	});

	test('a line that turns out too long is named, so that it is not paid for again', async () => {
		const { error } = await kling.run(withMax(avatar, 0.9));
		expect(orders()).toEqual(['tts']);
		expect(error?.message).toBe('Max Cost per Run is 0.9 units, but this job would bring the run to 1.25');
		expect(error?.description).toMatch(/0\.05 units are spent in this run.*The line is spoken and paid for: audio ID \S+\. To try again/s);
	});

	test('faces count that were found for a lip sync which was refused', async () => {
		kling.service.fault({ method: 'POST', path: /advanced-lip-sync/, action: 'error', code: 1201 });
		const { items } = await kling.run({ ...withMax(lipSync(), 1.05), ...{ options: { maxCost: 1.05, maxConcurrentTasks: 1 } } }, twice);
		expect(items.map(({ json }) => String(json.error ?? json.status))).toEqual([expect.stringContaining('Kling refused'), 'succeeded']);
		const less = await kling.run({ ...lipSync(), options: { maxCost: 0.55, maxConcurrentTasks: 1 } }, { items: [voice] });
		expect(less.error).toBeUndefined();
		kling.service.fault({ method: 'POST', path: /advanced-lip-sync/, action: 'error', code: 1201 });
		const second = await kling.run({ ...lipSync(), options: { maxCost: 0.55, maxConcurrentTasks: 1 } }, twice);
		expect(second.items[1]?.json.error).toBe('Max Cost per Run is 0.55 units, but this job would bring the run to 0.6');
	});

	test('a dry run says that the length of the line decides', async () => {
		const { items } = await kling.run({ ...avatar, image: media('portrait.png'), options: { dryRun: true } });
		expect(items[0]?.json).not.toHaveProperty('cost');
		expect(items[0]?.json.hints).toContain(
			'The price depends on how long the line takes to say: 2.05 units (US$ 0.287) if it takes 5 s, 4.05 units (US$ 0.567) if it takes 10 s.',
		);
	});
});

test('a dry run sends nothing and tells the price', async () => {
	const { items } = await kling.run(lipSync({ options: { dryRun: true } }), { items: [voice] });
	expect(items[0]?.json).toMatchObject({ dryRun: true, cost: { units: 0.55 } });
	expect(kling.service.requests).toEqual([]);
});
