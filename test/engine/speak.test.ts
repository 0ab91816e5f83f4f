import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../simulator';
import { giveUpCreatesAfter } from './fastClock';
import { useKling } from './kling';

/** Speech (contract §21.4, R85–R87): the answer comes at once, and a lost one can never be looked up. */

const kling = useKling();
const speak = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'audio',
	operation: 'speak',
	text: 'Our new boats are here, come down to the harbour',
	voiceId: 'oversea_male1',
	...parameters,
});
const create: Pick<Fault, 'method' | 'path'> = { method: 'POST', path: /tts/ };

test('a line becomes a sound that n8n plays, and whose ID drives an avatar', async () => {
	const { items, error } = await kling.run(speak({ speed: 1.25, download: true }));
	expect(error).toBeUndefined();
	expect(kling.service.created[0]?.body).toEqual({
		text: 'Our new boats are here, come down to the harbour',
		voice_id: 'oversea_male1',
		voice_language: 'en',
		voice_speed: 1.3,
	});
	expect(items[0]?.json).toMatchObject({
		audioUrl: expect.stringContaining('.mp3'),
		durationSeconds: expect.any(Number),
		audioId: expect.any(String),
		status: 'succeeded',
		found: false,
		cost: { units: 0.05, estimatedUsd: 0.007, chargedUnits: 0.05 },
	});
	expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'audio/mpeg' });
	// nothing was asked for afterwards: there is no such call
	expect(kling.service.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/'))).toEqual([]);

	const image = `${kling.service.url}/media/portrait.png`;
	const sound = { __rl: true, mode: 'id', value: String(items[0]?.json.audioId) };
	const avatar = await kling.run({ resource: 'video', operation: 'avatar', image, sound });
	expect(avatar.error).toBeUndefined();
	expect(kling.service.created[1]?.body).toMatchObject({ image, audio_id: items[0]?.json.audioId, mode: 'std' });
});

const lost: Array<[string, Fault[], number]> = [
	['connection lost before', [{ ...create, action: 'drop before processing' }], 0],
	['connection lost after', [{ ...create, action: 'drop after processing' }], 1],
	['no answer in time', [{ ...create, action: 'delay', delayMs: 2500 }], 1],
	...[500, 502, 503, 504].flatMap((status): Array<[string, Fault[], number]> => [
		[`HTTP ${status} before`, [{ ...create, action: 'html', status }], 0],
		[`HTTP ${status} after`, [{ ...create, action: 'html after processing', status }], 1],
	]),
	...[5000, 5002].flatMap((code): Array<[string, Fault[], number]> => [
		[`code ${code} before`, [{ ...create, action: 'error', code }], 0],
		[`code ${code} after`, [{ ...create, action: 'error after processing', code }], 1],
	]),
	['cut JSON after', [{ ...create, action: 'cut json after processing' }], 1],
];

test.each(lost)('%s: sent once, and the error says what running it again may cost', async (_, faults, taken) => {
	giveUpCreatesAfter(800);
	faults.forEach((fault) => kling.service.fault(fault));
	const { items, error } = await kling.run(speak());
	expect(items).toEqual([]);
	expect(error?.message).toBe('The answer to the order got lost, and nobody can look it up');
	expect(error?.description).toContain('running it again then pays 0.05 units (US$ 0.007) a second time');
	expect(kling.service.created).toHaveLength(taken);
	expect(kling.service.requests.filter(({ path }) => path.includes('tts'))).toHaveLength(1);
});

test.each([1302, 1303, 5001])('what Kling does not take for now is offered again: %i', async (code) => {
	kling.service.fault({ ...create, action: 'error', code, times: 2 });
	const { error } = await kling.run(speak());
	expect(error).toBeUndefined();
	expect(kling.service.created).toHaveLength(1);
});

test('a dry run, a ceiling, and items that fail by themselves', async () => {
	const dry = await kling.run(speak({ options: { dryRun: true } }));
	expect(dry.items[0]?.json).toMatchObject({
		dryRun: true,
		cost: { units: 0.05 },
		request: { body: { text: 'Our new boats are here, come down to the harbour' } },
	});
	expect(kling.service.created).toEqual([]);

	const lines = { items: ['one', ' ', 'two'].map((text) => ({ json: { text } })), continueOnFail: true };
	const { items } = await kling.run(speak({ text: '={{ $json.text }}', options: { maxCost: 0.05 } }), lines);
	expect(kling.service.created).toHaveLength(1);
	expect(items.map(({ json }) => [Boolean(json.audioUrl), json.error ?? ''])).toEqual([
		[true, ''],
		[false, expect.stringContaining('Text is empty')],
		[false, expect.stringContaining('Max Cost per Run is 0.05 units')],
	]);
});

test('a retry of the node sends neither a lost line again nor one that was spoken', async () => {
	kling.service.fault({ ...create, action: 'drop after processing' });
	const one = await kling.run(speak(), { retryOnFail: true });
	expect(one.error?.description).toContain('it got lost in an earlier try');
	expect(kling.service.created).toHaveLength(1);

	// the second line fails once, and the whole node runs again
	kling.service.fault({ ...create, nth: 2, action: 'error', code: 1201 });
	const two = await kling.run(speak({ text: '={{ $json.text }}', options: { maxConcurrentTasks: 1 } }), {
		items: ['The first line', 'The second line'].map((text) => ({ json: { text } })),
		retryOnFail: true,
	});
	expect(two.error).toBeUndefined();
	expect(two.items.map(({ json }) => [json.found, (json.cost as { thisRunUnits: number }).thisRunUnits])).toEqual([
		[false, 0.05],
		[false, 0.05],
	]);
	expect(kling.service.created.slice(1).map(({ body }) => (body as { text: string }).text)).toEqual(['The first line', 'The second line']);
});

test('a voice that Kling does not have for speech is refused in its words', async () => {
	const { error } = await kling.run(speak({ voiceId: '850000000000000001' }));
	expect(error?.description).toContain('Voice id not found');
	expect(kling.service.created).toEqual([]);
});
