import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { simplify } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { runTaskItems } from '../../run/runTaskItems';
import { toItem } from '../../toItem';
import { taskIds, taskType } from './taskFields';

export const description = () => forOperation('task', 'get', [taskType, taskIds, simplify]);

/** The state and result of tasks, one item each, whether finished or not. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await runTaskItems(this, async ({ find, itemIndex }) => {
		const tasks = await find();
		return tasks.map((task) => toItem(task, { itemIndex, simplify: this.getNodeParameter('simplify', itemIndex, true) as boolean }));
	});
}
