import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import { toItem } from '../../KlingOmni/toItem';
import { lacksResult, type Task } from '../../kling/task';

interface Details {
	simplify: boolean;
	binary?: IBinaryKeyData;
	/** What kind of task it is can be told from where it was found. */
	isTypeKnown: boolean;
}

/** The action node's item for a task, without what only an action has: an input that it comes from. */
export function triggerItem(task: Task, { simplify, binary, isTypeKnown }: Details): INodeExecutionData {
	const { json, binary: files } = toItem(task, {
		itemIndex: 0,
		simplify,
		...(task.model ? { model: task.model } : {}),
		...(binary ? { binary } : {}),
	});
	if (!isTypeKnown) delete json.taskType;
	if (lacksResult(task))
		json.resultProblem =
			task.statusMessage ??
			`Kling says that task ${task.taskId} has succeeded, but gives no file. Look again later with Kling Omni → Task → Get; files are kept for 30 days.`;
	return { json, ...(files ? { binary: files } : {}) };
}
