import type { Walk } from './walk';

/** An operation on what is there: when Kling deletes the files of tasks. */
export const operation: Walk = {
	heading: 'Add an operation',
	names: { resource: 'task', operation: 'expiry' },
	files: {
		'nodes/KlingOmni/actions/task/expiry.operation.ts': `import * as z from 'zod/v4-mini';
import { filesEnd } from '../../../kling/task';
import { readItem } from '../../parameters';
import { runTaskItems } from '../../run/runTaskItems';
import { filled, iso } from '../../toItem';
import type { Operation } from '../operation';
import { taskIds, taskRefs, taskType } from './taskFields';

const parameters = z.object(taskRefs);

/** When the files of tasks are deleted, one item each. */
export const operation: Operation = {
	value: 'expiry',
	name: 'Get Expiry',
	action: 'Get the expiry of tasks',
	description: 'Get the time at which Kling deletes the files of tasks',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds],
	async execute() {
		return await runTaskItems(
			this,
			async ({ forEach, itemIndex }) =>
				await forEach(readItem(this, itemIndex, parameters), (task) => ({
					json: filled({ taskId: task.taskId, expiresAt: iso(filesEnd(task)) }),
					pairedItem: { item: itemIndex },
				})),
		);
	},
};
`,
	},
};
