import { adjustImage, checkImageRules } from '../../../kling/rules/checkImageRules';
import { imageCompletions } from '../../fields/completion';
import { imageCostNotice, imageInputs, imageNegativePrompt, imageOutputs, imagePrompt } from '../../fields/image';
import { attachmentLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { imageOptions } from '../../fields/options';
import { readImageJob } from '../../readImageJob';
import { readOptions } from '../../readJob';
import { oneItemPerImage } from '../../run/results';
import { runJobs } from '../../run/runJobs';
import { whereOffered } from '../../run/whereOffered';
import type { Operation } from '../operation';

/** Makes images; the model decides which of the two endpoints (contract §14). */
export const generate: Operation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate images',
	description: 'Make pictures from words, from other pictures and from elements',
	fields: () => [
		model('kling-v3-omni', 'Image 3.0 Omni'),
		...imageInputs,
		imagePrompt,
		...imageNegativePrompt,
		...imageOutputs,
		...imageCostNotice,
		{ ...attachmentLists, displayOptions: { show: { imageInput: ['references'] } } },
		...imageCompletions,
		imageOptions,
	],
	makes: [
		{ product: 'image', name: 'Image', description: 'Pictures made by Image 3.0 or Image 2.1', canBeWatched: true },
		{ product: 'omniImage', name: 'Omni Image', description: 'Pictures made by Image 3.0 Omni or Image O1', canBeWatched: true },
	],
	async execute() {
		const items = await runJobs(
			this,
			whereOffered((context, itemIndex, { dialect }) => {
				const read = readImageJob(context, itemIndex);
				if ('problems' in read) return read;
				const job = adjustImage(read.job);
				return { job, problems: checkImageRules(job, dialect) };
			}),
		);
		return readOptions(this, 0).imageItems === 'each' ? oneItemPerImage(items) : items;
	},
};
