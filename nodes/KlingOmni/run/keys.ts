import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Job } from '../../kling/job';
import { isTool } from './asTool';

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

/**
 * @param contents what the job's binary fields hold, as digests: the same field name may hold another picture tomorrow
 * @returns a key that is the same whenever the task counts as the same
 */
export function externalTaskId(context: IExecuteFunctions, itemIndex: number, job: Job, contents: string[], options: KeyOptions): string {
	const { idempotency = 'perExecution', idempotencyKey = '', tag = '', reference = '' } = options;
	const own = idempotency === 'ownKey' ? String(idempotencyKey).trim() : undefined;
	const key = own ?? `n8n-${digest(identity(context, itemIndex, job, contents, idempotency))}`;
	return tag || reference ? [tag, reference, key].map((part) => escaped(String(part))).join(':') : key.replaceAll(',', '%2C');
}

/** Tag and reference of an external task id that was made here. */
export function tagAndReference(id = ''): { tag?: string; reference?: string } {
	const parts = id.split(':');
	if (parts.length !== 3) return {};
	const [tag, reference] = parts.map(unescaped);
	return { ...(tag ? { tag } : {}), ...(reference ? { reference } : {}) };
}

/** A short name for contents: hex, 128 bits. */
export const digest = (contents: unknown) =>
	createHash('sha256')
		.update(Buffer.isBuffer(contents) ? contents : JSON.stringify(contents))
		.digest('hex')
		.slice(0, 32);

function identity(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	contents: string[],
	idempotency: KeyOptions['idempotency'],
): unknown[] {
	const node = [context.getInstanceId(), context.getWorkflow().id, context.getNode().id];
	if (idempotency === 'sameInput') return [...node, job, contents];
	// each call of an agent is a run of its own, a repeated one too: the same wish is the same task
	if (isTool(context)) return [...node, context.getExecutionId(), job, contents];
	return [...node, context.getExecutionId(), context.evaluateExpression('{{ $runIndex }}', itemIndex), itemIndex];
}

// a comma separates ids in the current API's reads
const escaped = (part: string) => part.trim().replace(/[%:,]/g, encodeURIComponent);

const unescaped = (part: string) => part.replace(/%(?:3A|2C|25)/g, decodeURIComponent);
