import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isFinal } from '../../../kling/task';
import { simplify } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { NotFinishedYet, TaskFailed } from '../../run/failures';
import { resultFiles } from '../../run/results';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskType } from './taskFields';

export const description = () => forOperation('task', 'download', [taskType, taskIds, simplify]);

/** Fetches the files of finished tasks, by a link read afresh. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
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
}
