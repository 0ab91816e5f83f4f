import type { IExecuteFunctions } from 'n8n-workflow';
import type { Job } from '../../kling/job';
import { digest, jobName } from '../../kling/sameJob';
import type { Options } from '../readOptions';
import { isTool } from './asTool';
import { externalTaskId, longestId } from './keys';
import { readOwnKey, type KeyProblem } from './ownKey';

/** When a task counts as the same, so that it is looked up instead of paid again (design §5). */

export interface TaskKey {
	/** What makes the task the same: a person's own text, or one that is made here. Tag and reference are no part of it. */
	text: string;
	idempotency: Options['idempotency'];
	/** The external task id of the first attempt. */
	firstId: string;
	/** A name for the job that is to be ordered. */
	job: string;
	/** Where in the execution it is ordered: a retry of the node comes to the same place. */
	place: string;
}

/**
 * @param contents what the job's binary fields hold, as digests: the same field name may hold another picture tomorrow
 */
export function taskKey(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	contents: string[],
	{ idempotency, idempotencyKey, tag = '', reference = '' }: Options,
): TaskKey | KeyProblem {
	const name = jobName(job, contents);
	const node = [context.getInstanceId(), context.getWorkflow().id, context.getNode().id];
	const round = String(context.evaluateExpression('{{ $runIndex }}', itemIndex));
	// each call of an agent is a run of its own, a repeated one too: the same wish is the same task
	const place = isTool(context) ? name : `${round}|${itemIndex}`;

	const own = idempotency === 'ownKey' ? readOwnKey(context, itemIndex, idempotencyKey) : undefined;
	if (own && 'message' in own) return own;
	const made = idempotency === 'sameInput' ? [...node, name] : [...node, context.getExecutionId(), place, name];
	const text = own?.key ?? `n8n-${digest(made)}`;

	const firstId = externalTaskId({ key: text, tag, reference });
	if (firstId.length > longestId) return tooLong(own !== undefined, firstId.length);
	return { text, idempotency, firstId, job: name, place: `${context.getNode().id}|${place}` };
}

function tooLong(isOwn: boolean, length: number): KeyProblem {
	const fields = isOwn ? 'Idempotency Key, Tag and Reference' : 'Tag and Reference';
	return {
		message: `${fields} make an external ID of ${length} characters, but at most ${longestId} are sure to be found again`,
		remedy: `Shorten ${isOwn ? 'them, for example to the ID of a row' : 'them'}`,
	};
}
