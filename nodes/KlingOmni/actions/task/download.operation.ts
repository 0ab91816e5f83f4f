import * as z from 'zod/v4-mini';
import { isFinal } from '../../../kling/task';
import { flagOn } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { practiceOptions } from '../../fields/practice';
import { readItem } from '../../parameters';
import { assertResult, NotFinishedYet } from '../../run/failures';
import { resultFiles } from '../../run/results';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskRefs, taskType } from './taskFields';
import type { Operation } from '../operation';

const parameters = z.object({ ...taskRefs, simplify: flagOn });

/** Fetches the files of finished tasks, by a link read afresh. */
export const operation: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download the results of tasks',
	description: 'Fetch the files of finished tasks',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, simplify, practiceOptions],
	async execute() {
		return await runTaskItems(this, async ({ forEach, service, itemIndex }) => {
			const { simplify: simple, ...refs } = readItem(this, itemIndex, parameters);
			return await forEach(refs, async (task) => {
				if (!isFinal(task)) throw new NotFinishedYet(task);
				assertResult(task);
				return toItem(task, { itemIndex, simplify: simple, binary: await resultFiles(this, service, task) });
			});
		});
	},
};
