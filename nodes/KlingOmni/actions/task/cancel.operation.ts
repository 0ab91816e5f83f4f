import * as z from 'zod/v4-mini';
import { ServiceRefusal } from '../../../kling/client';
import { dialects } from '../../../kling/dialects';
import { taskIn, type DialectApi } from '../../../kling/dialects/dialect';
import { stopped } from '../../../kling/errors';
import type { Service } from '../../../kling/service';
import { isFinal, type Task } from '../../../kling/task';
import { flagOn, listed } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { servicesWhere } from '../../fields/service';
import { readItem } from '../../parameters';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskRefs } from './taskFields';
import type { Operation } from '../operation';

const canCancel = ({ cancel: call }: DialectApi) => call !== undefined;

const parameters = z.object({ ...taskRefs, simplify: flagOn });

/** Cancels tasks that have not begun; one that is cancelled already counts as done. */
export const operation: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel tasks',
	description: 'Take back tasks that have not begun',
	displayOptions: { show: { service: servicesWhere(canCancel) } },
	fields: () => [taskIds, simplify],
	async execute() {
		return await runTaskItems(this, async ({ forEach, service, itemIndex }) => {
			const { simplify: simple, ...refs } = readItem(this, itemIndex, parameters);
			const scene = { node: this.getNode(), itemIndex };
			if (!canCancel(service.dialect))
				throw stopped(
					scene,
					'Kling cannot cancel tasks',
					`Only ${listed(dialects.filter(canCancel).map(({ service: able }) => able.name))} takes a task back that has not begun: choose its credential for a task of it.`,
				);
			return await forEach(refs, async (found) => {
				const task = isFinal(found) ? found : await cancel(service, found);
				if (task.status === 'canceled') return toItem(task, { itemIndex, simplify: simple });
				const state = isFinal(task) ? `has ${task.status}` : 'has begun';
				throw stopped(
					scene,
					`Task ${task.taskId} cannot be cancelled: it ${state}`,
					'Only tasks that wait for their turn can be cancelled.',
				);
			});
		});
	},
};

/**
 * @returns the task as it is afterwards, also where the answer got lost
 * @throws ServiceRefusal if the task still waits for its turn
 */
async function cancel({ dialect, client }: Service, found: Task): Promise<Task> {
	const reply = await dialect.cancel!(client, found);
	const task = taskIn(await dialect.readTasks(client, [found]), found.taskId) ?? found;
	if (task.status === 'submitted' && reply.outcome !== 'ok') throw new ServiceRefusal(reply);
	return task;
}
