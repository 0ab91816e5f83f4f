import './fastClock';
import { Socket } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { resources, taskKinds } from '../../nodes/KlingOmni/actions';
import { movieFacts } from '../../nodes/kling/media/movie';
import { pictureFacts } from '../../nodes/kling/media/picture';
import type { MediaFile } from '../../nodes/kling/media/facts';
import { schemas } from '../../scripts/schemas';
import { since } from './host';
import { runNode, type EngineRun } from './engine';
import { editVideo, imageToVideo, task, textToVideo, useKling } from './kling';
import { allTrials, serviceOf, type Trial } from './trials';
import { WaitingN8n } from './waiting';

/** Options → Practice: a run that does all but send, without a credential and without one request. */

const kling = useKling({ renderMs: 20, queueMs: 10 });
const practice = true;

let connections: jest.SpyInstance;
beforeEach(() => (connections = jest.spyOn(Socket.prototype, 'connect')));
afterEach(() => connections.mockRestore());

/** Without any credential. */
const run = async (parameters: INodeParameters, options?: EngineRun) => await runNode(parameters, {}, options);
const options = (more: INodeParameters = {}) => ({ options: { practice, ...more } });
const prompts = (...texts: string[]) => ({ items: texts.map((text) => ({ json: { text } })) });

const isPractised = ({ resource, operation }: { resource: string; operation: string }) => {
	const found = resources.find(({ value }) => value === resource)!.operations.find(({ value }) => value === operation)!;
	const offered = found.fields({ taskKinds }).find(({ name }) => name === 'options')?.options ?? [];
	return offered.some(({ name }) => name === 'practice');
};

test('every operation that pays has it, and those that read tasks', () => {
	const without = allTrials.filter((trial) => !isPractised(trial)).map(({ resource, operation }) => `${resource} ${operation}`);
	expect([...new Set(without)].sort()).toEqual([
		'account getDeductions',
		'account getResourcePacks',
		'element delete',
		'element get',
		'element getMany',
		'task cancel',
		'voice delete',
		'voice get',
		'voice getMany',
	]);
});

const practised = allTrials.filter(isPractised);

describe.each(practised)('$resource → $operation on $dialect', ({ resource, operation, dialect, needs, good }) => {
	const parameters = async (isReal: boolean): Promise<INodeParameters> => {
		const service = serviceOf(dialect);
		const mode = isReal ? {} : { practice };
		const made = await exampleOf(needs, { ...service, ...textToVideo({ options: mode }) }, isReal);
		const { options: own, ...chosen } = good(made) as INodeParameters & { options?: IDataObject };
		return { ...service, resource, operation, ...chosen, options: { ...own, ...mode } };
	};
	const exampleOf = async (what: Trial['needs'], example: INodeParameters, isReal: boolean) => {
		if (!what) return '';
		const { items } = isReal ? await kling.run(example) : await run(example);
		return String(items[0]?.json.taskId);
	};

	test('gives out what a real run gives out, with the field practice, and asks nobody', async () => {
		const real = await kling.run(await parameters(true));
		connections.mockClear();
		const { items, error } = await run(await parameters(false));
		expect(error).toBeUndefined();
		expect(connections).not.toHaveBeenCalled();
		expect(items[0]?.json.practice).toBe(true);
		expect(items[0]?.json.cost).toMatchObject({ chargedUnits: 0 });
		const fields = (json: IDataObject) => Object.keys({ ...json, cost: true }).sort();
		expect(fields(items[0]!.json)).toEqual(fields({ ...real.items[0]!.json, practice }));
		const shown = Object.keys(schemas()[`KlingOmni/${resource}/${operation}`]?.properties ?? {});
		expect(shown).toEqual(expect.arrayContaining(Object.keys(real.items[0]!.json)));
		expect(shown).toEqual(expect.arrayContaining(Object.keys(items[0]!.json)));
		expect(Object.keys(items[0]!.binary ?? {})).toEqual(Object.keys(real.items[0]!.binary ?? {}));
	});
});

test('an item says what it would have cost, and that nothing was charged', async () => {
	const { items, hints } = await run(textToVideo({ duration: 5, quality: '720p', ...options() }));
	expect(items[0]?.json.cost).toEqual({
		units: 3,
		estimatedUsd: 0.42,
		estimatedUnits: 3,
		chargedUnits: 0,
		thisRunUnits: 0,
		thisRunUsd: 0,
	});
	expect(hints).toContainEqual(expect.stringContaining('Practice: nothing was sent'));
});

const fileOf = (url: string): MediaFile => {
	const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
	return { size: bytes.length, read: async (from, to) => bytes.subarray(from, to) } as MediaFile;
};

test.each([
	['16:9', 160, 90],
	['9:16', 90, 160],
	['1:1', 120, 120],
])('a video of %s is a clip of that shape, of few kilobytes', async (aspectRatio, width, height) => {
	const { items } = await run(textToVideo({ aspectRatio, download: true, ...options() }));
	const file = fileOf(String(items[0]?.json.videoUrl));
	expect(await movieFacts(file)).toMatchObject({ width, height, seconds: 5 });
	expect(file.size).toBeLessThan(3_000);
	expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4', ...since('2.23', { bytes: file.size }) });
});

test('one node goes on with what another has given', async () => {
	const upright = { resource: 'image', operation: 'expand', image: 'https://example.com/a.jpg', targetRatio: '9:16', ...options() };
	const { items: pictures } = await run(upright);
	const frame = String((pictures[0]?.json.imageUrls as string[])[0]);
	const { items: videos, error } = await run({ ...imageToVideo({ firstFrame: frame, prompt: 'Fog drifts' }), ...options() });
	expect(error).toBeUndefined();
	const video = { __rl: true, mode: 'id', value: String(videos[0]?.json.videoId) };
	const sound = await run({ resource: 'audio', operation: 'videoToAudio', video, ...options() });
	expect(sound.items[0]?.json).toMatchObject({ practice: true, audioUrl: expect.stringContaining('data:audio') });
	const lips = await run({ resource: 'video', operation: 'lipSync', video, sound: String(sound.items[0]?.json.audioUrl), ...options() });
	expect(lips.items[0]?.json).toMatchObject({ practice: true, status: 'succeeded' });
	expect(connections).not.toHaveBeenCalled();
});

test('images are as many and as wide as they are wanted', async () => {
	const { items } = await run({
		resource: 'image',
		operation: 'generate',
		prompt: 'A boat',
		count: 3,
		aspectRatio: '2:3',
		download: true,
		...options(),
	});
	const urls = items[0]?.json.imageUrls as string[];
	expect(urls).toHaveLength(3);
	expect(await pictureFacts(fileOf(urls[0]!), 'png')).toMatchObject({ width: 90, height: 160 });
	expect(Object.keys(items[0]?.binary ?? {})).toEqual(['image1', 'image2', 'image3']);
});

describe('a word in the prompt asks for an error', () => {
	test.each([
		['#refused', /content check refused/],
		['#nocredit', /no units left/],
		['#failed', /could not finish the task/],
		['#late', /within the time limit/],
	])('%s', async (word, says) => {
		const { error } = await run(textToVideo({ prompt: `A boat ${word}`, ...options({ timeLimit: 1 }) }));
		expect(error?.message).toMatch(says);
		expect(`${error?.message} ${error?.description}`).toMatch(/practice/);
		expect(error?.context?.itemIndex).toBe(0);
	});

	test('only the item that has it, where the others go on', async () => {
		const { items } = await run(textToVideo({ prompt: '={{ $json.text }}', ...options() }), {
			...prompts('one', 'two #failed'),
			continueOnFail: true,
		});
		expect(items.map(({ json }) => [json.status, json.error !== undefined])).toEqual([
			['succeeded', false],
			[undefined, true],
		]);
	});
});

test('what the rules refuse is refused, as in a real run', async () => {
	const { error } = await run(textToVideo({ prompt: ' ', ...options() }));
	expect(error?.message).toMatch(/Prompt is empty/);
});

test('the ceiling of a run is kept', async () => {
	const { error } = await run(textToVideo({ ...options({ maxCost: 5 }) }), prompts('one', 'two'));
	expect(error?.message).toMatch(/Max Cost per Run is 5 units/);
});

test('one key is one video', async () => {
	const keyed = textToVideo({ ...options({ idempotency: 'ownKey', idempotencyKey: 'practice-row-7' }) });
	const { items } = await run(keyed, prompts('one', 'two'));
	expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(1);
	const [again] = (await run(keyed)).items;
	expect(again?.json).toMatchObject({ taskId: items[0]?.json.taskId, found: true, practice });
});

describe('a link that practice gave out', () => {
	const linkOf = async () => String((await run(textToVideo(options()))).items[0]?.json.videoUrl);
	const restyled = async (more: INodeParameters) => editVideo({ video: await linkOf(), prompt: 'Make it rain', ...more });

	test('is taken by the next node that practises, and its price kept within the ceiling', async () => {
		const { items } = await run(await restyled(options({ maxCost: 10 })));
		expect(items[0]?.json).toMatchObject({ practice, status: 'succeeded', cost: { units: 6, chargedUnits: 0 } });
	});

	test.each([true, false])('is refused by a node that does not, media checks skipped: %s', async (skipMediaChecks) => {
		const { error } = await kling.run(await restyled({ options: { skipMediaChecks } }));
		expect(error?.message).toMatch(/^Source Video: “data:video.*” is not a web address/);
		expect(kling.service.created).toEqual([]);
	});
});

describe('a task that a practice run has ordered', () => {
	const order = async () => String((await run(textToVideo({ completion: 'submit', ...options() }))).items[0]?.json.taskId);

	test('is waited for by a node that practises, too', async () => {
		const { items } = await run(task('wait', { taskIds: await order(), completion: 'wait', timeLimit: 1, download: true, ...options() }));
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', practice });
		expect(items[0]?.binary?.data?.mimeType).toBe('video/mp4');
	});

	test('is no task of Kling’s for a node that does not', async () => {
		const { error } = await kling.run(task('get', { taskIds: await order() }));
		expect(error?.message).toMatch(/is from a practice run/);
		expect(error?.description).toMatch(/Options → Practice/);
	});

	test('is finished when somebody calls the execution that was put aside, without a look at the person’s own account', async () => {
		const n8n = await new WaitingN8n(kling.service).open();
		try {
			await n8n.run(textToVideo({ completion: 'callback', ...options() }), { executionId: 'called' });
			await new Promise((resolve) => setTimeout(resolve, 100));
			await n8n.call('called', {});
			expect(n8n.results.at(-1)?.items[0]?.json).toMatchObject({ status: 'succeeded', practice });
			expect(kling.service.requests).toEqual([]);
		} finally {
			await n8n.close();
		}
	});

	test('is finished after the execution was put aside', async () => {
		const n8n = await new WaitingN8n(kling.service).open();
		try {
			const { run: parked } = await n8n.run(textToVideo({ completion: 'callback', ...options() }), { executionId: 'practice' });
			expect(parked.status).toBe('waiting');
			await new Promise((resolve) => setTimeout(resolve, 100));
			const { items } = await n8n.timeIsOver('practice');
			expect(items[0]?.json).toMatchObject({ status: 'succeeded', practice });
			expect(kling.service.requests).toEqual([]);
		} finally {
			await n8n.close();
		}
	});
});

describe('only what says so clearly is practice', () => {
	const from = (value: string) =>
		run(textToVideo({ options: { practice: value } }), { items: [{ json: { test: true } }, { json: { test: false } }] });

	test('an expression may say it', async () => {
		const { items } = await from('={{ true }}');
		expect(items.map(({ json }) => json.practice)).toEqual([true, true]);
	});

	test.each([['={{ $json.unknown }}'], ['={{ "perhaps" }}'], ['={{ null }}']])('%s is neither a real run nor practice', async (value) => {
		const { error } = await from(value);
		expect(error?.message).toMatch(/^Practice must be true or false/);
		expect(error?.description).toMatch(/Nothing was sent/);
	});

	test('a run is one or the other', async () => {
		const { error } = await from('={{ $json.test }}');
		expect(error?.message).toBe('Practice holds for the whole run, but is true for item 1 and false for item 2');
	});

	test('without it a credential is needed', async () => {
		const { error } = await run(textToVideo());
		expect(error?.message).toBe('No credential for Kling is chosen');
		expect(error?.description).toMatch(/Options → Practice/);
		expect(connections).not.toHaveBeenCalled();
	});
});

test('an address is not looked at, a file in the item is', async () => {
	const { items } = await run(editVideo({ video: 'https://media.example.org/a.mp4', prompt: 'Make it rain', ...options() }));
	expect(items[0]?.json).toMatchObject({ status: 'succeeded', practice });
	expect(connections).not.toHaveBeenCalled();
});
