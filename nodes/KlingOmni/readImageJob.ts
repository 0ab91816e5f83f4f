import type { IExecuteFunctions } from 'n8n-workflow';
import { imageJob, type ImageJob } from '../kling/imageJob';
import type { Problem } from '../kling/rules/problem';
import { elementRow, mediaRow, problemsOf, readLists, readOptions, readParameter, rows } from './readJob';

/** Reads the image job that the node describes for an item; problems name the fields as the panel does. */
export function readImageJob(context: IExecuteFunctions, itemIndex: number): { job: ImageJob } | { problems: Problem[] } {
	const read = (name: string) => readParameter(context, name, itemIndex);
	const options = readOptions(context, itemIndex);
	const listed = readLists(context, itemIndex);
	const { data, error } = imageJob.safeParse({
		model: context.getNodeParameter('model', itemIndex, '', { extractValue: true }),
		prompt: read('prompt'),
		negativePrompt: read('negativePrompt'),
		images: listed('images', () => rows(read('images.image')).map(mediaRow)),
		elements: listed('elements', () => rows(read('elements.element')).map(elementRow)),
		pictureUse: read('pictureUse'),
		pictureFidelity: read('pictureFidelity'),
		faceFidelity: read('faceFidelity'),
		resolution: read('resolution'),
		resultType: read('resultType'),
		count: read('count'),
		seriesAmount: read('seriesAmount'),
		aspectRatio: read('aspectRatio'),
		watermark: options.watermark,
		callbackUrl: options.callbackUrl || undefined,
	});
	return data ? { job: data } : { problems: problemsOf(error) };
}
