import type { IExecuteFunctions } from 'n8n-workflow';
import { imageJob, type ImageJob } from '../kling/imageJob';
import { imageModels } from '../kling/imageModels';
import { itemParameters, parse, type Read } from './parameters';
import type { Options } from './readOptions';
import { elementRow, listOrRows, mediaRow, modelOf, rows } from './rows';

/** Reads the image job that the node describes for an item; problems name the fields as the panel does. */
export function readImageJob(context: IExecuteFunctions, itemIndex: number, { watermark, callbackUrl }: Options): Read<ImageJob> {
	const read = itemParameters(context, itemIndex);
	const listed = listOrRows(read('lists'));
	return parse(
		imageJob,
		{
			model: modelOf(imageModels, read),
			prompt: read('prompt'),
			negativePrompt: read('negativePrompt'),
			images: listed('images', rows(read('images'), 'image', mediaRow)),
			elements: listed('elements', rows(read('elements'), 'element', elementRow)),
			pictureUse: read('pictureUse'),
			pictureFidelity: read('pictureFidelity'),
			faceFidelity: read('faceFidelity'),
			resolution: read('resolution'),
			resultType: read('resultType'),
			count: read('count'),
			seriesAmount: read('seriesAmount'),
			aspectRatio: read('aspectRatio'),
			watermark,
			callbackUrl,
		},
		context.getNode(),
	);
}
