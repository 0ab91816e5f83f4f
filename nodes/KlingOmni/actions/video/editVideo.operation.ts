import { operationNames } from '../../../kling/models';
import { keepSound, quality } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { attachmentLists } from '../../fields/lists';
import { elements, images, video } from '../../fields/media';
import { model } from '../../fields/model';
import { modelNotice, priceNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { required } from '../../fields/pictures';
import { prompt, promptMode, promptParts } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';
import { omniVideo } from './omniVideo';

/** Restyles or changes an existing video; length, ratio and shots follow the source (contract R3, R19, R20). */
export const operation: Operation = {
	value: 'editVideo',
	name: operationNames.editVideo,
	action: 'Edit a video',
	description: 'Change people, things, style or weather in an existing video',
	fields: () => [
		prompt('@video1', '@image1', '@element1'),
		required(video('Source Video', 'MP4 or MOV at a public address, at most 200 MB; its length is what Kling bills')),
		...keepSound('editVideo'),
		...images('editVideo'),
		...elements('editVideo'),
		...model('editVideo'),
		...modelNotice('editVideo'),
		...quality('editVideo'),
		...priceNotice('editVideo'),
		promptMode,
		...promptParts,
		attachmentLists,
		...completions,
		videoOptions,
	],
	makes: [omniVideo],
	async execute() {
		return await runVideoJobs(this, 'editVideo', 'base');
	},
};
