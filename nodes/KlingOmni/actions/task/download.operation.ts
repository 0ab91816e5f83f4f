import { isFinal } from '../../../kling/task';
import { simplify } from '../../fields/completion';
import { NotFinishedYet, TaskFailed } from '../../run/failures';
import { resultFiles } from '../../run/results';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskType } from './taskFields';
import type { Operation } from '../operation';

/** Fetches the files of finished tasks, by a link read afresh. */
export const downloadTasks: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download the results of tasks',
	description: 'Fetch the files of finished tasks',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, simplify],
	async execute() {
		return await runTaskItems(this, async ({ find, service, itemIndex }) => {
			const tasks = await find();
			return await Promise.all(
				tasks.map(async (task) => {
					if (!isFinal(task)) throw new NotFinishedYet(task);
					if (task.status !== 'succeeded') throw new TaskFailed(task);
					return toItem(task, {
						itemIndex,
						simplify: this.getNodeParameter('simplify', itemIndex, true) as boolean,
						binary: await resultFiles(this, service, task),
					});
				}),
			);
		});
	},
};
