import type { IExecuteFunctions } from 'n8n-workflow';
import { problemsError, stopped, type Scene } from '../../kling/errors';
import type { Job } from '../../kling/job';
import { requestedSeconds } from '../../kling/videoJob';
import type { MediaFacts } from '../../kling/media/facts';
import { checkMedia } from '../../kling/media/media';
import { sampleFacts } from '../../kling/practice/sample';
import { estimate, type Cost } from '../../kling/pricing';
import type { Problem } from '../../kling/rules/problem';
import type { Service } from '../../kling/service';
import { isStudioJob, studioOf } from '../../kling/studio/products';
import { withTaskVideo } from '../../kling/studio/taskVideo';
import { readOptions, usualOptions, type Options } from '../readOptions';
import { asNodeError } from './failures';
import { taskKey, type TaskKey } from './taskKey';

/** Reading and checking one item, before anything is sent or paid. */

/** Reads a job from the panel: adjusted, with all problems that the rules find; or only problems, if it has no sense. */
export type JobReader = (
	context: IExecuteFunctions,
	itemIndex: number,
	service: Service,
	options: Options,
) => { job?: Job; problems: Problem[] };

/** One item's job, ready to be submitted. */
export interface Prepared {
	itemIndex: number;
	job: Job;
	key: TaskKey;
	/** What is known of its files. */
	facts: MediaFacts;
	/** What the job is expected to cost, where that is known. */
	cost?: Cost;
	options: Options;
	/** What the person should know, though nothing stands in the way. */
	warnings: string[];
}

/** @returns the prepared item, or the error that says what to change; an item's fault is never another's */
export async function prepare(context: IExecuteFunctions, itemIndex: number, service: Service, read: JobReader): Promise<Prepared | Error> {
	return await prepareOne(context, itemIndex, service, read).catch((error: unknown) =>
		asNodeError({ node: context.getNode(), itemIndex }, error),
	);
}

async function prepareOne(context: IExecuteFunctions, itemIndex: number, service: Service, read: JobReader): Promise<Prepared | Error> {
	const scene: Scene = { node: context.getNode(), itemIndex };
	const { values: options = usualOptions, problems: unclear = [] } = readOptions(context, itemIndex);
	const { job: asked, problems } = read(context, itemIndex, service, options);
	if (!asked || unclear.length)
		return problemsError(
			scene,
			[...problems, ...unclear].filter(({ severity }) => severity === 'error'),
		);

	const isFine = !problems.some(({ severity }) => severity === 'error');
	const source = isFine ? await withTaskVideo(asked, service) : { job: asked, facts: {} };
	if ('problem' in source) return problemsError(scene, [source.problem]);
	const wanted = source.job;
	const media = await checkMedia(context, itemIndex, wanted, service, {
		// nothing is fetched for a job that the rules refuse; some cannot be made without a look
		look: (!options.skipMediaChecks || 'problem' in complete(wanted, {})) && isFine,
		upload: options.temporaryUpload,
	});
	const all = [...problems, ...media.problems];
	const refused = all.filter(({ severity }) => severity === 'error');
	if (refused.length) return problemsError(scene, refused);
	const known = { ...source.facts, ...media.facts };
	const facts = service.isPractice ? { ...sampleFacts, ...known } : known;
	const completed = complete(wanted, facts);
	if ('problem' in completed) return problemsError(scene, [completed.problem]);

	const { job } = completed;
	const key = taskKey(context, itemIndex, job, media.digests, options);
	if ('message' in key) return stopped(scene, key.message, `${key.remedy}. Nothing was sent to Kling.`);
	const isPriced = service.dialect.hasListPrices || options.unitsEach !== undefined;
	// for the ceiling, a video whose address is not visited counts as a sample’s five seconds
	const lengths = service.isPractice ? { videoSeconds: 5, ...known } : known;
	const cost = isPriced ? estimate(job, service.dialect.productOf(job), lengths, options) : undefined;
	return {
		itemIndex,
		job,
		key,
		facts,
		...(cost ? { cost } : {}),
		options,
		warnings: [...all.map(({ message, remedy }) => `${message}. ${remedy}.`), ...roundedLength(job, known.videoSeconds)],
	};
}

/** What a job leaves to its files is worked out from them. */
function complete(job: Job, facts: MediaFacts): { job: Job } | { problem: Problem } {
	if (!isStudioJob(job)) return { job };
	const completed = studioOf(job).complete?.(job, facts) ?? job;
	return 'kind' in completed ? { job: completed } : { problem: completed };
}

/** R3: the bill of a video whose length follows its source is in whole seconds. */
function roundedLength(job: Job, sourceSeconds?: number): string[] {
	if (job.kind !== 'video' || job.video === undefined || requestedSeconds(job) !== undefined || sourceSeconds === undefined) return [];
	const billed = Math.round(sourceSeconds);
	if (Math.abs(sourceSeconds - billed) < 0.05) return [];
	return [`The source video is ${sourceSeconds.toFixed(1)} s long; Kling bills whole seconds, here ${billed}.`];
}
