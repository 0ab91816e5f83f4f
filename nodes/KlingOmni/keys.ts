import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { VideoJob } from '../kling/job';

/**
 * The external task id: the key by which a task is looked up before it is paid for (design §5).
 *
 * It may carry a tag and a reference in front, which come back on the triggers' items.
 */

export interface KeyOptions {
	idempotency?: 'perExecution' | 'sameInput' | 'ownKey';
	idempotencyKey?: string;
	tag?: string;
	reference?: string;
}

/** @returns a key that is the same whenever the task counts as the same */
export function externalTaskId(
	context: IExecuteFunctions,
	itemIndex: number,
	job: VideoJob,
	{ idempotency = 'perExecution', idempotencyKey = '', tag = '', reference = '' }: KeyOptions,
): string {
	const key = idempotency === 'ownKey' ? idempotencyKey.trim() : `n8n-${digest(identity(context, itemIndex, job, idempotency))}`;
	return tag || reference ? [tag, reference, key].map(escaped).join(':') : key;
}

/** Tag and reference of an external task id that was made here. */
export function tagAndReference(id = ''): { tag?: string; reference?: string } {
	const parts = id.split(':');
	if (parts.length !== 3) return {};
	const [tag, reference] = parts.map(unescaped);
	return { ...(tag ? { tag } : {}), ...(reference ? { reference } : {}) };
}

function identity(context: IExecuteFunctions, itemIndex: number, job: VideoJob, idempotency: 'perExecution' | 'sameInput'): unknown[] {
	const node = [context.getInstanceId(), context.getWorkflow().id, context.getNode().id];
	if (idempotency === 'sameInput') return [...node, job];
	return [...node, context.getExecutionId(), context.evaluateExpression('{{ $runIndex }}', itemIndex), itemIndex];
}

const digest = (identity: unknown[]) => createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);

const escaped = (part: string) => part.trim().replace(/[%:]/g, encodeURIComponent);

const unescaped = (part: string) => part.replaceAll('%3A', ':').replaceAll('%25', '%');
