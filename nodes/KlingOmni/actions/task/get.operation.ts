import * as z from 'zod/v4-mini';
import { flagOn } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { practiceOptions } from '../../fields/practice';
import { readItem } from '../../parameters';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskRefs, taskType } from './taskFields';
import type { Operation } from '../operation';

const parameters = z.object({ ...taskRefs, simplify: flagOn });

/** The state and result of tasks, one item each, whether finished or not. */
export const operation: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get tasks',
	description: 'Get the state and result of tasks by ID',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, simplify, practiceOptions],
	async execute() {
		return await runTaskItems(this, async ({ forEach, itemIndex }) => {
			const { simplify: simple, ...refs } = readItem(this, itemIndex, parameters);
			return await forEach(refs, (task) => toItem(task, { itemIndex, simplify: simple }));
		});
	},
};
