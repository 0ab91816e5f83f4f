import type { INodeProperties } from 'n8n-workflow';
import { practice as practiceOfOrders } from '../../KlingOmni/fields/practice';
import { externalTaskId } from '../../KlingOmni/run/keys';
import { endedTask } from '../../kling/practice/sample';
import type { Product, Task } from '../../kling/task';
import type { Filter } from './filter';

/** Test events for building a workflow before there is an account: the editor gets a sample, an active workflow never. */
export const practice: INodeProperties = {
	...practiceOfOrders,
	description:
		'Whether a test in the editor gets a sample, without asking Kling and without a credential. An active workflow is not changed by it.',
};

/**
 * A task that would start the workflow.
 *
 * @param hasOwnIds whether the service takes ids of one's own, which carry Tag and Reference
 */
export function sampleTask(product: Product, { status, externalIdPrefix = '', tag = '' }: Filter, hasOwnIds: boolean): Task {
	const task = endedTask(product, status === 'failed' ? { ends: 'failed' } : {});
	if (!hasOwnIds) return task;
	const key = { key: 'practice', tag: tag.trim() || 'practice', reference: 'practice' };
	return { ...task, externalTaskId: externalIdPrefix.trim() ? `${externalIdPrefix.trim()}practice` : externalTaskId(key) };
}
