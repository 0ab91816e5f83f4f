import { readExternalId } from '../../KlingOmni/run/keys';
import type { Task } from '../../kling/task';

/** Which tasks start the workflow. */
export interface Filter {
	status: 'succeeded' | 'failed' | 'both';
	externalIdPrefix?: string;
	tag?: string;
}

/** @param task a final one: canceled counts as failed, as it has no result either */
export function matches({ status, externalIdPrefix = '', tag = '' }: Filter, task: Task): boolean {
	const { externalTaskId = '' } = task;
	return (
		(status === 'both' || (status === 'succeeded') === (task.status === 'succeeded')) &&
		externalTaskId.startsWith(externalIdPrefix.trim()) &&
		(!tag.trim() || readExternalId(externalTaskId).tag === tag.trim())
	);
}
