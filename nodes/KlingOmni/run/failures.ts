import { NodeApiError, NodeOperationError, type INode, type INodeExecutionData } from 'n8n-workflow';
import { ServiceRefusal } from '../../kling/client';
import { dialects } from '../../kling/dialects';
import { AnswerLost } from '../../kling/submit';
import { refusalError, stopped, type Scene } from '../../kling/errors';
import { KeyTaken, kindOf } from '../../kling/found';
import { unitsText, usdPerVideoUnit } from '../../kling/pricing';
import { Unfit } from '../../kling/studio/product';
import { isStudio, studioOf } from '../../kling/studio/products';
import type { Output } from '../../kling/outputs';
import { filesEnd, lacksResult, type Task } from '../../kling/task';
import { NotFinished } from '../../kling/wait';
import { defined } from '../../kling/values';
import { fieldName } from '../panelTexts';
import { OverBudget } from './budget';
import { readExternalId } from './keys';
import type { TaskKey } from './taskKey';

/** How what went wrong below reads to a person, with the item and every task id that must not get lost. */

/** Thrown when a task ended without a result. */
export class TaskFailed extends Error {
	constructor(readonly task: Task) {
		super(`task ${task.taskId} ${task.status}`);
	}
}

/** @throws TaskFailed unless a task has ended with something that it made */
export function assertResult(task: Task): void {
	if (task.status !== 'succeeded' || lacksResult(task)) throw new TaskFailed(task);
}

/** Thrown when the file of a task is wanted that is still being made. */
export class NotFinishedYet extends Error {
	constructor(readonly task: Task) {
		super(`task ${task.taskId} ${task.status}`);
	}
}

/** Thrown when a finished task's file cannot be fetched. */
export class DownloadFailed extends Error {
	constructor(
		readonly task: Task,
		readonly url: string,
		message: string,
	) {
		super(message);
	}

	/** Whether the file is not there any more, rather than out of reach. */
	get isGone(): boolean {
		return /HTTP (403|404|410)/.test(this.message) || isExpired(this.task);
	}
}

/** Thrown when a task was found whose files Kling has deleted. */
export class VideoExpired extends Error {
	constructor(
		readonly task: Task,
		readonly key: TaskKey,
	) {
		super(`the files of task ${task.taskId} are gone`);
	}
}

/** Whether Kling has deleted a task's files by now. */
export const isExpired = (task: Task) => (filesEnd(task) ?? Infinity) < Date.now();

/** Thrown when the key is taken and On Existing says to refuse. */
export class AlreadyMade extends Error {
	constructor(readonly task: Task) {
		super(`task ${task.taskId} exists`);
	}
}

/** Any error as one that n8n shows well; the package's own are put into words. */
export function asNodeError(scene: Scene, error: unknown): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof Unfit) return stopped(scene, error.message, `${error.remedy}.`);
	if (error instanceof AnswerLost) return answerLostError(scene, error);
	if (error instanceof ServiceRefusal) return refusalError(scene, error.refusal);
	if (error instanceof TaskFailed) return failedTaskError(scene, error.task);
	if (error instanceof NotFinished) return notFinishedError(scene, error);
	if (error instanceof OverBudget) return overBudgetError(scene, error);
	if (error instanceof AlreadyMade) {
		const { taskId, status, externalTaskId } = error.task;
		return stopped(
			scene,
			`Task ${taskId} was made before for the same key`,
			`It is ${status}; its external id is ${externalTaskId}. Set On Existing to Return to get it.`,
		);
	}
	if (error instanceof VideoExpired) return expiredError(scene, error);
	if (error instanceof KeyTaken) return keyTakenError(scene, error);
	if (error instanceof DownloadFailed) {
		const { task, url, message } = error;
		const end = filesEnd(task);
		if (end !== undefined && end < Date.now()) {
			return stopped(
				scene,
				`The file of task ${task.taskId} is not there any more`,
				`Kling keeps files for 30 days, and deleted this one on ${dayOf(end)}. Order the video again if you need it.`,
			);
		}
		return stopped(
			scene,
			`Task ${task.taskId} is finished, but its file could not be fetched: ${message}`,
			`The video is paid for and stays at Kling for 30 days. Use Task → Download with the ID, or fetch it yourself: ${url}`,
		);
	}
	if (error instanceof NotFinishedYet) {
		const { taskId, status } = error.task;
		return stopped(scene, `Task ${taskId} is not finished yet`, `It is ${status}. Use Task → Wait to wait for it.`);
	}
	return otherError(scene, error as Error & { description?: string | null; context?: { parameter?: string } });
}

/**
 * What an item becomes when the workflow goes on. To an error output n8n sends only items that hold nothing beside `error`,
 * `message` and `details`; there it adds the fields of the input item to them.
 */
export function errorItem({ onError }: INode, itemIndex: number, error: Error, taskId?: string): INodeExecutionData {
	const { description } = error as { description?: string };
	const more = defined({ description: description || undefined, taskId });
	return {
		json: { error: error.message, ...(onError === 'continueErrorOutput' ? { details: more } : more) },
		pairedItem: { item: itemIndex },
	};
}

/**
 * The same items; where the node has an error output, n8n finds those that are to leave by it. Older n8n goes by `error`
 * beside `json` and does not know `details`. It is not enumerable, so that it is gone from the copy that n8n passes on:
 * whatever still has it there loses all of its `json` but the message.
 */
export function forErrorOutput({ onError }: INode, items: INodeExecutionData[]): INodeExecutionData[] {
	if (onError !== 'continueErrorOutput') return items;
	for (const item of items) {
		const { error: message, details } = item.json;
		if (message !== undefined && details !== undefined) Object.defineProperty(item, 'error', { value: { message } });
	}
	return items;
}

/** What n8n says of an expression, a credential or a file, with the parameter where it knows one. */
function otherError(
	scene: Scene,
	{ message, description, context }: Error & { description?: string | null; context?: { parameter?: string } },
) {
	const where = context?.parameter ? `${fieldName(context.parameter, scene.node.parameters)} could not be read: ` : '';
	return stopped(scene, `${where}${message}`, description || 'Check the credential and the input.');
}

function failedTaskError(scene: Scene, task: Task) {
	const { taskId, status, statusMessage } = task;
	const others = (scene.taskIds ?? []).filter((id) => id !== taskId);
	if (lacksResult(task)) {
		return stopped(
			{ ...scene, taskIds: others },
			`Kling says that task ${taskId} has succeeded, but gives no file`,
			`It is paid for, and files are kept for 30 days only. Look again later with Kling Omni → Task → Get; if there is still none, report the ID ${taskId} to Kling.`,
		);
	}
	return stopped(
		{ ...scene, taskIds: others },
		status === 'canceled' ? `Task ${taskId} was cancelled` : `Kling could not finish the task: ${statusMessage ?? 'it gave no reason'}`,
		`Task ${taskId} ended as ${status}. Kling gives only this text; if it names risk control, change the prompt or the media.`,
	);
}

function expiredError(scene: Scene, { task, key: { idempotency, text } }: VideoExpired) {
	const end = filesEnd(task);
	const again = {
		sameInput: 'change the job, or set Idempotency to Per Execution for one run',
		ownKey: `give another Idempotency Key, for example “${text}-again”`,
		perExecution: 'run the workflow again',
	};
	return stopped(
		scene,
		`What was made for this key has expired: Kling has deleted its file${end !== undefined && end < Date.now() ? ` on ${dayOf(end)}` : ''}`,
		`Task ${task.taskId} was ${task.createdAt === undefined ? 'made' : `ordered on ${dayOf(task.createdAt)}`} for the same key; Kling keeps files for 30 days. To order it anew, ${again[idempotency]}. Nothing was ordered now.`,
	);
}

function keyTakenError(scene: Scene, { reason, externalTaskId, task }: KeyTaken) {
	const { key } = readExternalId(externalTaskId);
	if (reason === 'task id') {
		return stopped(
			scene,
			`Idempotency Key “${key}” is the ID of a task`,
			`Kling looks both up in the same way, so that it would give out task ${task.taskId} itself. Add a word to the key, for example “edit-${key}”. Nothing was ordered.`,
		);
	}
	return stopped(
		scene,
		`This key belongs to another kind of task: “${key}” is ${nounOf(task)}`,
		`Task ${task.taskId} was ordered under it before. Give this operation a key of its own, for example “${key}-${scene.node.parameters.resource}”. Nothing was ordered.`,
	);
}

/** What a manual repeat costs is the price of the call (R87). */
function answerLostError(scene: Scene, { refusal: { message, code } }: AnswerLost) {
	return stopped(
		scene,
		'The answer to the order got lost, and nobody can look it up',
		`It was sent once, and not again: Kling keeps no record of such a call that could be asked for. It may have been carried out; running it again then pays ${unitsText(0.05, usdPerVideoUnit)} a second time. What came instead of the answer: ${message}${code === undefined ? '' : ` (code ${code})`}.`,
	);
}

function nounOf(task: Task): string {
	const kind = kindOf(task);
	return isStudio(kind) ? studioOf({ kind }).noun : nouns[task.outputs[0]?.type ?? kind];
}

const nouns: Record<Output['type'], string> = {
	video: 'a video',
	image: 'an image',
	element: 'an element',
	voice: 'a voice',
	audio: 'a sound',
	faces: 'the faces of a video',
};

/** A day as text, UTC. */
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A word for a task's state that is not known here may be one of its end. */
function unknownState({ statusWord, outputs }: Task): string {
	if (statusWord === undefined) return '';
	const file = outputs.find((output) => 'url' in output)?.url;
	return ` Kling called its state “${statusWord}”, which is not known here${file ? `, and gave a file: ${file} .` : '.'}`;
}

/** Who does not know tasks for good. */
const forgetful = dialects
	.flatMap(({ vendor, remembers }) => (remembers === undefined ? [] : [` ${vendor} forgets tasks after ${remembers} hours.`]))
	.join('');

function notFinishedError(scene: Scene, { reason, ref, last, trouble }: NotFinished) {
	const state = last ? ` It was ${last.status} when last seen.${unknownState(last)}` : '';
	const said = trouble ? ` Asked last, it could not be read: “${trouble.message}”.` : '';
	const task = `Task ${ref?.taskId}`;
	switch (reason) {
		case 'not started':
			return stopped(scene, 'The item was not started, because the run was stopped', 'Nothing was sent to Kling for it.');
		case 'stopped':
			return stopped(scene, `The run was stopped while ${task} was running`, `It goes on at Kling.${state}`);
		case 'unknown task':
			if (ref?.taskId.startsWith('practice-'))
				return stopped(scene, `${task} is from a practice run`, 'Kling does not know it. Add Options → Practice to this node, too.');
			return stopped(
				scene,
				`Kling does not know ${task}`,
				`Check the ID, and that the credential is of the account and region that made the task. Tasks are read with the API Version that made them.${forgetful}`,
			);
		case 'time limit':
			return stopped(
				scene,
				'Kling accepted the job but did not finish it within the time limit',
				`${task} goes on at Kling and is paid for.${state}${said} Raise Time Limit for longer videos.`,
			);
	}
}

function overBudgetError(scene: Scene, { most, spent, wanted }: OverBudget) {
	if (wanted === undefined) {
		return stopped(
			scene,
			'What this job costs is not known beforehand, so Max Cost per Run cannot be kept',
			'Remove Max Cost per Run, or choose a model and length with a known price.',
		);
	}
	const units = (amount: number) => Number(amount.toFixed(2));
	return stopped(
		scene,
		`Max Cost per Run is ${units(most)} units, but this job would bring the run to ${units(spent + wanted)}`,
		`${units(spent)} units are spent in this run. Raise Max Cost per Run, or give it fewer items.`,
	);
}
