import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { resultFiles } from '../KlingOmni/run/results';
import { now } from '../kling/clock';
import { lacksResult, type Task } from '../kling/task';
import { matches } from './shared/filter';
import { triggerItem } from './shared/triggerItem';
import type { Allowance, Watched } from './readList';
import type { Settings } from './settings';
import { tellsApart, withResult } from './sources';

/** From tasks that are due to items, as many as fit into the tick. */

/** After so many attempts a task is handed over without its file, or without what it made. */
const mostAttempts = 3;

interface HandOver {
	items: INodeExecutionData[];
	/** Per look: tasks that have to wait for another tick, with their failed attempts. */
	kept: Map<Watched, Map<string, number>>;
	/** How many files were asked for. */
	files: number;
	/** What went wrong with single tasks; for the log. */
	problems: string[];
}

/** The part of a tick that every task needs in turn. */
interface Turn {
	context: IPollFunctions;
	settings: Settings;
	allowance: Allowance;
	signal: AbortSignal;
	handOver: HandOver;
}

/** Turns due tasks into items, in the order in which they ended; those that the filter leaves out are done with. */
export async function handOverDue(watched: Watched[], turn: Omit<Turn, 'handOver'>): Promise<HandOver> {
	const handOver: HandOver = { items: [], kept: new Map(watched.map((list) => [list, new Map()])), files: 0, problems: [] };
	const due = watched
		.flatMap((list) => list.look.due().map((task) => ({ list, task })))
		.filter(({ task }) => matches(turn.settings.filter, task))
		// a file that failed before waits behind the others: it may take up the whole time again
		.sort((a, b) => attemptsOf(a) - attemptsOf(b) || (a.task.updatedAt ?? 0) - (b.task.updatedAt ?? 0));
	for (const { list, task } of due) await handOverOne(list, task, { ...turn, handOver });
	return handOver;
}

const attemptsOf = ({ list, task }: { list: Watched; task: Task }) => list.look.attempts(task.taskId);

async function handOverOne(list: Watched, listed: Task, { handOver, ...turn }: Turn): Promise<void> {
	const attempts = list.look.attempts(listed.taskId);
	const keep = (failed: number) => void handOver.kept.get(list)!.set(listed.taskId, failed);
	const isDownload = turn.settings.download && listed.status === 'succeeded';
	// at least one file per tick, or a large one would never come
	const isTimeUp = turn.signal.aborted || (handOver.files > 0 && now() >= turn.allowance.until);
	if (isDownload && isTimeUp) return keep(attempts);

	const task = await readResult(list, listed, turn.allowance);
	if (!task) return keep(attempts);
	// the file may come a little later than the news of it
	if (lacksResult(task) && !task.statusMessage && attempts + 1 < mostAttempts) return keep(attempts + 1);
	const details = { simplify: turn.settings.simplify, isTypeKnown: tellsApart(list) };
	if (!isDownload || lacksResult(task)) return void handOver.items.push(triggerItem(task, details));
	handOver.files++;
	try {
		const binary = await resultFiles(turn.context, list.service, task, turn.signal);
		handOver.items.push(triggerItem(task, { ...details, binary }));
	} catch (error) {
		const reason = (error as Error).message;
		handOver.problems.push(`the file of task ${task.taskId} could not be fetched (attempt ${attempts + 1} of ${mostAttempts}): ${reason}`);
		if (attempts + 1 < mostAttempts) return keep(attempts + 1);
		const item = triggerItem(task, details);
		handOver.items.push({ ...item, json: { ...item.json, downloadProblem: reason } });
	}
}

/** The task with its links; `undefined` if they cannot be read in this tick. */
async function readResult(list: Watched, listed: Task, allowance: Allowance): Promise<Task | undefined> {
	if (list.service.dialect.listsResults || list.look.wasAsked(listed.taskId)) return listed;
	if (allowance.isSpent) return undefined;
	allowance.reads--;
	return await withResult(list, listed, allowance.patience).catch(() => undefined);
}
