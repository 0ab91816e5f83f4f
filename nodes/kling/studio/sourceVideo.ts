import { wireMedia, type Media } from '../jobParts';
import type { Rule } from '../rules/rule';

/** A video that a product goes on from: one from elsewhere, or the id of one that Kling made (R80). */
export interface SourceVideo {
	video?: Media | undefined;
	videoId?: string | undefined;
}

/** R80. */
export const oneVideo: Rule<SourceVideo, unknown> = {
	id: 'R80',
	severity: 'error',
	check: ({ video, videoId }) => {
		if (Boolean(video) !== Boolean(videoId)) return [];
		const message = video ? 'Video and Video ID are both set' : 'Video is empty';
		return [{ field: 'Video', message, remedy: 'Attach a video, or give the videoId of one that Kling made' }];
	},
};

/** The key that is not used is left out (R80). */
export const videoOnWire = ({ video, videoId }: SourceVideo) => (video ? { video_url: wireMedia(video) } : { video_id: videoId });
