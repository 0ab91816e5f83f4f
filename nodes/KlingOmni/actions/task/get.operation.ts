import { simplify } from '../../fields/completion';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskType } from './taskFields';
import type { Operation } from '../operation';

/** The state and result of tasks, one item each, whether finished or not. */
export const getTasks: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get tasks',
	description: 'Get the state and result of tasks by ID',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, simplify],
	async execute() {
		return await runTaskItems(this, async ({ find, itemIndex }) => {
			const tasks = await find();
			return tasks.map((task) => toItem(task, { itemIndex, simplify: this.getNodeParameter('simplify', itemIndex, true) as boolean }));
		});
	},
};
