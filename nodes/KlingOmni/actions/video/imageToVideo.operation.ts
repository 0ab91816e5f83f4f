import { aspectRatio, duration, frames, negativePrompt, quality, shots, sound } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { elements, images, voices } from '../../fields/media';
import { allLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt, storyboard } from '../../fields/prompt';

/** Makes a video that starts from a picture, or leads from one picture to another. */
export const description = () =>
	forOperation('video', 'imageToVideo', [
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
	]);

export { runVideoJobs as execute } from '../../run/runVideoJobs';
