import type { IExecuteFunctions } from 'n8n-workflow';
import { elementJob, voiceJob, type ElementJob, type VoiceJob } from '../kling/libraryJobs';
import { itemParameters, parse, type Read } from './parameters';
import type { Options } from './readOptions';
import { located, mediaRow, placed, rows } from './rows';

/** Reads the element that an item describes; problems name the fields as the panel does. */
export function readElementJob(context: IExecuteFunctions, itemIndex: number, { callbackUrl }: Options): Read<ElementJob> {
	const read = itemParameters(context, itemIndex);
	const media = placed(read('video'));
	return parse(
		elementJob,
		{
			name: read('name'),
			description: read('description'),
			elementKind: read('elementKind'),
			images: rows(read('images'), 'image', mediaRow),
			...(media ? { video: { media } } : {}),
			voiceId: located(read('voice')),
			tags: read('tags'),
			callbackUrl,
		},
		context.getNode(),
	);
}

/** Reads the voice that an item describes. */
export function readVoiceJob(context: IExecuteFunctions, itemIndex: number, { callbackUrl }: Options): Read<VoiceJob> {
	const read = itemParameters(context, itemIndex);
	return parse(voiceJob, { name: read('name'), sound: recording(read), videoId: read('videoId'), callbackUrl }, context.getNode());
}

/** A recording, unless the voice is that of a video. */
function recording(read: (name: string) => unknown) {
	const source = read('soundSource');
	switch (source) {
		case 'url':
			return { url: read('soundUrl') };
		case 'binary':
			return { binaryProperty: read('soundBinaryProperty') };
		case 'video':
			return undefined;
		default:
			return { source };
	}
}
