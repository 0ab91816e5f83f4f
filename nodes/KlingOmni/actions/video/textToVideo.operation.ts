import { forOperation } from '../../fields/forOperation';
import { aspectRatio, duration, negativePrompt, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { storyboardLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, storyboard } from '../../fields/prompt';

/** Makes a video from words alone. */
export const description = () =>
	forOperation('video', 'textToVideo', [
		model(),
		...modelNotice('textToVideo'),
		...shots('textToVideo'),
		...prompt(),
		storyboard,
		...negativePrompt('textToVideo'),
		...duration('textToVideo'),
		...quality('textToVideo'),
		...aspectRatio('textToVideo'),
		...sound('textToVideo'),
		...decidedNotice('textToVideo'),
		...costNotice('textToVideo'),
		storyboardLists,
		...completions,
		videoOptions('textToVideo'),
	]);

export { runVideoJobs as execute } from '../../run/runVideoJobs';
