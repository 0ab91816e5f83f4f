import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { stopped, type Scene } from '../kling/errors';
import type { DialectApi } from '../kling/dialects/dialect';
import type { Problem } from '../kling/rules/problem';
import { listed, oneOf } from '../kling/values';
import { dialectOf, service } from './fields/service';
import { fieldName, labelsOf, withoutLabels } from './panelTexts';

/**
 * The one door for what a person, an expression or an agent gives: every parameter is read here, as a schema says.
 *
 * n8n removes the values of hidden fields before it runs a node, so what is `undefined` here is a field that the panel
 * did not offer, or an option that was not added. An expression that gives nothing is `null`.
 */

/** Reads one parameter as it was given. @throws what n8n throws for an expression that cannot be worked out */
type ReadRaw = (name: string) => unknown;

const hidden = Symbol('hidden');

/** The parameters of an action node, for one item. */
export const itemParameters =
	(context: IExecuteFunctions, itemIndex: number): ReadRaw =>
	(name) =>
		given(name, context.getNodeParameter(name, itemIndex, hidden));

/** The parameters of a node that has no input items. */
const nodeParameters =
	(context: IPollFunctions | IWebhookFunctions | IHookFunctions): ReadRaw =>
	(name) =>
		given(name, context.getNodeParameter(name, hidden));

const given = (name: string, value: unknown) => (value === hidden ? undefined : withoutLabels(name, value));

/** Values, or what is the matter with them, in the panel's words. */
export type Read<T> = { values: T; problems?: undefined } | { values?: undefined; problems: Problem[] };

/** @param values as they were given, by the names of their fields */
export function parse<S extends z.ZodMiniType>(schema: S, values: unknown, { parameters }: { parameters: IDataObject }): Read<z.output<S>> {
	const { data, error } = schema.safeParse(values);
	return error ? { problems: error.issues.map((issue) => problemOf(issue, parameters)) } : { values: data as z.output<S> };
}

/** The parameters that a schema names. */
export const valuesFor = (schema: z.ZodMiniObject, read: ReadRaw) =>
	Object.fromEntries(Object.keys(schema._zod.def.shape).map((name) => [name, read(name)]));

/**
 * Parameters of an item, whose names are the schema's keys.
 *
 * @throws NodeOperationError that names each field whose value is not clear
 */
export const readItem = <S extends z.ZodMiniObject>(context: IExecuteFunctions, itemIndex: number, schema: S): z.output<S> =>
	readOrStop({ node: context.getNode(), itemIndex }, itemParameters(context, itemIndex), schema);

/** The same for a node that has no input items. */
export const readNode = <S extends z.ZodMiniObject>(context: IPollFunctions | IWebhookFunctions | IHookFunctions, schema: S): z.output<S> =>
	readOrStop({ node: context.getNode() }, nodeParameters(context), schema);

function readOrStop<S extends z.ZodMiniObject>(scene: Scene, read: ReadRaw, schema: S): z.output<S> {
	const { values, problems } = parse(schema, valuesFor(schema, read), scene.node) as { values: z.output<S>; problems?: Problem[] };
	if (!problems) return values;
	throw stopped(
		scene,
		problems.map(({ message }) => message).join('; '),
		`${problems.map(({ remedy }) => remedy).join('. ')}. Nothing was sent to Kling.`,
	);
}

/** The path without the names of what fields stand in, and without the ways of giving a single picture, video or recording. */
function withoutFrames(path: PropertyKey[], { resource }: IDataObject): PropertyKey[] {
	const inner = path.filter((part) => part !== 'media' && part !== 'options' && part !== 'filters');
	// elsewhere it is a switch
	if (resource === 'voice' && inner[0] === 'sound')
		return [inner[1] === 'source' ? 'soundSource' : inner[1] === 'binaryProperty' ? 'soundBinaryProperty' : 'soundUrl'];
	if (inner[1] === 'keepSound') return inner.slice(1);
	if (
		['video', 'firstFrame', 'lastFrame', 'image', 'sound'].includes(String(inner[0])) &&
		(inner[1] === 'url' || inner[1] === 'binaryProperty')
	)
		return inner.slice(0, 1);
	return inner.length ? inner : path;
}

/** Schema issues in the panel's words: `storyboard.1.seconds` is "Storyboard, row 2, Seconds". */
function problemOf(issue: z.core.$ZodIssue, parameters: IDataObject): Problem {
	const { path } = issue;
	const nameOf = (part: PropertyKey) => (typeof part === 'number' ? `row ${part + 1}` : fieldName(String(part), parameters));
	const field = withoutFrames(path, parameters).map(nameOf).join(', ');
	// what is wrong, and perhaps what to do, on a line of its own
	const [wrong, remedy = `Correct ${field}`] = withLabels(issue, parameters).split('\n');
	return { rule: '§3', severity: 'error', field, message: `${field} ${wrong}`, remedy };
}

/** What is the matter, with the panel's labels for the values of a choice. */
function withLabels({ path, message, ...issue }: z.core.$ZodIssue, parameters: IDataObject): string {
	if (issue.code !== 'invalid_value') return message;
	const values = issue.values.map(String);
	return message.replace(listed(values), () => listed(labelsOf(String(path.at(-1)), values, parameters)));
}

/**
 * The dialect that the panel leads to; the same for all items, as its fields take no expression.
 *
 * @throws NodeOperationError if one of them holds something else than the panel offers
 */
export function readDialect(context: IAllExecuteFunctions): DialectApi {
	const node = context.getNode();
	const place = z.object(Object.fromEntries(service.map(({ name, options = [] }) => [name, z.optional(oneOf(valuesOf(options)))])));
	readOrStop({ node }, (name) => node.parameters[name], place);
	return dialectOf(node.parameters);
}

const valuesOf = (options: NonNullable<INodeProperties['options']>) =>
	options.flatMap((option) => ('value' in option ? String(option.value) : []));
