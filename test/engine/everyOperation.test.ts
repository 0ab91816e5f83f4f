import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../nodes/KlingOmni/actions';
import { answer } from '../simulator/faults';
import { runNode, type EngineResult, type EngineRun } from './engine';
import { textToVideo, useKling } from './kling';
import { ada, byId, captain, presetVoice } from './libraryCalls';
import { type Dialect, dialects } from '../dialects';

/** Every operation of the node on every API that has it, with good input and with bad. */

// long enough in the queue to be taken back
const kling = useKling({ renderMs: 200, queueMs: 150 });
const picture = 'https://media.example.org/a.png';
const clip = 'https://media.example.org/a.mp4';
const gallery = '829836802793406551';
const prompt = 'A paper boat drifts past a lighthouse';
const options = { skipMediaChecks: true };

interface Trial {
	/** All of them, if absent. */
	on?: readonly Dialect[];
	/** What has to be there; `good` gets its id. */
	needs?: 'finishedTask' | 'waitingTask' | 'element' | 'voice';
	good: (id: string) => INodeParameters;
	bad: INodeParameters;
	says: RegExp;
}

const native = ['classic', 'current'] as const;
const classic = ['classic'] as const;

const trials: Record<string, Record<string, Trial>> = {
	video: {
		avatar: {
			on: classic,
			good: () => ({ options, image: picture, sound: 'https://media.example.org/a.mp3' }),
			bad: { options, image: picture, sound: '={{ "" }}' },
			says: /Sound is empty/,
		},
		textToVideo: { good: () => ({ prompt }), bad: { prompt: ' ' }, says: /Prompt is empty/ },
		imageToVideo: {
			good: () => ({ prompt, options, firstFrame: picture }),
			bad: { prompt, images: {} },
			says: /First Frame is empty/,
		},
		referenceToVideo: {
			good: () => ({ prompt, options, images: { image: [{ role: 'reference', url: picture }] } }),
			bad: { prompt: '@image2 sails', options, images: { image: [{ role: 'reference', url: picture }] } },
			says: /Prompt mentions @image2/,
		},
		editVideo: { good: () => ({ prompt, options, video: clip }), bad: { prompt, video: 'a.mp4' }, says: /is not a web address/ },
		motionControl: {
			on: native,
			good: () => ({ prompt, options, images: { image: [{ url: picture }] }, video: clip }),
			bad: { prompt, options, images: {}, video: clip },
			says: /Images/,
		},
	},
	audio: {
		speak: {
			on: classic,
			good: () => ({ text: 'Ahoy', voiceId: 'oversea_male1' }),
			bad: { text: '={{ " " }}', voiceId: 'oversea_male1' },
			says: /Text is empty/,
		},
		textToAudio: { on: classic, good: () => ({ prompt: 'rain' }), bad: { prompt: 'rain', duration: '={{ 11 }}' }, says: /Duration is 11/ },
		videoToAudio: { on: classic, good: () => ({ options, video: clip }), bad: { video: '={{ "" }}' }, says: /Video is empty/ },
	},
	image: {
		expand: {
			on: classic,
			good: () => ({ options, image: picture, expandBy: 'sides', up: 0.5 }),
			bad: { options, image: picture, expandBy: 'sides', up: 2, left: 2 },
			says: /make the picture 9\.00 times as large/,
		},
		generate: { on: classic, good: () => ({ prompt }), bad: { prompt, count: '={{ 10 }}' }, says: /Number of Images is 10/ },
	},
	element: {
		create: { on: classic, good: () => captain({ options }), bad: captain({ options, name: ' ' }), says: /Name is empty/ },
		get: { on: classic, good: () => ({ element: byId(gallery) }), bad: { element: byId('1') }, says: /Kling does not know Element 1/ },
		getMany: { on: classic, good: () => ({ owner: 'presets' }), bad: { owner: 'presets', limit: '={{ 0 }}' }, says: /Limit/ },
		delete: {
			on: classic,
			needs: 'element',
			good: (id) => ({ element: byId(id) }),
			bad: { element: byId(gallery) },
			says: /Kling refused a value/,
		},
	},
	voice: {
		create: { on: classic, good: () => ada({ options }), bad: ada({ options, name: 'x'.repeat(21) }), says: /Name has 21 characters/ },
		get: { on: classic, good: () => ({ voice: byId(presetVoice) }), bad: { voice: byId('1') }, says: /Kling does not know Voice 1/ },
		getMany: { on: classic, good: () => ({ owner: 'presets' }), bad: { owner: 'presets', limit: '={{ 0 }}' }, says: /Limit/ },
		delete: { on: classic, needs: 'voice', good: (id) => ({ voice: byId(id) }), bad: { voice: byId(' ') }, says: /Voice is empty/ },
	},
	task: {
		cancel: {
			on: ['modelStudio'],
			needs: 'waitingTask',
			good: (taskIds) => ({ taskIds }),
			bad: { taskIds: '404' },
			says: /Kling does not know Task 404/,
		},
		get: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: ' ' }, says: /Task IDs is empty/ },
		getMany: { needs: 'finishedTask', good: () => ({}), bad: { limit: '={{ 0 }}' }, says: /Limit/ },
		wait: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: '404' }, says: /Kling does not know Task 404/ },
		download: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: '404' }, says: /Kling does not know Task 404/ },
	},
	account: {
		getResourcePacks: {
			on: native,
			good: () => ({}),
			bad: { filters: { after: '2026-02-01', before: '2026-01-01' } },
			says: /After is not before Before/,
		},
		getDeductions: { on: native, needs: 'finishedTask', good: () => ({}), bad: { filters: { after: 'yesterday' } }, says: /is not a date/ },
	},
};

test('the table above has every operation of the node', () => {
	const named = (table: Record<string, object>) => Object.keys(table).sort();
	const operations = Object.fromEntries(resources.map((one) => [one.value, one.operations.map(({ value }) => value).sort()]));
	expect(Object.fromEntries(Object.entries(trials).map(([resource, table]) => [resource, named(table)]))).toEqual(operations);
});

const serviceOf = (dialect: Dialect) => (dialect === 'modelStudio' ? { service: dialect } : { service: 'kling', apiVersion: dialect });

const all = Object.entries(trials).flatMap(([resource, operations]) =>
	Object.entries(operations).flatMap(([operation, { on = dialects, ...trial }]) =>
		on.map((dialect) => ({ resource, operation, dialect, ...trial })),
	),
);

async function make(what: Trial['needs'], service: INodeParameters): Promise<string> {
	switch (what) {
		case undefined:
			return '';
		case 'element':
			return String((await kling.run(captain({ options }))).items[0]?.json.elementId);
		case 'voice':
			return String((await kling.run(ada({ options }))).items[0]?.json.voiceId);
		default: {
			const completion = what === 'waitingTask' ? 'submit' : 'wait';
			return String((await kling.run({ ...service, ...textToVideo({ completion }) })).items[0]?.json.taskId);
		}
	}
}

describe.each(all)('$resource → $operation on $dialect', ({ resource, operation, dialect, needs, good, bad, says }) => {
	const service = serviceOf(dialect);
	const run = async (parameters: INodeParameters, options?: EngineRun) =>
		await kling.run({ ...service, resource, operation, ...parameters }, options);

	test('good input', async () => {
		const { items, error } = await run(good(await make(needs, service)));
		expect(error).toBeUndefined();
		expect(items).not.toHaveLength(0);
	});

	test('bad input', async () => {
		const { items, error } = await run(bad);
		expect(error?.message).toMatch(says);
		expect(error?.description).toBeTruthy();
		expect(items).toEqual([]);
		expect(kling.service.created).toEqual([]);
	});

	describe('the error output', () => {
		const rows = { items: [{ json: { row: 1 } }, { json: { row: 2 } }, { json: { row: 3 } }], onError: 'continueErrorOutput' as const };
		/** The items that failed, by their numbers, and those that did not. */
		const parted = ({ items, failed, error }: EngineResult) => {
			expect(error).toBeUndefined();
			return { errors: failed.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.error]), results: items };
		};
		const everyItem = (error: RegExp) => ({ errors: [0, 1, 2].map((item) => [item, expect.stringMatching(error)]), results: [] });

		test('has every item with bad input', async () => {
			expect(parted(await run(bad, rows))).toEqual(everyItem(says));
			expect(kling.service.created).toEqual([]);
		});

		test('has what lost its item link, alone', async () => {
			const parameters = good(await make(needs, service));
			// an empty one has nothing to write as an expression
			const isBad = Object.keys(parameters).every((name) => fixed.includes(name));
			const { errors, results } = parted(await run(linked(isBad ? bad : parameters), { ...rows, lostLinks: [1] }));
			expect(errors).toContainEqual([1, expect.stringMatching(/could not be read: Paired item data/)]);
			// what is deleted twice is not there the second time
			if (!isBad && operation !== 'delete' && operation !== 'cancel') expect(errors).toHaveLength(1);
			expect(results.map(({ pairedItem }) => pairedItem)).not.toContainEqual({ item: 1 });
		});

		test('has every item if the service refuses everything', async () => {
			const id = await make(needs, service);
			const code = dialect === 'modelStudio' ? 'AccessDenied' : 1103;
			kling.service.fault({ times: Infinity, ...answer(403, { code, message: 'not for you', request_id: 'r-1' }) });
			expect(parted(await run(good(id), rows))).toEqual(everyItem(/may not use this model|does not allow this/));
		});

		test('has every item if the credential is not filled in', async () => {
			const empty = { klingApi: { authType: 'apiKey', apiKey: 'x', region: 'custom', baseUrl: '' }, klingModelStudioApi: { apiKey: '' } };
			const broken = await runNode({ ...service, resource, operation, ...good('1') }, empty, rows);
			expect(parted(broken)).toEqual(everyItem(/\S/));
			expect(kling.service.requests).toEqual([]);
		});
	});
});

/** Fields that take no expression. */
const fixed = ['resource', 'operation', 'mode', 'owner', 'expandBy', 'imageInput'];

/** The same parameters, each text by an expression that needs the item's link. */
function linked(parameters: INodeParameters): INodeParameters {
	const through = (value: unknown): unknown => {
		if (typeof value === 'string')
			return `={{ [$("Items").item.json, ${value.startsWith('=') ? value.slice(3, -2) : JSON.stringify(value)}][1] }}`;
		if (Array.isArray(value)) return value.map(through);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fixed.includes(name) ? each : through(each)]));
	};
	return through(parameters) as INodeParameters;
}
