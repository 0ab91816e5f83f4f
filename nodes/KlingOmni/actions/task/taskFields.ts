import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { dialects } from '../../../kling/dialects';
import type { DialectApi } from '../../../kling/dialects/dialect';
import { products, type Product } from '../../../kling/task';
import { defined, ids, oneOf } from '../../../kling/values';
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
	description: 'What the item’s taskType says; a task that is not of that type is looked for among the others',
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
	// on the error output the id stands among the details
	default: '={{ $json.details?.taskId ?? $json.taskId }}',
	placeholder: 'e.g. 885001, 885002',
	description: 'One or more task IDs, or external task IDs, separated by commas; an expression may give a list',
};

/** What the fields hold. */
export const taskRefs = {
	taskIds: ids.check(
		z.refine((named) => named.length > 0, {
			error: 'is empty\nGive one or more task IDs, for example the taskId of an earlier Kling Omni node',
		}),
	),
	taskType: z._default(oneOf(['auto', ...products]), 'auto'),
};

/** The tasks that an item names. */
export type TaskRefs = { taskIds: string[]; taskType: 'auto' | Product };

/**
 * What the tasks of an item may have made, the likeliest first; one product where the service needs no more.
 *
 * @param said the item's own word for it, if it has one
 */
export function productsOf({ taskType: chosen }: TaskRefs, said: unknown, { readSeparately }: DialectApi): Product[] {
	if (chosen !== 'auto') return [chosen];
	const first = products.find((product) => product === said) ?? 'omniVideo';
	const candidates = [first, ...(readSeparately ?? [])].filter((product) => readSeparately?.includes(product) ?? true);
	return [...new Set(candidates)];
}
