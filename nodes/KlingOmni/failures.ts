import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { ServiceRefusal } from '../kling/client';
import { refusalError, stopped, type Scene } from '../kling/errors';
import type { Task } from '../kling/task';
import { NotFinished } from '../kling/wait';

/** How what went wrong below reads to a person, with the item and every task id that must not get lost. */

/** Thrown when a task ended without a video. */
export class TaskFailed extends Error {
	constructor(readonly task: Task) {
		super(`task ${task.taskId} ${task.status}`);
	}
}

/** Thrown when the file of a task is wanted that is still being made. */
export class NotFinishedYet extends Error {
	constructor(readonly task: Task) {
		super(`task ${task.taskId} ${task.status}`);
	}
}

/** Any error as one that n8n shows well; the package's own are put into words. */
export function asNodeError(scene: Scene, error: unknown): Error {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof ServiceRefusal) return refusalError(scene, error.refusal);
	if (error instanceof TaskFailed) return failedTaskError(scene, error.task);
	if (error instanceof NotFinishedYet)
		return stopped(scene, `Task ${error.task.taskId} is not finished yet`, `It is ${error.task.status}. Use Task → Wait to wait for it.`);
	if (error instanceof NotFinished) return notFinishedError(scene, error);
	return stopped(scene, (error as Error).message, 'Check the credential and the input.');
}

function failedTaskError(scene: Scene, { taskId, status, statusMessage }: Task) {
	const others = (scene.taskIds ?? []).filter((id) => id !== taskId);
	return stopped(
		{ ...scene, taskIds: others },
		status === 'canceled' ? `Task ${taskId} was cancelled` : `Kling could not make the video: ${statusMessage ?? 'it gave no reason'}`,
		`Task ${taskId} ended as ${status}. Kling gives only this text; if it names risk control, change the prompt or the media.`,
	);
}

function notFinishedError(scene: Scene, { reason, ref, last }: NotFinished) {
	const state = last ? ` It was ${last.status} when last seen.` : '';
	const task = `Task ${ref?.taskId}`;
	switch (reason) {
		case 'not started':
			return stopped(scene, 'The item was not started, because the run was stopped', 'Nothing was sent to Kling for it.');
		case 'stopped':
			return stopped(scene, `The run was stopped while ${task} was running`, `It goes on at Kling.${state}`);
		case 'unknown task':
			return stopped(
				scene,
				`Kling does not know ${task}`,
				'Check the ID and Task Type, and that the credential is of the account and region that made the task.',
			);
		case 'time limit':
			return stopped(
				scene,
				'Kling accepted the job but did not finish it within the time limit',
				`${task} goes on at Kling and is paid for.${state} Raise Time Limit for longer videos.`,
			);
	}
}
