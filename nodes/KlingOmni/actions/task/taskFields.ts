import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { DialectApi } from '../../../kling/dialects/dialect';
import { stopped } from '../../../kling/errors';
import { products, type Product } from '../../../kling/task';
import type { TaskKind } from '../operation';

/** The fields that name tasks, shared by the task operations. */

const optionsOf = (taskKinds: readonly TaskKind[]): INodePropertyOptions[] =>
	taskKinds.map(({ product: value, name, description }) => ({ name, value, description }));

const onClassic = { show: { service: ['kling'], apiVersion: ['classic'] } };

/** What made the task; the classic API keeps each kind on a path of its own (R39), the others know a task by its id alone. */
export const taskType = (taskKinds: readonly TaskKind[]): INodeProperties => ({
	displayName: 'Task Type',
	name: 'taskType',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Automatic', value: 'auto', description: 'The item’s taskType; a task that is not there is looked for among the others' },
		...optionsOf(taskKinds),
	],
	default: 'auto',
	displayOptions: onClassic,
});

/** For lists: one type at a time. The current API’s list knows videos and pictures only, Model Studio’s videos only. */
export const listedTaskType = (taskKinds: readonly TaskKind[]): INodeProperties[] => [
	{
		displayName: 'Task Type',
		name: 'taskType',
		type: 'options',
		noDataExpression: true,
		options: optionsOf(taskKinds),
		default: 'omniVideo',
		displayOptions: onClassic,
	},
	{
		displayName: 'Task Type',
		name: 'taskType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Images', value: 'image' },
			{ name: 'Videos', value: 'omniVideo' },
		],
		default: 'omniVideo',
		displayOptions: { show: { service: ['kling'], apiVersion: ['current'] } },
	},
];

export const taskIds: INodeProperties = {
	displayName: 'Task IDs',
	name: 'taskIds',
	type: 'string',
	required: true,
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. 885001, 885002',
	description: 'One or more task IDs, or external task IDs, separated by commas; an expression may give a list',
};

/** The tasks that an item names. */
export interface NamedTasks {
	taskIds: string[];
	/** What they may have made, the likeliest first; one where the service needs no more. */
	products: Product[];
}

/** @throws NodeOperationError if the item names none */
export function readTaskRefs(context: IExecuteFunctions, itemIndex: number, { readSeparately }: DialectApi): NamedTasks {
	const value = context.getNodeParameter('taskIds', itemIndex) as unknown;
	const ids = (Array.isArray(value) ? value : [value]).flatMap((entry) => String(entry ?? '').split(/[\s,]+/)).filter(Boolean);
	if (ids.length === 0) {
		throw stopped(
			{ node: context.getNode(), itemIndex },
			'Task IDs is empty',
			'Give one or more task IDs, for example the taskId of an earlier Kling Omni node.',
		);
	}
	const chosen = context.getNodeParameter('taskType', itemIndex, 'auto') as Product | 'auto';
	const said = products.find((product) => product === context.getInputData()[itemIndex]?.json.taskType) ?? 'omniVideo';
	const candidates = [said, ...(readSeparately ?? [])].filter((product) => readSeparately?.includes(product) ?? true);
	return { taskIds: [...new Set(ids)], products: chosen === 'auto' ? [...new Set(candidates)] : [chosen] };
}
