import type { Job } from '../../kling/job';
import { isPrivateAddress } from '../../kling/hosts';
import { addressFile } from '../../kling/media/files';
import { kindOf } from '../../kling/media/kinds';
import { headLength } from '../../kling/media/facts';
import { loadMedia } from '../../kling/media/media';
import { pictureFacts } from '../../kling/media/picture';
import { jobName } from '../../kling/sameJob';
import type { StepJob } from '../../kling/studio/product';
import { isStudioJob, studioOf } from '../../kling/studio/products';
import { submit } from '../../kling/submit';
import type { Task } from '../../kling/task';
import { TaskFailed } from './failures';
import type { Prepared } from './prepare';
import type { Run } from './run';

/** What some jobs need before they can be ordered: a line spoken, faces found. It is paid for once, however often the node tries. */

/**
 * The job as it can be ordered.
 *
 * @param until how long to go on if Kling does not take a step for now, ms since the epoch
 * @throws Unfit, AnswerLost, ServiceRefusal
 */
export async function afterSteps(run: Run, prepared: Prepared, until: number): Promise<Job> {
	const { job, facts } = prepared;
	const before = isStudioJob(job) ? studioOf(job).before : undefined;
	if (!isStudioJob(job) || !before) return job;
	return await before(job, facts, {
		order: async (step) => await order(run, prepared, step, until),
		sizeOf: async (url) => await sizeOf(run, url),
	});
}

async function order(
	{ context, service, orders, inTurn, signal, first }: Run,
	prepared: Prepared,
	step: StepJob,
	until: number,
): Promise<Task> {
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
		request: async () => service.dialect.encode(await loadMedia(context, itemIndex, step, service, options.timeLimit / 1000), ''),
		known: () => false,
		inTurn,
		// the item's cost has been set aside as a whole
		beforeCreate: () => orders.send(place, { firstId: '', job }, ''),
		until,
		signal,
	});
	orders.made(place, task);
	if (task.status !== 'succeeded') throw new TaskFailed(task);
	const faces = task.outputs.find((output) => output.type === 'faces');
	const { units: others = 0, ...known } = first.get(itemIndex) ?? {};
	first.set(itemIndex, { ...known, units: others + (task.units ?? 0), ...(faces ? { faces } : {}) });
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
