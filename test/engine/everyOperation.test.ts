import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../nodes/KlingOmni/actions';
import { sampled } from '../effort';
import { answer } from '../simulator/faults';
import { runNode, type EngineResult, type EngineRun } from './engine';
import { textToVideo, useKling } from './kling';
import { ada, captain } from './libraryCalls';
import { panelIssues } from './panelIssues';
import { allTrials, options, serviceOf, trials, type Trial } from './trials';

/** Every operation of the node on every API that has it, with good input and with bad. */

// long enough in the queue to be taken back
const kling = useKling({ renderMs: 200, queueMs: 150 });
test('the table above has every operation of the node', () => {
	const named = (table: Record<string, object>) => Object.keys(table).sort();
	const operations = Object.fromEntries(resources.map((one) => [one.value, one.operations.map(({ value }) => value).sort()]));
	expect(Object.fromEntries(Object.entries(trials).map(([resource, table]) => [resource, named(table)]))).toEqual(operations);
});

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

/** Runs a trial's operation where it is. */
const runnerOf =
	({ resource, operation, dialect }: (typeof allTrials)[number]) =>
	async (parameters: INodeParameters, options?: EngineRun) =>
		await kling.run({ ...serviceOf(dialect), resource, operation, ...parameters }, options);

describe.each(allTrials)('$resource → $operation on $dialect', (trial) => {
	const { resource, operation, dialect, needs, good, bad, says } = trial;
	const service = serviceOf(dialect);
	const run = runnerOf(trial);

	test('good input', async () => {
		const parameters = good(await make(needs, service));
		expect(panelIssues({ ...service, resource, operation, ...parameters })).toEqual({});
		const { items, error } = await run(parameters);
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
});

describe.each([...sampled(allTrials)])('$resource → $operation on $dialect, the error output', (trial) => {
	const { resource, operation, dialect, needs, good, bad, says } = trial;
	const service = serviceOf(dialect);
	const run = runnerOf(trial);
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

/** Fields that take no expression. */
const fixed = ['resource', 'operation', 'mode', 'owner', 'expandBy', 'imageInput', 'soundFrom'];

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
