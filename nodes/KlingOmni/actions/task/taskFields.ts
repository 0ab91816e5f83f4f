import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { dialects } from '../../../kling/dialects';
import type { DialectApi } from '../../../kling/dialects/dialect';
import { stopped } from '../../../kling/errors';
import { products, type Product } from '../../../kling/task';
import { defined } from '../../../kling/values';
import { placesOf } from '../../fields/service';
import type { TaskKind } from '../operation';

/** The fields that name tasks, shared by the task operations. */

/** A choice of the lists that a dialect keeps apart, where it stands in the panel. */
const taskTypeOf = (
	dialect: DialectApi,
	taskKinds: readonly TaskKind[],
	others: INodePropertyOptions[],
	usual: string,
): INodeProperties[] =>
	placesOf((one) => one === dialect).map((show) => ({
		displayName: 'Task Type',
		name: 'taskType',
		type: 'options',
		noDataExpression: true,
		options: [
			...others,
			...(dialect.lists ?? taskKinds).map(({ product, name, description }) => ({ name, value: product, ...defined({ description }) })),
		],
		default: usual,
		displayOptions: { show },
	}));

const automatic = {
	name: 'Automatic',
	value: 'auto',
	description: 'The item’s taskType; a task that is not there is looked for among the others',
};

/** What made the task; some dialects keep each kind on a path of its own (R39), the others know a task by its id alone. */
export const taskType = (taskKinds: readonly TaskKind[]): INodeProperties[] =>
	dialects.filter(({ readSeparately }) => readSeparately).flatMap((dialect) => taskTypeOf(dialect, taskKinds, [automatic], 'auto'));

/** For lists: one type at a time. */
export const listedTaskType = (taskKinds: readonly TaskKind[]): INodeProperties[] =>
	dialects.flatMap((dialect) => taskTypeOf(dialect, taskKinds, [], 'omniVideo'));

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
