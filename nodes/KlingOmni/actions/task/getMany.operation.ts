import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { listTasks } from '../../../kling/dialects/dialect';
import { products, taskStatuses, type Task } from '../../../kling/task';
import { defined, flagOn, oneOf, someOf, text } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { limitFields, limitParameters, mostOf } from '../../fields/limit';
import { practiceOptions } from '../../fields/practice';
import { dateFilter, filter, filters } from '../../filters';
import { readItem } from '../../parameters';
import { runItems } from '../../run/runItems';
import { toItem } from '../../toItem';
import { listedTaskType } from './taskFields';
import type { Operation, TaskKind } from '../operation';

const fields = (taskKinds: readonly TaskKind[]): INodeProperties[] => [
	...listedTaskType(taskKinds),
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
			{ displayName: 'Created Before', name: 'createdBefore', type: 'dateTime', default: '' },
			{
				displayName: 'External ID Prefix',
				name: 'externalIdPrefix',
				type: 'string',
				default: '',
				description: 'Only tasks whose external ID begins with this, for example a tag',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: [...taskStatuses].sort().map((value) => ({ name: value.charAt(0).toUpperCase() + value.slice(1), value })),
				default: [],
			},
		],
	},
	simplify,
	practiceOptions,
];

const parameters = (context: IExecuteFunctions) =>
	z.object({
		taskType: z._default(oneOf(products), 'omniVideo'),
		...limitParameters,
		filters: filters({
			createdAfter: dateFilter(context),
			createdBefore: dateFilter(context),
			externalIdPrefix: filter(text),
			status: filter(someOf(taskStatuses)),
		}),
		simplify: flagOn,
	});

/** Lists the account's tasks of one type, newest first. */
export const operation: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'List the tasks of the account',
	fields: ({ taskKinds }) => fields(taskKinds),
	async execute() {
		return await runItems(this, async ({ service, itemIndex }) => {
			const { taskType: product, filters: wanted, simplify: simple, ...limit } = readItem(this, itemIndex, parameters(this));
			const { createdAfter, createdBefore } = wanted;
			// a span that ends before it begins holds nothing, and would be refused
			if (createdAfter !== undefined && createdAfter >= (createdBefore ?? Date.now())) return [];
			const most = mostOf(limit);
			const tasks = new Map<string, Task>();
			for await (const page of listTasks(service.dialect, service.client, { product, ...defined({ createdAfter, createdBefore }) })) {
				for (const task of page) if (fits(task, wanted)) tasks.set(task.taskId, task);
				if (tasks.size >= most) break;
			}
			// the service's order is undocumented
			const newest = [...tasks.values()].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)).slice(0, most);
			return newest.map((task) => toItem(task, { itemIndex, simplify: simple }));
		});
	},
};

type Filters = z.output<ReturnType<typeof parameters>>['filters'];

const fits = (
	{ createdAt = 0, externalTaskId = '', status: found }: Task,
	{ createdAfter = -Infinity, createdBefore = Infinity, externalIdPrefix = '', status = [] }: Filters,
) =>
	createdAt >= createdAfter &&
	createdAt <= createdBefore &&
	externalTaskId.startsWith(externalIdPrefix) &&
	(status.length === 0 || status.includes(found));
