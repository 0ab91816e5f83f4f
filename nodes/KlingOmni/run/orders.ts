import type { IExecuteFunctions } from 'n8n-workflow';
import { isAtOnce } from '../../kling/studio/products';
import type { Task } from '../../kling/task';

/**
 * What this execution has ordered so far, kept where n8n keeps it through retries of a node, loops and parking, and
 * forgets it with the execution. It tells a task that this execution pays for from one that was there before, and one
 * job's order from another's under the same key.
 */

export interface Order {
	/** The external task id of the first attempt. */
	firstId: string;
	/** Under which it was sent, further attempts included; empty texts where the service takes no ids. */
	ids: string[];
	/** The name of its job. */
	job: string;
	/** When it was sent last, ms since the epoch. */
	sentAt: number;
	/** Absent while its answer is lost. */
	taskId?: string;
	/** What it has made, where that cannot be asked for again. */
	result?: Task;
}

export interface Orders {
	/** By the place in the execution: node, run and item. */
	at: (place: string) => Order | undefined;
	/** The order that was sent under an external task id. */
	under: (externalTaskId: string) => Order | undefined;
	/** Whether a task is the one that was ordered at a place. */
	isOf: (place: string, task: { taskId: string; externalTaskId?: string }) => boolean;
	/** Whether a task was ordered at another place. */
	isOthers: (place: string, taskId: string) => boolean;
	/** Right before an order is sent. @returns what takes it back */
	send: (place: string, order: Pick<Order, 'firstId' | 'job'>, externalTaskId: string) => () => void;
	/** What was sent has become a task. */
	made: (place: string, task: Task) => void;
}

export function ordersOf(context: IExecuteFunctions): Orders {
	const memory = context.getContext('flow') as { klingOmniOrders?: Record<string, Order> };
	const orders = (memory.klingOmniOrders ??= {});
	return {
		at: (place) => orders[place],
		under: (externalTaskId) => Object.values(orders).find(({ ids }) => ids.includes(externalTaskId)),
		isOf: (place, { taskId, externalTaskId = '' }) => {
			const order = orders[place];
			return order !== undefined && (order.taskId === taskId || (externalTaskId !== '' && order.ids.includes(externalTaskId)));
		},
		isOthers: (place, taskId) => Object.entries(orders).some(([other, order]) => other !== place && order.taskId === taskId),
		send: (place, { firstId, job }, externalTaskId) => {
			const before = orders[place];
			orders[place] = { firstId, job, ids: [...(before?.ids ?? []), externalTaskId], sentAt: Date.now() };
			return () => {
				if (before) orders[place] = before;
				else delete orders[place];
			};
		},
		made: (place, task) => {
			const order = orders[place];
			if (order) Object.assign(order, { taskId: task.taskId, ...(isAtOnce(task.product) ? { result: task } : {}) });
		},
	};
}
