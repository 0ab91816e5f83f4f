import { wireMedia, type Media } from '../jobParts';
import type { Rule } from '../rules/rule';
import { optionalId } from '../values';
import { optionalMedia } from './parts';

/** A video that a product goes on from: one from elsewhere, or one that Kling made, by its id or its task (R80). */
export interface SourceVideo {
	video?: Media | undefined;
	videoId?: string | undefined;
	/** A task whose video it is, until that has been looked up. */
	videoTask?: string | undefined;
}

export const sourceVideoFields = { video: optionalMedia, videoId: optionalId, videoTask: optionalId };

/** The keys of the place that takes one. */
export const sourceVideoKeys = { key: 'video', idKey: 'videoId', taskKey: 'videoTask' };

/** R80. */
export const oneVideo: Rule<SourceVideo, unknown> = {
	id: 'R80',
	severity: 'error',
	check: ({ video, videoId, videoTask }) => {
		const given = [video, videoId, videoTask].filter(Boolean).length;
		if (given === 1) return [];
		const message = given ? 'Video is given in two ways' : 'Video is empty';
		return [{ field: 'Video', message, remedy: 'Attach a video, or give the videoId of one that Kling made' }];
	},
};

/** The key that is not used is left out (R80). */
export const videoOnWire = ({ video, videoId }: SourceVideo) => (video ? { video_url: wireMedia(video) } : { video_id: videoId });
