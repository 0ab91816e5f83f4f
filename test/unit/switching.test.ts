import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { modelsFor, videoOperations, type VideoOperation } from '../../nodes/kling/models';
import { type Dialect, dialects, dialectWith } from '../dialects';

/**
 * Changing Service or API Version: what the editor makes of a filled-in panel, by n8n's own logic. It keeps the values of
 * the fields that show before and after, and drops those of the others.
 */

const { description } = new KlingOmni();
const node: INode = { id: '1', name: 'Kling Omni', type: 'klingOmni', typeVersion: 1, position: [0, 0], parameters: {} };

/** The panel's values after a change, with the defaults of what shows now; hidden values are gone. */
const afterwards = (values: INodeParameters): INodeParameters =>
	NodeHelpers.getNodeParameters(description.properties, values, true, false, node, description)!;

const serviceOf: Record<Dialect, INodeParameters> = {
	classic: { service: 'kling', apiVersion: 'classic' },
	current: { service: 'kling', apiVersion: 'current' },
	modelStudio: { service: 'modelStudio' },
};

const url = 'https://media.example.org/a.png';
const at = (value: string, mode = 'url') => ({ __rl: true, mode, value });
const element = { kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } };

/** What a person has put into the fields of each operation, wherever they show. */
const filledIn: Partial<Record<VideoOperation, INodeParameters[]>> = {
	textToVideo: [
		{ shots: 'single', duration: 10, sound: false },
		{ shots: 'storyboard', storyboard: { shot: [{ prompt: 'rain', seconds: 3 }] } },
	],
	imageToVideo: [
		{ firstFrame: at(url), duration: 10 },
		{ firstFrame: at(url), lastFrame: at(url), duration: 10 },
	],
	referenceToVideo: [
		{ images: { image: [{ source: 'url', url }] }, elements: { element: [element] }, duration: 10 },
		{ video: at('https://media.example.org/a.mp4'), images: {}, duration: 10 },
	],
	editVideo: [{ video: at('clip', 'binary'), keepSound: true }],
};

const common: INodeParameters = {
	resource: 'video',
	prompt: 'A paper boat drifts past a lighthouse',
	quality: '1080p',
	aspectRatio: '9:16',
	completion: 'submit',
	options: { tag: 'spring', timeLimit: 12, watermark: true, maxConcurrentTasks: 3 },
};

interface Switch {
	operation: VideoOperation;
	model: string;
	from: Dialect;
	to: Dialect;
	values: INodeParameters;
}

const pairs = dialects.flatMap((from) => dialects.filter((to) => to !== from).map((to) => [from, to] as const));
const switches = pairs.flatMap(([from, to]) =>
	videoOperations.flatMap((operation) =>
		modelsFor(dialectWith(from), operation)
			.filter((model) => modelsFor(dialectWith(to), operation).includes(model))
			.flatMap((model) => (filledIn[operation] ?? []).map((values): Switch => ({ operation, model, from, to, values }))),
	),
);

/** A panel as it stands after a person filled it in. */
const filled = ({ operation, model, from, values }: Switch): INodeParameters =>
	afterwards({ ...common, ...values, operation, model, ...serviceOf[from] });

/** The property that shows under a name. */
const shown = (name: string, values: INodeParameters): INodeProperties | undefined =>
	description.properties.find((property) => property.name === name && NodeHelpers.displayParameter(values, property, node, description));

function isOffered(name: string, value: unknown, values: INodeParameters): boolean {
	const { type, options } = shown(name, values)!;
	return type !== 'options' || options!.some((option) => 'value' in option && option.value === value);
}

/** A value without parts that are empty: rows have a name on the current API only. */
const typed = (value: unknown): unknown =>
	typeof value === 'object' ? JSON.parse(JSON.stringify(value, (_, part: unknown) => (part === '' ? undefined : part))) : value;

const selectors = ['service', 'apiVersion'];

test.each(switches)('$from → $to: $operation with $model', (change) => {
	const before = filled(change);
	const after = afterwards({ ...before, ...serviceOf[change.to] });
	const kept = Object.keys(before).filter((name) => name in after && !selectors.includes(name));
	expect(kept).toEqual(expect.arrayContaining(['resource', 'operation', 'model', 'completion', 'options']));
	for (const name of kept) {
		if (isOffered(name, before[name], after)) expect({ name, value: typed(after[name]) }).toEqual({ name, value: typed(before[name]) });
	}
	// nothing that a person typed shows as something that the service does not have
	expect(kept.filter((name) => !isOffered(name, before[name], after))).toEqual([]);
});

test('what a person typed is there again after all three services were looked at', () => {
	for (const change of switches.filter(({ from }) => from === 'classic')) {
		const before = filled(change);
		const others = [change.to, 'classic'] as const;
		const after = others.reduce((values, dialect) => afterwards({ ...values, ...serviceOf[dialect] }), before);
		for (const name of ['prompt', 'model', 'images', 'elements', 'video', 'firstFrame', 'duration', 'quality', 'aspectRatio', 'options']) {
			expect({ change, name, value: typed(after[name]) }).toEqual({ change, name, value: typed(before[name]) });
		}
	}
});

test('fields that one service alone has come and go', () => {
	const names = (dialect: Dialect) =>
		Object.keys(afterwards({ ...common, operation: 'textToVideo', model: 'kling-v3', ...serviceOf[dialect] }));
	expect(names('classic')).toContain('negativePrompt');
	expect(names('current')).not.toContain('negativePrompt');
	expect(names('modelStudio')).not.toContain('apiVersion');
});
