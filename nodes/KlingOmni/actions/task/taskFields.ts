import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { DialectApi } from '../../../kling/dialects/dialect';
import { stopped } from '../../../kling/errors';
import { products, type Product } from '../../../kling/task';

/** The fields that name tasks, shared by the task operations. */

const productOptions: INodePropertyOptions[] = [
	{ name: 'Element', value: 'element', description: 'A new entry of the element library' },
	{ name: 'Image', value: 'image', description: 'Pictures made by Image 3.0 or Image 2.1' },
	{ name: 'Image to Video', value: 'imageToVideo', description: 'Made from a picture by Kling 3.0, 2.6 or 2.5 Turbo' },
	{ name: 'Omni Image', value: 'omniImage', description: 'Pictures made by Image 3.0 Omni or Image O1' },
	{ name: 'Omni Video', value: 'omniVideo', description: 'Made by Kling 3.0 Omni or Kling O1' },
	{ name: 'Text to Video', value: 'textToVideo', description: 'Made from text by Kling 3.0, 2.6 or 2.5 Turbo' },
	{ name: 'Voice', value: 'voice', description: 'A new entry of the voice library' },
];

const onClassic = { show: { service: ['kling'], apiVersion: ['classic'] } };

/** What made the task; the classic API keeps each kind on a path of its own (R39), the others know a task by its id alone. */
export const taskType: INodeProperties = {
	displayName: 'Task Type',
	name: 'taskType',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Automatic', value: 'auto', description: 'The item’s taskType; a task that is not there is looked for among the others' },
		...productOptions,
	],
	default: 'auto',
	displayOptions: onClassic,
};

/** For lists: one type at a time. The current API’s list knows videos and pictures only, Model Studio’s videos only. */
export const listedTaskType: INodeProperties[] = [
	{
		displayName: 'Task Type',
		name: 'taskType',
		type: 'options',
		noDataExpression: true,
		options: productOptions,
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
