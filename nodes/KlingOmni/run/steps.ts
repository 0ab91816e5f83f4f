import type { Job } from '../../kling/job';
import { isPrivateAddress } from '../../kling/hosts';
import { addressFile } from '../../kling/media/files';
import { kindOf } from '../../kling/media/kinds';
import { headLength } from '../../kling/media/facts';
import { loadMedia } from '../../kling/media/media';
import { pictureFacts } from '../../kling/media/picture';
import { costOf, estimate, type Cost } from '../../kling/pricing';
import { jobName } from '../../kling/sameJob';
import { shortestSound } from '../../kling/studio/drivingSound';
import type { StepJob } from '../../kling/studio/product';
import { isStudioJob, studioOf } from '../../kling/studio/products';
import { submit } from '../../kling/submit';
import type { Task } from '../../kling/task';
import { defined } from '../../kling/values';
import { TaskFailed } from './failures';
import type { Prepared } from './prepare';
import type { Run } from './run';

/** What some jobs need before they can be ordered: a line spoken, faces found. It is paid for once, however often the node tries. */

/**
 * The job as it can be ordered, and what all of it costs.
 *
 * @param until how long to go on if Kling does not take a step for now, ms since the epoch
 * @throws OverBudget if a line has turned out too long; Unfit, AnswerLost, ServiceRefusal
 */
export async function afterSteps(run: Run, prepared: Prepared, until: number): Promise<{ job: Job; cost?: Cost }> {
	const { job, facts, cost } = prepared;
	const before = isStudioJob(job) ? studioOf(job).before : undefined;
	if (!isStudioJob(job) || !before) return { job, ...(cost ? { cost } : {}) };
	const ready = await before(job, facts, {
		order: async (step) => await order(run, prepared, step, until),
		sizeOf: async (url) => await sizeOf(run, url),
	});
	const first = madeFirst(run, prepared.itemIndex)?.units ?? 0;
	const rest = estimate(ready.job, job.kind, ready.facts);
	if (!rest) return { job: ready.job };
	const whole = costOf(first + rest.units, job.kind, prepared.options);
	run.budget.reserve(prepared.itemIndex, whole);
	return { job: ready.job, cost: whole };
}

/** What was made first for an item. */
export function madeFirst({ first }: Run, itemIndex: number): Task['first'] {
	const made = first.get(itemIndex);
	if (!made) return undefined;
	const outputs = made.flatMap((task) => task.outputs);
	return {
		units: made.reduce((sum, { units = 0 }) => sum + units, 0),
		...defined({
			faces: outputs.find((output) => output.type === 'faces'),
			line: outputs.find((output) => output.type === 'audio'),
		}),
	};
}

/** What a job costs at least: of a line that is still to be spoken, the shortest that a face takes. */
export const leastCost = ({ job, facts, cost, options }: Prepared): Cost | undefined =>
	cost ?? (isStudioJob(job) ? estimate(job, job.kind, { soundSeconds: shortestSound, ...facts }, options) : undefined);

async function order(run: Run, prepared: Prepared, step: StepJob, until: number): Promise<Task> {
	const { context, service, orders, inTurn, signal, first, budget } = run;
	const { itemIndex, key, options } = prepared;
	const place = `${key.place}|${step.kind}`;
	const job = jobName(step, []);
	const earlier = orders.at(place);
	const { task } = await submit({
		...service,
		job: step,
		idOf: () => '',
		counts: () => true,
		earlier: earlier?.job === job ? earlier : undefined,
		request: async () => service.dialect.encode(await loadMedia(context, itemIndex, step, service, options), ''),
		known: () => false,
		inTurn,
		// the item's cost has been set aside
		beforeCreate: () => orders.send(place, { firstId: '', job }, ''),
		until,
		signal,
	});
	orders.made(place, task);
	if (task.status !== 'succeeded') throw new TaskFailed(task);
	first.set(itemIndex, [...(first.get(itemIndex) ?? []).filter(({ product }) => product !== task.product), task]);
	budget.paid(itemIndex, madeFirst(run, itemIndex)?.units ?? 0);
	return task;
}

async function sizeOf({ context, service }: Run, url: string): Promise<number> {
	const mayVisit = (target: string) => service.isLocal || !isPrivateAddress(target);
	try {
		if (!mayVisit(url)) return 0;
		const file = await addressFile(context, url, mayVisit);
		const kind = kindOf(await file.read(0, headLength));
		const found = kind === 'jpg' || kind === 'png' ? await pictureFacts(file, kind) : undefined;
		return found ? found.width * found.height : 0;
	} catch {
		return 0;
	}
}
