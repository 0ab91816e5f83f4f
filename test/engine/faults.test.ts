import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../simulator';
import { sampled } from '../effort';
import { giveUpCreatesAfter } from './fastClock';
import { ada, captain } from './libraryCalls';
import { editVideo, imageToVideo, referenceToVideo, textToVideo, useKling } from './kling';

/** Whatever happens to a create, it ends in exactly one paid task, which reaches the person. */

const kling = useKling({ renderMs: 20 });
const picture = 'https://media.example.org/a.png';
const skipLooks = { options: { skipMediaChecks: true } };

const operations: Record<string, INodeParameters> = {
	textToVideo: textToVideo(),
	imageToVideo: imageToVideo({ firstFrame: picture, ...skipLooks }),
	referenceToVideo: referenceToVideo({ images: { image: [{ role: 'reference', url: 'https://media.example.org/a.png' }] }, ...skipLooks }),
	editVideo: editVideo({ video: 'https://media.example.org/a.mp4', ...skipLooks }),
};

/** On both of Kling’s own APIs. */
const motionControl: INodeParameters = {
	resource: 'video',
	download: false,
	operation: 'motionControl',
	prompt: 'The captain dances',
	image: 'https://media.example.org/a.png',
	video: 'https://media.example.org/a.mp4',
	...skipLooks,
};

/** Operations that not every service has. */
const ownOperations: Record<string, Record<string, INodeParameters>> = {
	classic: {
		textToVideoKling3: textToVideo({ model: 'kling-v3' }),
		image: { resource: 'image', operation: 'generate', prompt: 'A paper boat', download: false },
		element: captain(skipLooks),
		voice: ada(skipLooks),
		motionControl,
		avatar: {
			resource: 'video',
			download: false,
			operation: 'avatar',
			image: picture,
			sound: 'https://media.example.org/a.mp3',
			...skipLooks,
		},
		videoToAudio: { resource: 'audio', operation: 'videoToAudio', download: false, video: 'https://media.example.org/a.mp4', ...skipLooks },
		textToAudio: { resource: 'audio', operation: 'textToAudio', download: false, prompt: 'rain' },
		expand: { resource: 'image', operation: 'expand', download: false, image: picture, expandBy: 'sides', up: 0.5, ...skipLooks },
	},
	current: { motionControl },
};

const create: Pick<Fault, 'method' | 'path'> = {
	method: 'POST',
	path: /omni-video|text2video|text-to-video|image-to-video|motion-control|generations|omni-image|custom-elements|custom-voices|video-synthesis|avatar|-to-audio|expand/,
};

/** What may befall a create, and whether the service has taken it by then. */
interface Befalling {
	name: string;
	faults: Fault[];
	taken: boolean;
	/** How long the create's answer is waited for, ms, where it never comes in time. */
	patience?: number;
}

const faults: Befalling[] = [
	{ name: 'connection lost before', faults: [{ ...create, action: 'drop before processing' }], taken: false },
	{ name: 'connection lost after', faults: [{ ...create, action: 'drop after processing' }], taken: true },
	{ name: 'no answer in time', faults: [{ ...create, action: 'delay', delayMs: 2500 }], taken: true, patience: 800 },
	...[500, 502, 503, 504].flatMap((status) => [
		{ name: `HTTP ${status} before`, faults: [{ ...create, action: 'html' as const, status }], taken: false },
		{ name: `HTTP ${status} after`, faults: [{ ...create, action: 'html after processing' as const, status }], taken: true },
	]),
	{ name: 'web page with 200', faults: [{ ...create, action: 'html after processing', status: 200 }], taken: true },
	{ name: 'cut JSON before', faults: [{ ...create, action: 'cut json' }], taken: false },
	{ name: 'cut JSON after', faults: [{ ...create, action: 'cut json after processing' }], taken: true },
];

const nativeFaults: typeof faults = [
	...[5000, 5002].flatMap((code) => [
		{ name: `code ${code} before`, faults: [{ ...create, action: 'error' as const, code }], taken: false },
		{ name: `code ${code} after`, faults: [{ ...create, action: 'error after processing' as const, code }], taken: true },
	]),
	...[1302, 1303, 5001].map((code) => ({
		name: `a burst of ${code}`,
		faults: [{ ...create, action: 'error' as const, code, times: 3 }],
		taken: false,
	})),
	...[1003, 1004].map((code) => ({ name: `clock skew, ${code}`, faults: [{ ...create, action: 'error' as const, code }], taken: false })),
	{
		name: 'lost after, and the look-up fails twice',
		faults: [
			{ ...create, action: 'drop after processing' },
			{ method: 'GET', nth: 2, times: 2, action: 'error', code: 5000 },
		],
		taken: true,
	},
	{
		name: 'lost before, then lost after',
		faults: [
			{ ...create, action: 'drop before processing' },
			{ ...create, nth: 2, action: 'drop after processing' },
		],
		taken: true,
	},
];

const modelStudioFaults: typeof faults = [
	...[
		{ status: 500, code: 'InternalError' },
		{ status: 500, code: 'InternalError.Timeout' },
		{ status: 503, code: 'ServiceUnavailable' },
		{ status: 408, code: 'RequestTimeOut' },
	].flatMap((fault) => [
		{ name: `${fault.code} before`, faults: [{ ...create, action: 'error' as const, ...fault }], taken: false },
		{ name: `${fault.code} after`, faults: [{ ...create, action: 'error after processing' as const, ...fault }], taken: true },
	]),
];

const nativeDialects = [{ apiVersion: 'classic' }, { apiVersion: 'current' }];

describe.each(nativeDialects)('on the $apiVersion API', (dialect) => {
	describe.each(Object.entries({ ...operations, ...ownOperations[dialect.apiVersion] }))('%s', (_, parameters) => {
		test.each([...sampled([...faults, ...nativeFaults])])('$name', async ({ faults: befall, patience = 30_000 }) => {
			giveUpCreatesAfter(patience);
			befall.forEach((fault) => kling.service.fault(fault));
			const { items, error } = await kling.run({ ...dialect, ...parameters });
			expect(error).toBeUndefined();
			expect(kling.service.created).toHaveLength(1);
			expect(items[0]?.json).toMatchObject({ status: 'succeeded', taskId: kling.service.created[0]?.taskId });
		});

		test('a key that was used before', async () => {
			const owned = {
				...dialect,
				...parameters,
				options: { ...(parameters.options as object), idempotency: 'ownKey', idempotencyKey: 'row-7' },
			};
			const first = await kling.run(owned);
			const second = await kling.run(owned);
			expect(kling.service.created).toHaveLength(1);
			expect(second.items[0]?.json.taskId).toBe(first.items[0]?.json.taskId);
			const refused = await kling.run({ ...owned, options: { ...owned.options, onExisting: 'refuse' } });
			expect(refused.error?.message).toBe(`Task ${kling.service.created[0]?.taskId} was made before for the same key`);
		});
	});
});

describe('a lip sync: faces are found, a line is spoken, then it is ordered', () => {
	const lipSync: INodeParameters = {
		resource: 'video',
		operation: 'lipSync',
		download: false,
		video: 'https://media.example.org/a.mp4',
		soundFrom: 'line',
		text: 'Our new boats are here, come down to the harbour today',
		voiceId: 'oversea_male1',
		...skipLooks,
	};
	const made = () => kling.service.created.map(({ product }) => product);
	const befallAt = (path: RegExp, { faults: befall, patience = 30_000 }: Befalling) => {
		giveUpCreatesAfter(patience);
		befall.forEach((fault) => kling.service.fault('path' in fault ? { ...fault, path } : fault));
	};
	const all = [...sampled([...faults, ...nativeFaults])];

	test.each(all)('the lip sync itself: $name', async (befalling) => {
		befallAt(/advanced-lip-sync/, befalling);
		const { items, error } = await kling.run(lipSync);
		expect(error).toBeUndefined();
		expect(made()).toEqual(['identify-face', 'tts', 'advanced-lip-sync']);
		expect(items[0]?.json).toMatchObject({ status: 'succeeded', taskId: kling.service.created[2]?.taskId });
	});

	describe.each([
		['faces', /identify-face/, ['identify-face']],
		['a line', /\/tts/, ['identify-face', 'tts']],
	])('%s, of which Kling keeps no record', (_, path, upTo) => {
		test.each(all)('$name', async (befalling) => {
			befallAt(path, befalling);
			const { items, error } = await kling.run(lipSync, { retryOnFail: true });
			if (!error) {
				expect(made()).toEqual(['identify-face', 'tts', 'advanced-lip-sync']);
				expect(items[0]?.json.status).toBe('succeeded');
				return;
			}
			// the loss is named; neither it nor what follows is paid for again
			expect(error.message).toBe('The answer to the order got lost, and nobody can look it up');
			const isTaken = /after|delay/.test(befalling.faults[0]!.action);
			expect(made()).toEqual(isTaken ? upTo : upTo.slice(0, -1));
			if (upTo.length > 1) expect(error.description).toContain('Faces are found and paid for: session');
		});
	});
});

describe('on Model Studio, which takes no ids of ours', () => {
	describe.each(Object.entries(operations))('%s', (_, parameters) => {
		test.each([...sampled([...faults, ...modelStudioFaults])])('$name', async ({ faults: befall, taken, patience = 30_000 }) => {
			giveUpCreatesAfter(patience);
			befall.forEach((fault) => kling.service.fault(fault));
			const { items, error } = await kling.run({ service: 'modelStudio', ...parameters });
			expect(kling.service.created).toHaveLength(taken ? 1 : 0);
			if (taken) expect(items[0]?.json).toMatchObject({ status: 'succeeded', taskId: kling.service.created[0]?.taskId });
			else expect(error?.description).toContain('a task may have been created: none was found');
		});
	});

	test('a lost create whose look-up is refused says that a task may exist', async () => {
		kling.service.fault({ ...create, action: 'drop after processing' });
		kling.service.fault({ method: 'GET', action: 'error', code: 'Arrearage', status: 400, times: Infinity });
		const { error } = await kling.run({ service: 'modelStudio', ...textToVideo() });
		expect(kling.service.created).toHaveLength(1);
		expect(error?.description).toContain('the look-up had no result');
		expect(error?.description).toContain('a task may have been created');
	});

	test('an item whose create was lost does not take the video of the item beside it', async () => {
		kling.service.fault({ ...create, action: 'drop before processing' });
		kling.service.fault({ ...create, nth: 2, action: 'delay', delayMs: 300 });
		const node = textToVideo({ service: 'modelStudio', prompt: '={{ $json.prompt }}' });
		const { items } = await kling.run(node, { items: [{ json: { prompt: 'one' } }, { json: { prompt: 'two' } }], continueOnFail: true });
		const [task, ...others] = kling.service.created;
		expect(others).toEqual([]);
		expect(items.map(({ json }) => json.taskId)).toEqual([undefined, task?.taskId]);
		expect((task?.body as { input: { prompt: string } }).input.prompt).toBe('two');
		expect(items[0]?.json.description).toContain('a task may have been created: none was found');
	});

	test('a task that is taken for the lost one comes with a hint', async () => {
		kling.service.fault({ ...create, action: 'drop after processing' });
		const { items, hints } = await kling.run({ service: 'modelStudio', ...textToVideo() });
		expect(hints.join()).toContain(`task ${String(items[0]?.json.taskId)}, the only one that appeared since`);
	});

	test('a task that was taken for the lost one, and turns out to be of another prompt, is not given out', async () => {
		// another workflow orders just before
		await kling.run({ service: 'modelStudio', ...textToVideo({ completion: 'submit', prompt: 'Somebody else’s kite' }) });
		kling.service.fault({ ...create, action: 'drop before processing' });
		const { items, error } = await kling.run({ service: 'modelStudio', ...textToVideo() });
		const [others] = kling.service.created;
		expect(items).toEqual([]);
		expect(error?.description).toContain(`task ${others!.taskId} has another prompt; a task may have been created`);
		expect(error?.description).not.toContain('Already paid for');
		expect(kling.service.created).toHaveLength(1);
	});

	test('two tasks that may be the lost one are both named, and none is paid again', async () => {
		await kling.run({ service: 'modelStudio', ...textToVideo({ completion: 'submit' }) });
		kling.service.fault({ ...create, action: 'drop after processing' });
		const { error } = await kling.run({ service: 'modelStudio', ...textToVideo({ completion: 'submit' }) });
		expect(kling.service.created).toHaveLength(2);
		for (const { taskId } of kling.service.created) expect(error?.description).toContain(taskId);
	});
});
