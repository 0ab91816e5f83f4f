import { isWebAddress } from './fields';
import type { VideoLimits } from './media';
import { videoLength } from '../classicShape';
import type { Context } from '../context';
import type { ParentVideo } from '../faces';
import { badParameter } from '../refusal';
import { isFinal, type Task } from '../tasks';

/** What earlier jobs made and later ones go on from: by id, or by address. */

export interface SourceVideo {
	video: ParentVideo;
	seconds: number;
	/** Where faces are looked for: the address, or the texts of the job that made it. */
	hint: string;
}

/** Seconds of media elsewhere, which the simulator never fetches. */
const ELSEWHERE = 5;

interface SourceFields {
	video_id?: string | undefined;
	video_url?: string | undefined;
}

/** R80: exactly one of the two; the id is the one inside `task_result.videos[]`, not that of the task. */
export function sourceVideo({ video_id: id, video_url: url }: SourceFields, limits: VideoLimits, context: Context): SourceVideo {
	if (id && url) return badParameter('video_id and video_url can not be used together');
	if (id) {
		const task = madeVideo(id, context);
		const seconds = secondsOf(task);
		requireLength('Video duration', seconds, limits.seconds);
		return {
			video: { id, url: context.linkTo(`${task.taskId}.mp4`), duration: videoLength(seconds) },
			seconds,
			hint: task.job.texts.join(' '),
		};
	}
	if (!url) return badParameter('video_id and video_url can not be both null');
	const known = context.media.video(url, 'video_url', limits)?.seconds ?? secondsOfResult(url, context);
	if (known !== undefined) requireLength('Video duration', known, limits.seconds);
	const seconds = known ?? ELSEWHERE;
	return { video: { id: '', url, duration: String(seconds) }, seconds, hint: url };
}

/** The task behind the id of a result video. @throws Refusal when it is not there, or no longer */
export function madeVideo(videoId: string, { findTask }: Context): Task {
	const task = /^[vo]-/.test(videoId) ? findTask(videoId.slice(2)) : undefined;
	if (task?.status !== 'succeeded' || task.filesDeleted || !hasVideo(task)) return badParameter(`Video not found by video_id: ${videoId}`);
	return task;
}

function hasVideo({ job: { outcome } }: Task): boolean {
	return outcome.kind === 'video' || (outcome.kind === 'sound' && outcome.withVideo);
}

interface SoundFields {
	audio_id?: string | undefined;
	sound_file?: string | undefined;
}

/** R77, R78, R81: exactly one of the two. Returns the length in seconds. */
export function drivingSound(
	{ audio_id: id, sound_file: file }: SoundFields,
	limits: readonly [number, number],
	context: Context,
	where = '',
): { seconds: number; isKnown: boolean } {
	if (id && file) return badParameter(`${where}audio_id and ${where}sound_file can not be used together`);
	if (id) {
		const task = id.startsWith('a-') ? context.findTask(id.slice(2)) : undefined;
		if (task?.job.outcome.kind !== 'speech' || task.status !== 'succeeded' || task.filesDeleted)
			return badParameter(`Audio not found by audio_id: ${id}`);
		requireLength('Audio duration', task.job.outcome.seconds, limits);
		return { seconds: task.job.outcome.seconds, isKnown: true };
	}
	if (!file) return badParameter(`${where}audio_id and ${where}sound_file can not be both null`);
	const known = context.media.recording(file, `${where}sound_file`) ?? secondsOfResult(file, context);
	if (known !== undefined) requireLength('Audio duration', known, limits);
	return { seconds: known ?? ELSEWHERE, isKnown: known !== undefined };
}

/** The length of a result file of this service. */
function secondsOfResult(url: string, { findTask }: Context): number | undefined {
	const taskId = isWebAddress(url) ? /\/files\/(\d+)[\w-]*\.\w+$/.exec(new URL(url).pathname)?.[1] : undefined;
	const task = taskId === undefined ? undefined : findTask(taskId);
	return task && isFinal(task.status) ? secondsOf(task) : undefined;
}

function secondsOf({ job }: Task): number {
	return 'seconds' in job.outcome ? job.outcome.seconds : ELSEWHERE;
}

function requireLength(what: string, seconds: number, [min, max]: readonly [number, number]): void {
	if (seconds < min || seconds > max) badParameter(`${what} is invalid: ${seconds} s is not between ${min} and ${max}`);
}
