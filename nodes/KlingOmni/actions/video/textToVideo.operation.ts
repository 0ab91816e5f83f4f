import { operationNames } from '../../../kling/models';
import { aspectRatio, duration, negativePrompt, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { storyboardLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { modelNotice, priceNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, promptMode, promptParts, storyboard } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Makes a video from words alone. */
export const operation: Operation = {
	value: 'textToVideo',
	name: operationNames.textToVideo,
	action: 'Make a video from text',
	description: 'Make a video from words alone',
	fields: () => [
		prompt(),
		...model('textToVideo'),
		...modelNotice('textToVideo'),
		...duration('textToVideo'),
		...quality('textToVideo'),
		...aspectRatio('textToVideo'),
		...sound('textToVideo'),
		...priceNotice('textToVideo'),
		...shots('textToVideo'),
		storyboard,
		promptMode,
		...promptParts,
		...negativePrompt('textToVideo'),
		storyboardLists,
		...completions,
		videoOptions,
	],
	makes: [
		omniVideo,
		{ product: 'textToVideo', name: 'Text to Video', description: 'Made from text by Kling 3.0, 2.6 or 2.5 Turbo', canBeWatched: true },
	],
	async execute() {
		return await runVideoJobs(this, 'textToVideo');
	},
};
