import type { Job } from './job';
import type { Media } from './jobParts';
import { elementLimits, motionLimits, type MediaRow, type VideoLimits } from './media/limits';
import { videoModel, type VideoModel } from './models';
import { isStudioJob, studioOf } from './studio/products';

/** What a job of any kind has attached. */

/** The panel's name of a job's video. */
const videoFields = { base: 'Source Video', feature: 'Reference Video', motion: 'Motion Video' };

/** The panel's names of pictures that have a field of their own. */
const frameFields: Record<string, string> = { firstFrame: 'First Frame', lastFrame: 'Last Frame' };

/** Everything that a job has attached, in a fixed order. */
export function mediaOf(job: Job): MediaRow[] {
	if (isStudioJob(job)) {
		return studioOf(job).places.flatMap(({ key, ...place }) => {
			const media = mediaAt(job, key);
			return media ? [{ ...place, media }] : [];
		});
	}
	if (job.kind === 'voice') return job.sound ? [{ field: 'Sound', type: 'sound', media: job.sound }] : [];
	const { images } = job;
	const ofRow = job.kind === 'video' && job.operation === 'motionControl' ? () => 'Image' : (index: number) => `Images, row ${index + 1}`;
	const pictures = images.map(({ role, media: picture }, index): MediaRow => ({
		field: frameFields[role] ?? ofRow(index),
		type: 'picture',
		media: picture,
	}));
	if (job.kind === 'image' || !job.video) return pictures;
	const field = job.kind === 'video' ? videoFields[job.video.role] : 'Video';
	return [...pictures, { field, type: 'video', media: job.video.media }];
}

/** The job with other media, given in the order of `mediaOf`. */
export function replaceMedia(job: Job, others: Media[]): Job {
	if (isStudioJob(job)) {
		const filled = studioOf(job).places.filter(({ key }) => mediaAt(job, key));
		return { ...job, ...Object.fromEntries(filled.map(({ key }, index) => [key, others[index] ?? mediaAt(job, key)])) };
	}
	if (job.kind === 'voice') return job.sound ? { ...job, sound: others[0] ?? job.sound } : job;
	const clip = others[job.images.length];
	const replaced = <Row extends { media: Media }>(rows: Row[]) => rows.map((row, index) => ({ ...row, media: others[index] ?? row.media }));
	switch (job.kind) {
		case 'image':
			return { ...job, images: replaced(job.images) };
		case 'element':
			return { ...job, images: replaced(job.images), ...(job.video && clip ? { video: { media: clip } } : {}) };
		case 'video':
			return { ...job, images: replaced(job.images), ...(job.video && clip ? { video: { ...job.video, media: clip } } : {}) };
	}
}

/**
 * What a job's video may be.
 *
 * @param sources what the dialect takes as a source video
 */
export function videoLimitsFor(job: Job, { video }: Pick<MediaRow, 'video'>, sources: (model: VideoModel) => VideoLimits): VideoLimits {
	if (video) return video;
	if (job.kind === 'element') return elementLimits;
	if (job.kind === 'video' && job.operation === 'motionControl') return motionLimits(job.characterOrientation);
	return sources(videoModel('model' in job ? job.model : ''));
}

const mediaAt = (job: object, key: string) => (job as Record<string, Media | undefined>)[key];
