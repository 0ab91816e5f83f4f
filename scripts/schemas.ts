import type { IDataObject } from 'n8n-workflow';
import { resources, taskKinds } from '../nodes/KlingOmni/actions';
import { toItem } from '../nodes/KlingOmni/toItem';
import { externalTaskId } from '../nodes/KlingOmni/run/keys';
import { endedTask } from '../nodes/kling/practice/sample';
import type { Product } from '../nodes/kling/task';

/**
 * What each operation gives out, as n8n's editor shows it to the next node before anything has run: made from whole items
 * of the code that makes the items.
 */

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** What answers at once leaves no task behind; a lip sync also gives out the faces that it found. */
const besideTasks: Record<string, Array<{ product: Product }>> = {
	'audio/speak': [{ product: 'speech' }],
	'video/faces': [{ product: 'faces' }],
	'video/lipSync': [{ product: 'faces' }],
};

/** By `<resource>/<operation>`; operations whose items are Kling's own rows have none. */
export function schemas(): Record<string, Schema & { version: number }> {
	const found = resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation, makes }) => {
			const kinds = [...(besideTasks[`${resource}/${operation}`] ?? []), ...(makes ?? (resource === 'task' ? taskKinds : []))];
			if (kinds.length === 0) return [];
			const items = kinds.map(({ product }) => itemOf(product, resource !== 'task'));
			return [[`${resource}/${operation}`, { ...schemaOf(Object.assign({}, ...items) as IDataObject), version: 1 }] as const];
		}),
	);
	return Object.fromEntries(found);
}

/** A finished task's item with everything that it may have. */
function itemOf(product: Product, isOrder: boolean): IDataObject {
	const task = endedTask(product, { isMarked: true });
	const outputs = task.outputs.map((output) => (output.type === 'element' ? { ...output, description: 'text', voiceId: '1' } : output));
	const key = { key: 'row-7', tag: 'campaign', reference: 'row-7' };
	return toItem(
		{ ...task, outputs, externalTaskId: externalTaskId(key), requestId: 'r', statusMessage: 'text' },
		{ itemIndex: 0, model: 'kling-v3-omni', estimatedUnits: 4, ...(isOrder ? { found: true, sameJob: true } : {}) },
	).json;
}

function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
	if (value === null || typeof value !== 'object') return { type: typeof value };
	return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, part]) => [name, schemaOf(part)])) };
}
