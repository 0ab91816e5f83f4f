import { createHash } from 'node:crypto';
import { mediaOf, replaceMedia } from './attached';
import type { Job } from './job';
import { sameAddress } from './sameAddress';

/**
 * When two jobs are the same: they order the same video.
 *
 * A job's name is part of keys that were paid for, so it has to outlive changes of this package: names of a version
 * stay as they are (`test/unit/sameJob.test.ts` holds some). A field that joins later belongs into `lateComers`, unless
 * it is empty or off where it is not used.
 */

const version = 1;

/** What a job says that is not the video. */
const notTheVideo = ['callbackUrl'];

/** Fields that joined after their version, each with the value that stands for what jobs did before. */
const lateComers: Record<string, unknown> = {};

/**
 * A name for what a job orders.
 *
 * @param contents what its binary fields hold, as digests, in the order of `mediaOf`: names of fields say nothing
 */
export function jobName(job: Job, contents: string[]): string {
	const digests = [...contents];
	const media = mediaOf(job).map(({ media: one }) => {
		if ('url' in one) return { url: sameAddress(one.url) };
		return 'binaryProperty' in one ? { binaryProperty: digests.shift() ?? '' } : one;
	});
	const counting = Object.entries(replaceMedia(job, media)).filter(
		([name, value]) => !notTheVideo.includes(name) && !(name in lateComers && lateComers[name] === value),
	);
	return digest([version, canonical(Object.fromEntries(counting))]);
}

/** Without what is empty or off, and in the order of the alphabet. */
function canonical(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(canonical);
	if (!value || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([name, held]) => [name, canonical(held)] as const);
	return Object.fromEntries(entries.filter(([, held]) => !isEmpty(held)).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const isEmpty = (value: unknown) =>
	value === undefined ||
	value === null ||
	value === false ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);

/** A short name for contents: hex, 128 bits. */
export const digest = (contents: unknown) => createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 32);
