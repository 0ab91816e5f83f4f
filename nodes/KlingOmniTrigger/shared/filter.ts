import * as z from 'zod/v4-mini';
import { readExternalId } from '../../KlingOmni/run/keys';
import type { Task } from '../../kling/task';
import { flag, flagOn, group, oneOf, optionalText, prepared } from '../../kling/values';

/** What the fields hold that both triggers have. */
export const filterParameters = {
	status: z._default(oneOf(['succeeded', 'failed', 'both']), 'succeeded'),
	options: prepared(
		(value) => (value === undefined ? {} : value),
		group(
			{ simplify: flagOn, externalIdPrefix: optionalText, tag: optionalText, requireSignature: flag, practice: flag },
			'a set of options',
		),
	),
};

/** Which tasks start the workflow. */
export interface Filter {
	status: 'succeeded' | 'failed' | 'both';
	externalIdPrefix?: string | undefined;
	tag?: string | undefined;
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
