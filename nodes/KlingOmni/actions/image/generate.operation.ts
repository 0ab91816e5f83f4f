import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { adjustImage, checkImageRules } from '../../../kling/rules/checkImageRules';
import { imageCompletions } from '../../fields/completion';
import { forOperation } from '../../fields/forOperation';
import { imageCostNotice, imageInputs, imageNegativePrompt, imageOutputs, imagePrompt } from '../../fields/image';
import { attachmentLists } from '../../fields/lists';
import { model } from '../../fields/model';
import { imageOptions } from '../../fields/options';
import { readImageJob } from '../../readImageJob';
import { readOptions } from '../../readJob';
import { onClassic } from '../../run/onClassic';
import { oneItemPerImage } from '../../run/results';
import { runJobs } from '../../run/runJobs';

/** Makes images; the model decides which of the two endpoints (contract §14). */
export const description = () =>
	forOperation('image', 'generate', [
		model('kling-v3-omni', 'Image 3.0 Omni'),
		...imageInputs,
		imagePrompt,
		...imageNegativePrompt,
		...imageOutputs,
		...imageCostNotice,
		{ ...attachmentLists, displayOptions: { show: { imageInput: ['references'] } } },
		...imageCompletions,
		imageOptions,
	]);

export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = await runJobs(
		this,
		onClassic((context, itemIndex) => {
			const read = readImageJob(context, itemIndex);
			if ('problems' in read) return read;
			const job = adjustImage(read.job);
			return { job, problems: checkImageRules(job) };
		}),
	);
	return readOptions(this, 0).imageItems === 'each' ? oneItemPerImage(items) : items;
}
