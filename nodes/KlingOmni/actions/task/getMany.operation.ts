import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { listTasks } from '../../../kling/dialects/dialect';
import { taskStatuses, type Product, type Task } from '../../../kling/task';
import { defined } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { limitFields, readLimit } from '../../fields/limit';
import { readDate } from '../../readPeriod';
import { runTaskItems } from '../../run/runTaskItems';
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
];

interface Filters {
	externalIdPrefix?: string;
	status?: string[];
}

/** Lists the account's tasks of one type, newest first. */
export const getManyTasks: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'List the tasks of the account',
	fields: ({ taskKinds }) => fields(taskKinds),
	async execute() {
		return await runTaskItems(this, async ({ service, itemIndex }) => {
			const product = this.getNodeParameter('taskType', itemIndex, 'omniVideo') as Product;
			const most = readLimit(this, itemIndex);
			const after = readDate(this, itemIndex, 'createdAfter', 'Created After');
			const before = readDate(this, itemIndex, 'createdBefore', 'Created Before');
			// a span that ends before it begins holds nothing, and would be refused
			if (after !== undefined && after >= (before ?? Date.now())) return [];
			const fits = matching(this, itemIndex, after, before);
			const tasks = new Map<string, Task>();
			const query = { product, ...defined({ createdAfter: after, createdBefore: before }) };
			for await (const page of listTasks(service.dialect, service.client, query)) {
				for (const task of page) if (fits(task)) tasks.set(task.taskId, task);
				if (tasks.size >= most) break;
			}
			// the service's order is undocumented
			const newest = [...tasks.values()].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)).slice(0, most);
			return newest.map((task) => toItem(task, { itemIndex, simplify: this.getNodeParameter('simplify', itemIndex, true) as boolean }));
		});
	},
};

function matching(context: IExecuteFunctions, itemIndex: number, after = -Infinity, before = Infinity): (task: Task) => boolean {
	const { externalIdPrefix = '', status = [] } = context.getNodeParameter('filters', itemIndex, {}) as Filters;
	return ({ createdAt = 0, externalTaskId = '', status: found }) =>
		createdAt >= after &&
		createdAt <= before &&
		externalTaskId.startsWith(externalIdPrefix) &&
		(status.length === 0 || status.includes(found));
}
