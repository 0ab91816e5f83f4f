import { keepSound, quality } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { elements, images, video } from '../../fields/media';
import { attachmentLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { costNotice, decidedNotice, modelNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { prompt } from '../../fields/prompt';

/** Restyles or changes an existing video; length, ratio and shots follow the source (contract R3, R19, R20). */
export const description = () =>
	forOperation('video', 'editVideo', [
		model(),
		...modelNotice('editVideo'),
		...video('Source Video', 'MP4 or MOV at a public address, at most 200 MB; its length is what Kling bills'),
		...keepSound('editVideo'),
		...prompt('@video1', '@image1', '@element1'),
		...images('editVideo'),
		...elements('editVideo'),
		...quality('editVideo'),
		...decidedNotice('editVideo'),
		...costNotice('editVideo'),
		attachmentLists,
		...completions,
		videoOptions('editVideo'),
	]);

export { runVideoJobs as execute } from '../../run/runVideoJobs';
