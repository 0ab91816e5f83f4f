import { adjustImage, checkImageRules } from '../../../kling/rules/checkImageRules';
import { imageCompletions } from '../../fields/completion';
import { imagePriceNotice, imageInputs, imageNegativePrompt, imageOutputs, imagePrompt } from '../../fields/image';
import { attachmentLists } from '../../fields/lists';
import { imageModelField } from '../../fields/model';
import { imageOptions } from '../../fields/options';
import { readImageJob } from '../../readImageJob';
import { runJobs } from '../../run/runJobs';
import { whereOffered } from '../../run/whereOffered';
import type { Operation } from '../operation';

/** Makes images; the model decides which of the two endpoints (contract §14). */
export const operation: Operation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate images',
	description: 'Make pictures from words, from other pictures and from elements',
	fields: () => [
		imagePrompt,
		...imageInputs,
		...imageModelField,
		...imageNegativePrompt,
		...imageOutputs,
		...imagePriceNotice,
		{ ...attachmentLists, displayOptions: { show: { imageInput: ['references'] } } },
		...imageCompletions,
		imageOptions,
	],
	makes: [
		{ product: 'image', name: 'Image', description: 'Pictures made by Image 3.0 or Image 2.1', canBeWatched: true },
		{ product: 'omniImage', name: 'Omni Image', description: 'Pictures made by Image 3.0 Omni or Image O1', canBeWatched: true },
	],
	async execute() {
		return await runJobs(
			this,
			whereOffered((context, itemIndex, { dialect }, options) => {
				const read = readImageJob(context, itemIndex, options);
				if (read.problems) return read;
				const job = adjustImage(read.values);
				return { job, problems: checkImageRules(job, dialect) };
			}),
		);
	},
};
