import { operationNames } from '../../../kling/models';
import { aspectRatio, duration, keepSound, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { allLists } from '../../fields/lists';
import { elements, firstFrameBesideVideo, images, video } from '../../fields/media';
import { model } from '../../fields/model';
import { modelNotice, priceNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, promptMode, promptParts, storyboard } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Makes a video with the people, things and styles of pictures, elements or another video. */
export const operation: Operation = {
	value: 'referenceToVideo',
	name: operationNames.referenceToVideo,
	action: 'Make a video from references',
	description: 'Use the looks of pictures, elements or another video',
	fields: () => [
		prompt('@image1', '@element1', '@video1'),
		// what the rows of elements may hold depends on the video
		video(
			'Reference Video',
			'MP4 or MOV at a public address, at most 200 MB, whose camera work or style is imitated; mention it in the prompt as @video1. May be empty.',
		),
		...firstFrameBesideVideo(),
		...keepSound('referenceToVideo'),
		...images('referenceToVideo'),
		...elements('referenceToVideo'),
		...model('referenceToVideo'),
		...modelNotice('referenceToVideo'),
		...duration('referenceToVideo'),
		...quality('referenceToVideo'),
		...aspectRatio('referenceToVideo'),
		...sound('referenceToVideo'),
		...priceNotice('referenceToVideo'),
		...shots('referenceToVideo'),
		storyboard,
		promptMode,
		...promptParts,
		allLists,
		...completions,
		videoOptions,
	],
	makes: [omniVideo],
	async execute() {
		return await runVideoJobs(this, 'referenceToVideo', 'feature');
	},
};
