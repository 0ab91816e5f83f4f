import type { IDataObject } from 'n8n-workflow';
import { resources, taskKinds } from '../nodes/KlingOmni/actions';
import { deductionFields } from '../nodes/KlingOmni/actions/account/getDeductions.operation';
import { packFields } from '../nodes/KlingOmni/actions/account/getResourcePacks.operation';
import type { TaskKind } from '../nodes/KlingOmni/actions/operation';
import { entryFields } from '../nodes/KlingOmni/run/libraryItems';
import { toItem } from '../nodes/KlingOmni/toItem';
import { externalTaskId } from '../nodes/KlingOmni/run/keys';
import { endedTask } from '../nodes/kling/practice/sample';
import { isAtOnce, isStudio } from '../nodes/kling/studio/products';
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

const entries = { element: elementEntry(), voice: voiceEntry() };
const pack = { name: 'a', id: '1', type: 'a', status: 'a', totalUnits: 1, remainingUnits: 1, purchasedAt: 1, effectiveAt: 1, expiresAt: 1 };

/** Items of operations that make no tasks. */
const others: Record<string, IDataObject> = {
	'account/getDeductions': deductionFields(deduction()),
	'account/getResourcePacks': packFields(pack),
	'task/cancel': toItem(
		{ taskId: '1', product: 'omniVideo', status: 'canceled', createdAt: 1, updatedAt: 1, outputs: [], requestId: 'r', raw: {} },
		{ itemIndex: 0 },
	).json,
	...Object.fromEntries(
		Object.entries(entries).flatMap(([shelf, entry]) => [
			[`${shelf}/get`, entryFields(entry)],
			[`${shelf}/getMany`, entryFields(entry)],
			[`${shelf}/delete`, { deleted: true }],
		]),
	),
};

/** What can be read again later. */
const kept = taskKinds.filter(({ product }) => !isAtOnce(product));

/** By the node and its operation, as n8n looks for them: `KlingOmni/video/textToVideo`, `KlingOmniTrigger`. */
export function schemas(): Record<string, Schema & { version: number }> {
	const operations = resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value: operation, makes }) => {
			const name = `${resource}/${operation}`;
			const kinds = [...(besideTasks[name] ?? []), ...(makes ?? (resource === 'task' ? kept : []))];
			return [`KlingOmni/${name}`, others[name] ?? merged(kinds.map(({ product }) => itemOf(product, howOf(name))))] as const;
		}),
	);
	const watched = (canBe: (kind: TaskKind) => boolean) => merged(kept.filter(canBe).map(({ product }) => itemOf(product, 'listed')));
	const triggers = [
		['KlingOmniTrigger', watched(({ canBeWatched }) => canBeWatched === true)],
		['KlingOmniCallbackTrigger', watched(() => true)],
	] as const;
	return Object.fromEntries([...operations, ...triggers].map(([name, item]) => [name, { ...schemaOf(item), version: 1 }]));
}

function howOf(name: string) {
	if (!name.startsWith('task/')) return 'ordered';
	return name === 'task/getMany' ? 'listed' : name === 'task/get' ? 'read' : 'awaited';
}

const merged = (items: IDataObject[]): IDataObject => Object.assign({}, ...items) as IDataObject;

/** An item with everything that a task of the product may have: as it is ordered, read singly, waited for, or listed. */
function itemOf(product: Product, how: 'ordered' | 'read' | 'awaited' | 'listed'): IDataObject {
	const task = endedTask(product, { isMarked: product !== 'videoToAudio' });
	const outputs = task.outputs.map((output) => (output.type === 'element' ? { ...output, description: 'text' } : output));
	const key = { key: 'row-7', tag: 'campaign', reference: 'row-7' };
	const isOrder = how === 'ordered';
	const hasModel = isOrder && !isStudio(product) && product !== 'element' && product !== 'voice';
	const { json } = toItem(
		{
			...task,
			outputs,
			...(isAtOnce(product) ? {} : { externalTaskId: externalTaskId(key) }),
			...(how === 'listed' ? {} : { requestId: 'r' }),
			// what fails is an error where it is waited for
			...(how === 'read' || how === 'listed' ? { statusMessage: 'text' } : {}),
		},
		{
			itemIndex: 0,
			...(hasModel ? { model: 'a' } : {}),
			...(isOrder ? { estimatedUnits: 4, found: true, ...(isAtOnce(product) ? {} : { sameJob: true }) } : {}),
		},
	);
	// a sample that nobody ordered does not say what it would cost
	return isOrder ? json : { ...json, cost: { units: 4, estimatedUsd: 1, chargedUnits: 4 } };
}

function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
	if (value === null || typeof value !== 'object') return { type: typeof value };
	return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, part]) => [name, schemaOf(part)])) };
}

function elementEntry() {
	const content = {
		type: 'element' as const,
		id: '1',
		name: 'a',
		description: 'a',
		kind: 'multiImage' as const,
		ownedBy: 'a',
	};
	return { content, createdAt: 1 };
}

function voiceEntry() {
	return { content: { type: 'voice' as const, id: '1', name: 'a', trialUrl: 'a', ownedBy: 'a' }, createdAt: 1 };
}

/** A row with what both lists have, paid with units and paid with money. */
function deduction() {
	const text = [
		'task_id',
		'model_name',
		'product_function',
		'product_type',
		'resolution',
		'package_id',
		'api_key_name',
		'video_sound',
		'refer_video_input',
		'voice_control',
	];
	const numbers = ['deduction_time', 'deduction_amount', 'duration', 'unit_before_deduction', 'unit_after_deduction'];
	return Object.fromEntries([...text.map((name) => [name, 'a'] as const), ...numbers.map((name) => [name, 1] as const)]);
}
