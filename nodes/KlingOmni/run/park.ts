import type { IDataObject, IExecuteData, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Task } from '../../kling/task';
import type { Giving } from '../readOptions';
import { isTool } from './asTool';

/**
 * Putting an execution aside, so that no worker sits and waits (design §6, docs/scale.md).
 *
 * When n8n goes on with an execution that waits, it does not run the node again: it disables the node and passes on what
 * the node was given. So the node that is put aside is given nothing to pass on, and a second entry for it is laid below
 * in n8n's list of what runs next. That one runs, whatever woke the execution: a call of Kling's, or the time. It looks
 * at its tasks and gives out the items, or is put aside again. It has what it needs with it, and creates nothing.
 */

/** What an execution goes on with. */
export interface Parked {
	items: ParkedItem[];
	/** When it was put aside for the first time, and for the last; ms since the epoch. */
	since: number;
	parkedAt: number;
	/** When it gives up. */
	until: number;
}

export interface ParkedItem {
	itemIndex: number;
	/** The item as it was given out last. */
	json: IDataObject;
	/** As last seen; absent for an item that failed before. */
	task?: Task;
	/** How it is to be given out. */
	giving: Giving;
}

type Entry = IExecuteData & { metadata?: { klingOmni?: Parked } };

/** n8n's list of what runs next. */
const stackOf = (context: object): Entry[] | undefined =>
	(context as { runExecutionData?: { executionData?: { nodeExecutionStack?: Entry[] } } }).runExecutionData?.executionData
		?.nodeExecutionStack;

/** @returns why this execution cannot be put aside, or `undefined` if it can */
export function whyNotPark(context: IExecuteFunctions): string | undefined {
	if (context.getMode() === 'manual') return 'a test run in the editor is not put aside';
	if (isTool(context)) return 'an AI agent waits for its tool';
	return Array.isArray(stackOf(context)) ? undefined : 'this version of n8n does not let a node look again';
}

/** Says why an execution that was to be put aside is not. */
export const waitsHere = (context: IExecuteFunctions, reason: string) =>
	context.addExecutionHints({ message: `Waiting here instead of putting the execution aside: ${reason}.`, location: 'outputPane' });

/** Says what the wait may end by, where n8n runs executions in workers (queue mode): a worker's restart ends what waits in it. */
export function warnOnWorker(context: IExecuteFunctions, payOnRerun: boolean): void {
	const { instanceSettings } = context as { instanceSettings?: { instanceType?: string } };
	if (instanceSettings?.instanceType !== 'worker' || isTool(context)) return;
	const rerun = payOnRerun
		? 'running it again pays again: set Idempotency to Same Input or Own Key'
		: 'run it again then: the videos are found and not paid again';
	const message = `This n8n runs executions in workers, and a restart of the worker ends one that waits here; ${rerun}. How to Wait → Wait Until Kling Calls and Return at Once outlast restarts.`;
	context.addExecutionHints({ message, location: 'outputPane' });
}

/** What this run was put aside with, if it is one that goes on. */
export const parkedOf = (context: IExecuteFunctions): Parked | undefined => (context.getExecuteData() as Entry).metadata?.klingOmni;

/** What a waiting execution was put aside with; changes are kept when it goes on. */
export const parkedBehind = (context: IWebhookFunctions): Parked | undefined =>
	stackOf(context)?.find(({ metadata }) => metadata?.klingOmni)?.metadata?.klingOmni;

/**
 * The pause before the execution looks at its tasks again, unless Kling calls before: half their age, so that a video
 * whose call got lost is given out within about half its making, and a thousand waiting executions cost little.
 *
 * @param age ms since it was put aside; n8n itself looks once a minute which executions are due
 * @returns ms
 */
export const lookPause = (age: number) => Math.min(10 * 60_000, Math.max(60_000, age / 2));

/**
 * @param until when to give up, ms since the epoch
 * @param since when it was put aside for the first time
 * @returns the node's output while it is put aside
 */
export async function putAside(
	context: IExecuteFunctions,
	{ items, until, since = Date.now() }: Pick<Parked, 'items' | 'until'> & Partial<Parked>,
): Promise<INodeExecutionData[]> {
	const parked: Parked = { items, until, since, parkedAt: Date.now() };
	const entry: Entry = context.getExecuteData();
	const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0));
	stackOf(context)!.unshift({ ...entry, runIndex, metadata: { ...entry.metadata, klingOmni: parked } });
	forget(entry);
	entry.data = { main: [[]] };
	// a copy, as the node is the workflow's own; nothing may come out of the disabled one
	entry.node = { ...entry.node, alwaysOutputData: false };
	await context.putExecutionToWait(new Date(Math.min(until, Date.now() + lookPause(Date.now() - since))));
	return items.map(({ itemIndex, json }) => ({ json, pairedItem: { item: itemIndex } }));
}

/** The items are given out: what the execution had with it is not to stay in n8n's database. */
export const putAsideNoMore = (context: IExecuteFunctions) => forget(context.getExecuteData());

function forget(entry: Entry): void {
	// a new object: the entry that runs next may share the old one
	entry.metadata = { ...entry.metadata };
	delete entry.metadata.klingOmni;
}
