import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { resources } from '../../nodes/KlingOmni/actions';
import { properties } from '../../nodes/KlingOmni/properties';
import { sampled } from '../effort';
import { runNodes } from './engine';
import { credentials, useKling } from './kling';
import { ada, byId, captain, presetVoice } from './libraryCalls';

/**
 * Every field of every operation, with values that no panel gives: each is taken for what it clearly means, or refused in
 * one sentence that names the field. Nothing hangs, crashes or is ordered.
 */

const kling = useKling();
const picture = 'https://media.example.org/a.png';
const clip = 'https://media.example.org/a.mp4';
const prompt = 'A paper boat drifts past a lighthouse';

/** Orders are never sent: whatever else is wrong, Dry Run is on. */
const dry = { dryRun: true, skipMediaChecks: true };

const good: Record<string, Record<string, INodeParameters>> = {
	video: {
		textToVideo: { prompt, options: dry },
		imageToVideo: { prompt, options: dry, firstFrame: picture },
		referenceToVideo: { prompt, options: dry, images: { image: [{ role: 'reference', url: picture }] } },
		editVideo: { prompt, options: dry, video: clip },
		avatar: { options: dry, image: picture, sound: 'https://media.example.org/a.mp3' },
		faces: { options: dry, video: clip },
		lipSync: { options: dry, video: clip, sound: 'https://media.example.org/a.mp3', timing: { soundEnd: 3 } },
		motionControl: { prompt, options: dry, image: picture, video: clip },
	},
	image: {
		generate: { prompt, options: dry, imageInput: 'references', images: { image: [{ url: picture }] } },
		expand: { options: dry, image: picture, expandBy: 'sides', up: 0.5 },
	},
	audio: {
		videoToAudio: { options: dry, video: clip },
		textToAudio: { prompt, options: dry },
		speak: { options: dry, text: 'Our new boats are here', voiceId: 'oversea_male1' },
	},
	element: {
		create: captain({ options: dry }),
		get: { element: byId('829836802793406551') },
		getMany: {},
		delete: { element: byId('404') },
	},
	voice: { create: ada({ options: dry }), get: { voice: byId(presetVoice) }, getMany: {}, delete: { voice: byId('404') } },
	task: {
		get: { taskIds: '404' },
		getMany: {},
		wait: { taskIds: '404' },
		download: { taskIds: '404' },
		cancel: { service: 'modelStudio', taskIds: '404' },
	},
	account: { getResourcePacks: {}, getDeductions: { packFilter: 'package_id', packs: 'a' } },
};

test('the table above has every operation of the node', () => {
	for (const { value, operations } of resources)
		expect(Object.keys(good[value]!).sort()).toEqual(operations.map((each) => each.value).sort());
});

/** What spreadsheets, expressions and language models give. */
const odd: Record<string, unknown> = {
	'an empty text': '',
	null: null,
	'a word': 'abc',
	'a number as text': '7',
	'a negative number': -1,
	'an object': { a: 1 },
	'a list': ['a'],
	'a lot': 1e9,
};

interface Field {
	/** Where its value stands in the node's parameters. */
	path: string[];
	property: INodeProperties;
}

const shown = ({ displayOptions: { show = {} } = {} }: INodeProperties, resource: string, operation: string) =>
	(show.resource ?? [resource]).includes(resource) && (show.operation ?? [operation]).includes(operation);

/** All fields of an operation, those in collections and rows too, each once. */
function fieldsOf(resource: string, operation: string): Field[] {
	const all = properties
		.filter((property) => property.type !== 'notice' && shown(property, resource, operation))
		.flatMap((property): Field[] => {
			const self = { path: [property.name], property };
			if (property.type === 'collection')
				return [self, ...(property.options as INodeProperties[]).map((each) => ({ path: [property.name, each.name], property: each }))];
			if (property.type !== 'fixedCollection') return [self];
			const rows = (property.options as INodePropertyCollection[]).flatMap(({ name, values }) =>
				values.map((each) => ({ path: [property.name, name, each.name], property: each })),
			);
			return [self, ...rows];
		});
	return [...new Map(all.map((field) => [field.path.join('.'), field])).values()];
}

/** The good parameters with another value in one place. */
function withValue(parameters: INodeParameters, [first, ...rest]: string[], value: string): INodeParameters {
	if (rest.length === 0) return { ...parameters, [first!]: value };
	const held = (parameters[first!] ?? {}) as INodeParameters;
	if (rest.length === 1) return { ...parameters, [first!]: { ...held, [rest[0]!]: value } };
	const [group, name] = rest as [string, string];
	const [row = group === 'element' ? { element: byId('829836802793406551') } : {}, ...rows] = (held[group] ?? []) as INodeParameters[];
	return { ...parameters, [first!]: { ...held, [group]: [{ ...row, [name]: value }, ...rows] } };
}

/** A field's own label: its name, or for a choice that of its last value. */
const labelOf = ({ type, options, displayName }: INodeProperties) =>
	type === 'options' || type === 'multiOptions' ? (options as Array<{ name: string }>).at(-1)!.name : displayName;

/** A field as messages name it: without its unit, and without the way in which it is given. */
const plainName = ({ displayName }: INodeProperties) => displayName.replace(/ \(.*\)$/, '').replace(/ (URL|Binary Field)$/, '');

/** The value was taken, and this is what the service says to it. */
const answers = ['Kling does not know', 'Kling refused a value'];

/** What only a crash says. */
const crash = /Cannot (read|destructure|convert)|is not (a function|iterable|defined)|Invalid input|\[object Object\]|undefined|NaN/;

const all = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap(({ value: operation }) =>
		fieldsOf(resource, operation)
			.filter(({ path }) => !['resource', 'operation', 'service'].includes(path[0]!))
			.map((field) => ({ resource, operation, at: field.path.join('.'), ...field })),
	),
);

test.each([...sampled(all)])('$resource → $operation: $at', async ({ resource, operation, path, property }) => {
	const base = { resource, operation, ...good[resource]![operation]! };
	const values = { ...odd, 'its own label': labelOf(property), nothing: undefined };
	const named = Object.entries(values);
	const nodes = named.map((__, index) => withValue(base, path, `={{ $json.values[${index}] }}`));
	const results = await runNodes(nodes, credentials(kling.service), [{ json: { values: named.map(([, value]) => value) as never } }]);

	const name = plainName(property);
	// what is wrong with a row is said of the row
	const outer = path.length === 3 ? plainName(properties.find((each) => each.name === path[0])!) : '';
	results.forEach(({ error }, index) => {
		// an answer with nothing in it gives no item
		if (error === undefined || error === 'no item') return;
		const [what, value] = named[index]!;
		expect({ what, error }).toEqual({ what, error: expect.not.stringMatching(crash) });
		const subjects = [name, outer, ...answers, ...(typeof value === 'string' || typeof value === 'number' ? [String(value)] : [])];
		const isNamed = subjects.some((subject) => subject && String(error).includes(subject));
		expect({ what, error, isNamed }).toEqual({ what, error, isNamed: true });
	});
	// an object that replaces all options takes Dry Run with it
	if (path.join('.') !== 'options') expect(kling.service.created).toEqual([]);
});
