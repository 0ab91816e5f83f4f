import { download, simplify, timeLimit, waitChoice } from '../../fields/completion';
import { parkItems } from '../../run/park';
import { runTaskItems } from '../../run/runTaskItems';
import { fetched } from '../../run/results';
import { TaskFailed } from '../../run/failures';
import { toItem } from '../../toItem';
import { isFinal } from '../../../kling/task';
import { taskIds, taskType } from './taskFields';
import type { Operation } from '../operation';

/** Waits for tasks from anywhere: another execution, a spreadsheet, a run that timed out. Pays for nothing. */
export const waitForTasks: Operation = {
	value: 'wait',
	name: 'Wait',
	action: 'Wait for tasks',
	description: 'Wait until tasks from anywhere are finished',
	fields: ({ taskKinds }) => [taskType(taskKinds), taskIds, waitChoice, timeLimit, download, simplify],
	async execute() {
		const limitOf = (itemIndex: number) => Number(this.getNodeParameter('timeLimit', itemIndex)) * 60_000;
		const simplifies = (itemIndex: number) => this.getNodeParameter('simplify', itemIndex, true) as boolean;

		if (this.getNodeParameter('completion', 0, 'wait') === 'callback') {
			const seen = await runTaskItems(this, async ({ find, itemIndex }) => {
				const tasks = await find();
				return tasks.map((task) => toItem(task, { itemIndex, simplify: simplifies(itemIndex) }));
			});
			const parked = await parkItems(this, seen, Math.max(...this.getInputData().map((_, itemIndex) => limitOf(itemIndex))));
			if (parked) return parked;
		}
		return await runTaskItems(this, async ({ find, watch, service, itemIndex }) => {
			const tasks = await find();
			return await Promise.all(
				tasks.map(async (seen) => {
					const task = isFinal(seen) ? seen : await watch.untilFinal(seen, limitOf(itemIndex));
					if (task.status !== 'succeeded') throw new TaskFailed(task);
					return toItem(task, { itemIndex, simplify: simplifies(itemIndex), ...(await fetched(this, service, itemIndex, task)) });
				}),
			);
		});
	},
};
