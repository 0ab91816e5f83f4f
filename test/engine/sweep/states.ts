import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Walks the states that a person can bring the panel of an operation into.
 *
 * It looks only at the node's description, with n8n's own display logic: a field is filled in only where it is shown,
 * and only with what is offered there.
 */

/** Fields that have no say in what the others may be: varied one by one, on the first state of each model that has them. */
const alone = ['completion', 'download', 'promptMode', 'options', 'lists', 'seriesAmount'];

const picture = { source: 'url', url: 'https://media.example.org/a.png' };
/** Pictures and videos that have a field of their own; those that may be left empty are walked both ways. */
const places: Record<string, string> = {
	firstFrame: picture.url,
	lastFrame: picture.url,
	video: 'https://media.example.org/a.mp4',
	image: picture.url,
	sound: 'https://media.example.org/a.mp3',
};
const texts: Record<string, string> = {
	prompt: 'A paper boat drifts past a lighthouse',
	negativePrompt: 'blur',
	subject: 'A paper boat',
	name: 'Ada',
	description: 'An old captain',
	soundUrl: 'https://media.example.org/a.mp3',
	// two to five seconds at any speed
	text: 'A paper boat drifts past a lighthouse, and nobody sees it go',
	voiceId: 'genshin_vindi2',
};
const elementIds = Array.from({ length: 10 }, (_, i) => String(829836802793406551n + BigInt(i)));
const characterIds = Array.from({ length: 5 }, (_, i) => String(829836802793407001n + BigInt(i)));
const voiceIds = ['850000000000000001', '850000000000000002'];

/** Which panel: service, resource and operation. */
export type Start = { resource: string; operation: string } & INodeParameters;

/** The description of one operation: fields of the others, which never show, would only cost time. */
export function ofOperation(description: INodeTypeDescription, { resource, operation }: Start): INodeTypeDescription {
	const fits = ({ displayOptions: { show } = {} }: INodeProperties) =>
		[
			[show?.resource, resource],
			[show?.operation, operation],
		].every(([wanted, value]) => wanted === undefined || (wanted as unknown[]).includes(value));
	return { ...description, properties: description.properties.filter(fits) };
}

/** All states of one operation with the given models; without models, of an operation that has none. */
export function* panelStates(description: INodeTypeDescription, start: Start, models: string[] = []): Generator<INodeParameters> {
	const seen = new Set<string>();
	for (const model of models.length ? models : [undefined]) {
		const first = { ...start, ...(model ? { model } : {}) };
		const stillToVary = new Set(alone);
		for (const state of walk(description.properties, first, description)) {
			const key = JSON.stringify(state);
			if (seen.has(key)) continue;
			seen.add(key);
			yield state;
			for (const name of [...stillToVary].filter((one) => one in state)) {
				stillToVary.delete(name);
				yield* varied(name, state, description);
			}
		}
	}
}

function isShown(property: INodeProperties, values: INodeParameters, description: INodeTypeDescription): boolean {
	const node: INode = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: values };
	return NodeHelpers.displayParameter(values, property, node, description);
}

function* walk(properties: INodeProperties[], values: INodeParameters, description: INodeTypeDescription): Generator<INodeParameters> {
	const [property, ...rest] = properties;
	if (!property) {
		yield values;
		return;
	}
	const { name } = property;
	if (name in values || property.type === 'notice' || !isShown(property, values, description)) {
		yield* walk(rest, values, description);
		return;
	}
	const choices = alone.includes(name) ? [property.default] : offered(property);
	for (const choice of choices) yield* walk(rest, { ...values, [name]: choice as string }, description);
}

/** What a person can put into a field. */
function offered(property: INodeProperties): unknown[] {
	const { name, type, typeOptions, options = [] } = property;
	switch (type) {
		case 'options':
			return options.map((option) => (option as { value: unknown }).value);
		case 'multiOptions':
			return [[], options.map((option) => (option as { value: unknown }).value)];
		case 'boolean':
			return [true, false];
		case 'number':
			return typeOptions?.minValue === undefined ? [property.default] : [typeOptions.minValue, typeOptions.maxValue ?? property.default];
		case 'fixedCollection':
			return rowsOf(property);
		case 'resourceLocator':
			if (name in places) {
				const given = { __rl: true, mode: 'url', value: places[name] };
				return property.required === true || name === 'firstFrame' ? [given] : [{ __rl: true, mode: 'url', value: '' }, given];
			}
			return [property.default, { __rl: true, mode: 'id', value: voiceIds[0] }];
		default:
			return [texts[name] ?? property.default];
	}
}

/** How many rows there are when there are many. */
const most = 4;

/** Rows: as few as the field makes sense with, and several. */
function rowsOf({ name, options = [], default: initial }: INodeProperties): INodeParameters[] {
	const [{ values = [] } = {}] = options as Array<{ values?: INodeProperties[] }>;
	const has = (field: string) => values.some((value) => value.name === field);
	const valuesOf = (field: string) =>
		(values.find((value) => value.name === field)?.options ?? []).map((option) => (option as { value: string }).value);
	switch (name) {
		case 'storyboard': {
			// the lengths of the shots together: about the shortest and the longest video
			const shot = (seconds: number) => ({ prompt: 'rain on a tin roof', seconds });
			return [{ shot: [shot(5)] }, { shot: Array.from({ length: 6 }, () => shot(2)) }];
		}
		case 'images': {
			// the rows that are there from the start, and then as many of the usual role as fit
			const given = ((initial as { image?: INodeParameters[] }).image ?? []).map((row) => ({ ...row, ...picture }));
			const usual = values.find((value) => value.name === 'role')?.default;
			const more = most - given.length;
			const row = (index: number) => ({
				...(usual === undefined ? {} : { role: usual as string }),
				...picture,
				...(has('name') ? { name: `view_${'abcdefghij'[index]}` } : {}),
			});
			const full = [...given, ...Array.from({ length: more }, (_, index) => row(index))];
			return [given.length ? given : full.slice(0, 1), ...(full.length > Math.max(1, given.length) ? [full] : [])].map((image) => ({
				image,
			}));
		}
		case 'elements': {
			const kinds = has('kind') ? valuesOf('kind') : [undefined];
			const rows = kinds.flatMap((kind) => {
				const ids = kind === 'videoCharacter' ? characterIds : elementIds;
				const row = (value: string) => ({ ...(kind ? { kind } : {}), element: { __rl: true, mode: 'id', value } });
				const full = ids.slice(0, Math.min(most, ids.length)).map(row);
				return full.length > 1 ? [full.slice(0, 1), full] : [full];
			});
			return [[], ...rows].map((element) => ({ element }) as INodeParameters);
		}
		case 'voices':
			return [[], voiceIds.slice(0, 1), voiceIds].map(
				(ids) => ({ voice: ids.map((value) => ({ voice: { __rl: true, mode: 'id', value } })) }) as INodeParameters,
			);
		default:
			throw new Error(`the walk does not know the rows of ${name}`);
	}
}

/** A state with one of its fields varied; of a collection, each option alone, and all of them together. */
function* varied(name: string, state: INodeParameters, description: INodeTypeDescription): Generator<INodeParameters> {
	const property = description.properties.find((one) => one.name === name && isShown(one, state, description))!;
	if (property.type !== 'collection') {
		// what the field shows in turn is filled in, and n8n leaves out the rest
		for (const value of offered(property)) yield { ...texts, ...state, [name]: value as string };
		return;
	}
	const singles = (property.options as INodeProperties[]).flatMap((option) =>
		optionValues(option).map((value) => ({ [option.name]: value, ...(value === 'ownKey' ? { idempotencyKey: 'own' } : {}) })),
	);
	for (const single of [...singles, Object.assign({}, ...singles) as IDataObject]) yield { ...state, [name]: single as INodeParameters };
}

function optionValues(option: INodeProperties): unknown[] {
	// a dry run and practice send nothing; the lists are tested by themselves
	if (['dryRun', 'practice'].includes(option.name) || option.type === 'json') return [];
	if (option.type === 'string') return [option.name === 'callbackUrl' ? 'https://n8n.example.org/webhook/kling' : `own-${option.name}`];
	if (option.type === 'fixedCollection' || option.type === 'collection') return [];
	return offered(option);
}
