import { aspectRatio, duration, frames, negativePrompt, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { elements, images, voices } from '../../fields/media';
import { allLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, storyboard } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Makes a video that starts from a picture, or leads from one picture to another. */
export const imageToVideo: Operation = {
	value: 'imageToVideo',
	name: 'Image to Video',
	action: 'Make a video from an image',
	description: 'Animate a picture, or lead from one picture to another',
	fields: () => [
		model(),
		...modelNotice('imageToVideo'),
		...frames(),
		...images('imageToVideo'),
		...elements('imageToVideo'),
		...shots('imageToVideo'),
		...prompt('@image1', '@element1'),
		storyboard,
		...negativePrompt('imageToVideo'),
		...duration('imageToVideo'),
		...quality('imageToVideo'),
		...aspectRatio('imageToVideo'),
		...sound('imageToVideo'),
		...decidedNotice('imageToVideo'),
		...costNotice('imageToVideo'),
		...voices('imageToVideo'),
		allLists,
		...completions,
		videoOptions('imageToVideo'),
	],
	makes: [
		omniVideo,
		{
			product: 'imageToVideo',
			name: 'Image to Video',
			description: 'Made from a picture by Kling 3.0, 2.6 or 2.5 Turbo',
			canBeWatched: true,
		},
	],
	async execute() {
		return await runVideoJobs(this, 'imageToVideo');
	},
};
