import './fastClock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { schemas } from '../../scripts/schemas';
import { textToVideo, useKling } from './kling';
import { ada, captain } from './libraryCalls';
import { allTrials, options, serviceOf, type Trial } from './trials';

/** What the editor offers before the first run: everything that items have, and nothing that they never have. */

const kling = useKling({ renderMs: 200, queueMs: 150 });

/** Names of fields, also of those inside: `cost.units`, `faces[].faceId`. */
function fieldsOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return [path, ...value.flatMap((each) => fieldsOf(each, `${path}[]`))];
	if (typeof value !== 'object' || value === null) return [path];
	return [...(path ? [path] : []), ...Object.entries(value).flatMap(([name, each]) => fieldsOf(each, path ? `${path}.${name}` : name))];
}

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}
const schemaFields = ({ properties, items }: Schema, path = ''): string[] => [
	...(path ? [path] : []),
	...(items ? schemaFields(items, `${path}[]`).filter((each) => each !== `${path}[]` || !items.properties) : []),
	...Object.entries(properties ?? {}).flatMap(([name, each]) => schemaFields(each, path ? `${path}.${name}` : name)),
];

/** Everything that a person may add to an order. */
const everything = (row: string): IDataObject => ({
	...options,
	watermark: true,
	tag: 'spring',
	reference: row,
	idempotency: 'ownKey',
	idempotencyKey: row,
});

const nameOf = ({ resource, operation }: (typeof allTrials)[number]) => `${resource}/${operation}`;
const names = [...new Set(allTrials.map(nameOf))];

test('there is one for each operation and each trigger', () => {
	const nodes = [...names.map((name) => `KlingOmni/${name}`), 'KlingOmniTrigger', 'KlingOmniCallbackTrigger'];
	expect(Object.keys(schemas()).sort()).toEqual(nodes.sort());
});

async function make(what: Trial['needs'], service: INodeParameters): Promise<string> {
	if (what === undefined) return '';
	if (what === 'element') return String((await kling.run(captain({ options }))).items[0]?.json.elementId);
	if (what === 'voice') return String((await kling.run(ada({ options }))).items[0]?.json.voiceId);
	const completion = what === 'waitingTask' ? 'submit' : 'wait';
	const made = await kling.run({ ...service, ...textToVideo({ completion, options: everything('row-1') as INodeParameters }) });
	return String(made.items[0]?.json.taskId);
}

/** One task of each kind that has fields of its own, among them one that fails; their ids. */
async function oneOfEach(): Promise<string[]> {
	const orders: INodeParameters[] = [
		textToVideo(),
		captain({ options }),
		ada({ options }),
		{ resource: 'image', operation: 'generate', prompt: 'A boat', options: { watermark: true } },
		{ resource: 'audio', operation: 'videoToAudio', video: 'https://media.example.org/a.mp4', options },
	];
	const ids = [];
	for (const order of orders) ids.push(String((await kling.run({ download: false, ...order })).items[0]?.json.taskId));
	const failing = String((await kling.run(textToVideo({ completion: 'submit' }))).items[0]?.json.taskId);
	kling.service.finish(failing, 'failed', 'Failure to pass the risk control system');
	const practised = String((await kling.run(textToVideo({ options: { practice: true } }))).items[0]?.json.taskId);
	return [...ids, failing, practised];
}

/** Fields of items whose file had a length that could be known; other tests have them. */
const seenElsewhere: Record<string, string[]> = { 'video/avatar': ['cost.estimatedUnits'], 'video/lipSync': ['cost.estimatedUnits'] };

test.each(names)('%s', async (name) => {
	const seen = new Set<string>(seenElsewhere[name]);
	const run = async (parameters: INodeParameters) => {
		// the same execution again finds what it has ordered
		const { items } = await kling.run({ download: false, ...parameters }, { executionId: name });
		for (const { json } of items) if (!json.error) for (const field of fieldsOf(json)) seen.add(field);
	};
	for (const { resource, operation, dialect, needs, good } of allTrials.filter((trial) => nameOf(trial) === name)) {
		const node = { ...serviceOf(dialect), resource, operation };
		const chosen = good(await make(needs, serviceOf(dialect)));
		const rich = { ...chosen, options: everything('row-7') as INodeParameters };
		for (const parameters of [chosen, chosen, rich, { ...chosen, options: { ...options, practice: true } }])
			await run({ ...node, ...parameters });
		if (resource === 'task' && dialect === 'classic') {
			for (const taskIds of await oneOfEach()) {
				const practice = taskIds.startsWith('practice-');
				await run({ ...node, ...(name === 'task/getMany' ? {} : { taskIds }), options: { practice } });
			}
			if (name === 'task/getMany')
				for (const taskType of ['omniImage', 'element', 'voice', 'videoToAudio']) await run({ ...node, taskType });
		}
	}
	const offered = schemaFields(schemas()[`KlingOmni/${name}`]!);
	expect([...seen].filter((field) => !offered.includes(field) && !field.endsWith('[]'))).toEqual([]);
	expect(offered.filter((field) => !seen.has(field) && !field.endsWith('[]'))).toEqual([]);
});
