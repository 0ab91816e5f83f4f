import { aspectRatio, duration, keepSound, quality, referenceVideo, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { elements, images, video } from '../../fields/media';
import { allLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, storyboard } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Makes a video with the people, things and styles of pictures, elements or another video. */
export const referenceToVideo: Operation = {
	value: 'referenceToVideo',
	name: 'Reference to Video',
	action: 'Make a video from references',
	description: 'Use the looks of pictures, elements or another video',
	fields: () => [
		model(),
		...modelNotice('referenceToVideo'),
		...referenceVideo(),
		...video('Reference Video', 'MP4 or MOV at a public address, at most 200 MB; mention it in the prompt as @video1', {
			referenceVideo: ['video', 'videoAndFirstFrame'],
		}),
		...keepSound('referenceToVideo'),
		...images('referenceToVideo'),
		...elements('referenceToVideo'),
		...shots('referenceToVideo'),
		...prompt('@image1', '@element1', '@video1'),
		storyboard,
		...duration('referenceToVideo'),
		...quality('referenceToVideo'),
		...aspectRatio('referenceToVideo'),
		...sound('referenceToVideo'),
		...decidedNotice('referenceToVideo'),
		...costNotice('referenceToVideo'),
		allLists,
		...completions,
		videoOptions('referenceToVideo'),
	],
	makes: [omniVideo],
	async execute() {
		return await runVideoJobs(this, 'referenceToVideo', 'feature');
	},
};
