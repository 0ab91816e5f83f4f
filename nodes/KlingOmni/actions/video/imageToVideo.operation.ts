import { operationNames } from '../../../kling/models';
import { aspectRatio, duration, negativePrompt, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { allLists } from '../../fields/lists';
import { elements, firstFrame, images, lastFrame, voices } from '../../fields/media';
import { model } from '../../fields/model';
import { modelNotice, priceNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, promptMode, promptParts, storyboard } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Makes a video that starts from a picture, or leads from one picture to another. */
export const operation: Operation = {
	value: 'imageToVideo',
	name: operationNames.imageToVideo,
	action: 'Make a video from an image',
	description: 'Animate a picture, or lead from one picture to another',
	fields: () => [
		prompt('@image1', '@element1'),
		...firstFrame(),
		...lastFrame(),
		...images('imageToVideo'),
		...elements('imageToVideo'),
		...model('imageToVideo'),
		...modelNotice('imageToVideo'),
		...duration('imageToVideo'),
		...quality('imageToVideo'),
		...aspectRatio('imageToVideo'),
		...sound('imageToVideo'),
		...voices('imageToVideo'),
		...priceNotice('imageToVideo'),
		...shots('imageToVideo'),
		storyboard,
		promptMode,
		...promptParts,
		...negativePrompt('imageToVideo'),
		allLists,
		...completions,
		videoOptions,
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
