import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { stopped } from '../../../kling/errors';
import type { Product, TaskRef } from '../../../kling/task';

/** The fields that name tasks, shared by the task operations. */

/** What made the task; the classic API keeps each kind on a path of its own (R39). */
export const taskType: INodeProperties = {
	displayName: 'Task Type',
	name: 'taskType',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Omni Video', value: 'omniVideo', description: 'Made by a Kling Omni or O1 model' }],
	default: 'omniVideo',
};

export const taskIds: INodeProperties = {
	displayName: 'Task IDs',
	name: 'taskIds',
	type: 'string',
	required: true,
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. 885001, 885002',
	description: 'One or more task IDs, or external task IDs, separated by commas; an expression may give a list',
};

/** The tasks that an item names. @throws NodeOperationError if it names none */
export function readTaskRefs(context: IExecuteFunctions, itemIndex: number): TaskRef[] {
	const value = context.getNodeParameter('taskIds', itemIndex) as unknown;
	const ids = (Array.isArray(value) ? value : [value]).flatMap((entry) => String(entry ?? '').split(/[\s,]+/)).filter(Boolean);
	if (ids.length === 0) {
		throw stopped(
			{ node: context.getNode(), itemIndex },
			'Task IDs is empty',
			'Give one or more task IDs, for example the taskId of an earlier Kling Omni node.',
		);
	}
	const product = context.getNodeParameter('taskType', itemIndex, 'omniVideo') as Product;
	return [...new Set(ids)].map((taskId) => ({ taskId, product }));
}
