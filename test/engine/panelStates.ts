import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { modelsFor, type Dialect, type VideoOperation } from '../../nodes/kling/models';

/**
 * Walks the states that a person can bring the panel of an operation into.
 *
 * It looks only at the node's description, with n8n's own display logic: a field is filled in only where it is shown,
 * and only with what is offered there.
 */

/** Fields that have no say in the request: varied one by one, on the first state only. */
const alone = ['completion', 'download', 'promptMode', 'options', 'lists'];

const picture = { source: 'url', url: 'https://media.example.org/a.png' };
const texts: Record<string, string> = {
	prompt: 'A paper boat drifts past a lighthouse',
	negativePrompt: 'blur',
	videoUrl: 'https://media.example.org/a.mp4',
	subject: 'A paper boat',
};
const elementIds = Array.from({ length: 10 }, (_, i) => String(829836802793406551n + BigInt(i)));
const characterIds = Array.from({ length: 5 }, (_, i) => String(829836802793407001n + BigInt(i)));
const voiceIds = ['850000000000000001', '850000000000000002'];

/** All states of one video operation on one dialect. */
export function* videoStates(description: INodeTypeDescription, dialect: Dialect, operation: VideoOperation): Generator<INodeParameters> {
	const service = dialect === 'modelStudio' ? { service: 'modelStudio' } : { service: 'kling', apiVersion: dialect };
	const properties = description.properties.filter((property) => isOf(property, operation));
	const seen = new Set<string>();
	for (const model of modelsFor(dialect, operation)) {
		const start = { ...service, resource: 'video', operation, model: { __rl: true, mode: 'list', value: model } };
		let first: INodeParameters | undefined;
		for (const state of walk(properties, start, description)) {
			const key = JSON.stringify(state);
			if (seen.has(key)) continue;
			seen.add(key);
			first ??= state;
			yield state;
		}
		if (first) yield* variedAlone(properties, first, description);
	}
}

/** The selector values that a state must agree with, and nothing else of the panel. */
const isOf = ({ displayOptions }: INodeProperties, operation: string) => {
	const of = displayOptions?.show?.operation;
	return of === undefined || (of as unknown[]).includes(operation);
};

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
	const choices = alone.includes(name) ? [property.default] : offered(property, values);
	for (const choice of choices) yield* walk(rest, { ...values, [name]: choice as string }, description);
}

/** What a person can put into a field. */
function offered(property: INodeProperties, values: INodeParameters): unknown[] {
	const { name, type, typeOptions, options = [] } = property;
	switch (type) {
		case 'options':
			return options.map((option) => (option as { value: unknown }).value);
		case 'boolean':
			return [true, false];
		case 'number':
			return typeOptions?.minValue === undefined ? [property.default] : [typeOptions.minValue, typeOptions.maxValue ?? property.default];
		case 'fixedCollection':
			return rowsOf(property, values);
		default:
			return [texts[name] ?? property.default];
	}
}

/** Rows: as few as the field makes sense with, and as many as it takes. */
function rowsOf({ name, options = [], typeOptions }: INodeProperties, values: INodeParameters): INodeParameters[] {
	const [group] = options as Array<{ name: string; values: INodeProperties[] }>;
	const most = Number(typeOptions?.maxAllowedFields ?? 3);
	const valuesOf = (field: string) =>
		(group!.values.find((value) => value.name === field)?.options ?? []).map((option) => (option as { value: string }).value);
	switch (name) {
		case 'storyboard': {
			// the lengths of the shots together: about the shortest and the longest video
			const shot = (seconds: number) => ({ prompt: 'rain on a tin roof', seconds });
			return [{ shot: [shot(5)] }, { shot: Array.from({ length: most }, () => shot(2)) }];
		}
		case 'images': {
			const roles = valuesOf('role');
			const frames = (roles.length ? roles : ['reference']).filter((role) => role !== 'reference').map((role) => ({ role, ...picture }));
			const takesReferences = roles.length === 0 || roles.includes('reference');
			const references = (count: number) =>
				Array.from({ length: count }, () => ({ ...(roles.length ? { role: 'reference' } : {}), ...picture }));
			const fewest = frames.length ? 0 : 1;
			const counts = takesReferences ? [fewest, Math.max(fewest, values.operation === 'motionControl' ? 1 : most)] : [0];
			return [...new Set(counts)].map((count) => ({ image: [...frames, ...references(count)] }) as INodeParameters);
		}
		case 'elements': {
			const rows = valuesOf('kind').flatMap((kind) => {
				const ids = kind === 'multiImage' ? elementIds : characterIds;
				const row = (value: string) => ({ kind, element: { __rl: true, mode: 'id', value } });
				return [[row(ids[0]!)], ids.slice(0, Math.min(most, ids.length)).map(row)];
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

/** One state with each of the other fields varied, each option of a collection alone, and all of them together. */
function* variedAlone(
	properties: INodeProperties[],
	state: INodeParameters,
	description: INodeTypeDescription,
): Generator<INodeParameters> {
	for (const property of properties.filter(({ name }) => alone.includes(name))) {
		if (!isShown(property, state, description)) continue;
		if (property.type !== 'collection') {
			for (const value of offered(property, state)) yield { ...state, ...texts, [property.name]: value as string };
			continue;
		}
		const singles = (property.options as INodeProperties[]).flatMap((option) =>
			optionValues(option).map((value) => ({ [option.name]: value })),
		);
		for (const single of [...singles, Object.assign({}, ...singles) as IDataObject])
			yield { ...state, [property.name]: single as INodeParameters };
	}
}

function optionValues(option: INodeProperties): unknown[] {
	// a dry run sends nothing; the lists are tested by themselves
	if (option.name === 'dryRun' || option.type === 'json') return [];
	if (option.type === 'string') return [option.name === 'callbackUrl' ? 'https://n8n.example.org/webhook/kling' : `own-${option.name}`];
	if (option.type === 'fixedCollection' || option.type === 'collection') return [];
	return offered(option, {});
}
