/** `npm run texts`: every text that a person can meet, by node and panel, to be read once from top to bottom. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { registry as credentials } from '../credentials/registry';
import { resources } from '../nodes/KlingOmni/actions';
import { KlingOmni } from '../nodes/KlingOmni/KlingOmni.node.ts';
import { KlingOmniCallbackTrigger } from '../nodes/KlingOmniCallbackTrigger/KlingOmniCallbackTrigger.node.ts';
import { KlingOmniTrigger } from '../nodes/KlingOmniTrigger/KlingOmniTrigger.node.ts';
import { dialects } from '../nodes/kling/dialects';
import { otherRows } from '../test/unit/messages/otherRows';
import { videoAttachments } from '../test/unit/messages/videoAttachments';
import { videoChoices } from '../test/unit/messages/videoChoices';
import { videoContents } from '../test/unit/messages/videoContents';

/** A text, and where it stands: "Video › Text to Video › Duration › hint". */
export interface Text {
	where: string;
	kind: 'name' | 'description' | 'placeholder' | 'hint' | 'notice' | 'action' | 'error';
	text: string;
}

type Described = { description?: string; placeholder?: string; hint?: string };

function* textsOf(where: string, displayName: string, { description, placeholder, hint }: Described): Generator<Text> {
	yield { where, kind: 'name', text: displayName };
	for (const [kind, text] of Object.entries({ description, placeholder, hint }) as Array<[Text['kind'], string | undefined]>)
		if (text) yield { where, kind, text };
}

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;

function* ofProperty(path: string, property: INodeProperties): Generator<Text> {
	if (property.type === 'notice') return yield { where: path, kind: 'notice', text: property.displayName };
	const where = `${path} › ${property.displayName}`;
	yield* textsOf(where, property.displayName, property);
	for (const mode of property.modes ?? []) yield* textsOf(`${where} › ${mode.displayName}`, mode.displayName, mode as Described);
	for (const option of property.options ?? []) yield* ofOption(where, option);
}

function* ofOption(where: string, option: Option): Generator<Text> {
	if ('type' in option) yield* ofProperty(where, option);
	else if ('values' in option) for (const value of option.values) yield* ofProperty(where, value);
	else yield* textsOf(`${where} › ${option.name}`, option.name, option);
}

function* ofTrigger({ displayName: where, ...trigger }: INodeTypeDescription): Generator<Text> {
	const { header = '', executionsHelp, activationHint } = (trigger.triggerPanel || {}) as Record<string, never>;
	const help = Object.values((executionsHelp ?? {}) as Record<string, string>);
	const texts = [trigger.description, trigger.eventTriggerDescription, trigger.activationMessage, header, ...help, activationHint];
	for (const text of texts) if (text) yield { where, kind: 'hint', text };
	for (const property of trigger.properties) yield* ofProperty(where, property);
}

/** Texts of the panels, the credentials and the triggers, and what is refused by Kling and by the node; each once at the same place. */
export function texts(): Text[] {
	return distinct([
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => {
				const where = `${resource.name} › ${operation.name}`;
				const fields = operation.fields({ taskKinds: [] }).flatMap((field) => [...ofProperty(where, field)]);
				return [...textsOf(where, operation.name, operation), { where, kind: 'action', text: operation.action } as const, ...fields];
			}),
		),
		...ofNode(new KlingOmni().description),
		...ofTrigger(new KlingOmniTrigger().description),
		...ofTrigger(new KlingOmniCallbackTrigger().description),
		...Object.values(credentials).flatMap((Credential) => {
			const { displayName, properties } = new Credential();
			return properties.flatMap((property) => [...ofProperty(displayName, property)]);
		}),
		...dialects.flatMap(({ service, codes }) =>
			codes.flatMap(([code, { title, remedy }]) => errors(`${service.name}, code ${code}`, title, remedy)),
		),
		// the tests hold that these are what a person reads
		...[...videoChoices, ...videoAttachments, ...videoContents, ...otherRows].flatMap((row) =>
			errors('What a job is refused for', String(row.at(-2)), String(row.at(-1))),
		),
	]);
}

const errors = (where: string, ...all: string[]): Text[] => all.map((text) => ({ where, kind: 'error', text }));

/** What stands before an operation is chosen. */
const ofNode = ({ displayName, description, properties }: INodeTypeDescription): Text[] => [
	{ where: displayName, kind: 'description', text: description },
	...properties
		.filter(({ name }) => ['service', 'apiVersion', 'resource'].includes(name))
		.flatMap((property) => [...ofProperty(displayName, property)]),
];

function distinct(all: Text[]): Text[] {
	const key = ({ where, kind, text }: Text) => `${where} ${kind} ${text}`;
	return [...new Map(all.map((each) => [key(each), each])).values()];
}

/** A place inside its panel: fields that several operations have are read once. */
const inPanel = ({ where }: Text) => where.split(' › ').slice(2).join(' › ') || where;

/** The list as lines: a heading for each place, and under it what stands there. */
function page(): string {
	const lines = new Map<string, string>();
	let last = '';
	for (const each of texts()) {
		const key = `${inPanel(each)} ${each.kind} ${each.text}`;
		if (lines.has(key)) continue;
		const text = each.kind === 'name' ? '' : `    ${each.kind}: ${each.text}`;
		lines.set(key, [each.where === last ? '' : each.where, text].filter((line) => line).join('\n'));
		last = each.where;
	}
	return [...lines.values()].join('\n');
}

if (require.main === module) process.stdout.write(`${page()}\n`);
