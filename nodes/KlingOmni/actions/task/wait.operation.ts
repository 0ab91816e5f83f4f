import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { download, simplify, timeLimit } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { runTaskItems } from '../../run/runTaskItems';
import { fetched } from '../../run/results';
import { TaskFailed } from '../../run/failures';
import { toItem } from '../../toItem';
import { isFinal } from '../../../kling/task';
import { taskIds, taskType } from './taskFields';

export const description = forOperation('task', 'wait', [taskType, taskIds, timeLimit, download, simplify]);

/** Waits for tasks from anywhere: another execution, a spreadsheet, a run that timed out. Pays for nothing. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await runTaskItems(this, async ({ find, watch, service, itemIndex }) => {
		const limit = Number(this.getNodeParameter('timeLimit', itemIndex)) * 60_000;
		const tasks = await find();
		return await Promise.all(
			tasks.map(async (seen) => {
				const task = isFinal(seen) ? seen : await watch.untilFinal(seen, limit);
				if (task.status !== 'succeeded') throw new TaskFailed(task);
				return toItem(task, {
					itemIndex,
					simplify: this.getNodeParameter('simplify', itemIndex, true) as boolean,
					...(await fetched(this, service, itemIndex, task)),
				});
			}),
		);
	});
}
