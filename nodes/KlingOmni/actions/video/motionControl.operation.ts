import { keepSound, quality } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { elements, images, video } from '../../fields/media';
import { model } from '../../fields/model';
import { characterOrientation } from '../../fields/motion';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt } from '../../fields/prompt';

/** Lets the person of a picture perform the movement of a video, on the current API (contract §15.3, R68). */
export const description = () =>
	forOperation('video', 'motionControl', [
		model('kling-v3', 'Kling 3.0'),
		...modelNotice('motionControl'),
		...images('motionControl'),
		...video('Motion Video', 'MP4 or MOV at a public address, at most 100 MB, whose movement is performed; its length is what Kling bills'),
		characterOrientation,
		...keepSound('motionControl'),
		...prompt(),
		...elements('motionControl', { characterOrientation: ['video'] }),
		...quality('motionControl'),
		...decidedNotice('motionControl'),
		...costNotice('motionControl'),
		...completions,
		videoOptions('motionControl'),
	]);

export { runVideoJobs as execute } from '../../run/runVideoJobs';
