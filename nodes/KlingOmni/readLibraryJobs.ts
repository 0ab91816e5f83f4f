import type { IExecuteFunctions } from 'n8n-workflow';
import type { core } from 'zod/v4-mini';
import { elementJob, voiceJob, type ElementJob, type VoiceJob } from '../kling/libraryJobs';
import type { Problem } from '../kling/rules/problem';
import { located, mediaRow, problemsOf, readOptions, readParameter, rows } from './readJob';

/** Reads the element that an item describes; problems name the fields as the panel does. */
export function readElementJob(context: IExecuteFunctions, itemIndex: number): { job: ElementJob } | { problems: Problem[] } {
	const read = (name: string) => readParameter(context, name, itemIndex);
	const media = mediaOf(read, 'video');
	return parsed(
		elementJob.safeParse({
			name: read('name'),
			description: read('description'),
			elementKind: read('elementKind'),
			images: rows(read('images.image')).map(mediaRow),
			...(media ? { video: { media } } : {}),
			voiceId: located(read('voice')),
			tags: read('tags'),
			callbackUrl: readOptions(context, itemIndex).callbackUrl || undefined,
		}),
	);
}

/** Reads the voice that an item describes. */
export function readVoiceJob(context: IExecuteFunctions, itemIndex: number): { job: VoiceJob } | { problems: Problem[] } {
	const read = (name: string) => readParameter(context, name, itemIndex);
	return parsed(
		voiceJob.safeParse({
			name: read('name'),
			sound: mediaOf(read, 'sound'),
			videoId: read('videoId'),
			callbackUrl: readOptions(context, itemIndex).callbackUrl || undefined,
		}),
	);
}

/** A single video or recording, where the panel shows it. */
function mediaOf(read: (name: string) => unknown, name: 'video' | 'sound') {
	switch (read(`${name}Source`)) {
		case 'url':
			return { url: read(`${name}Url`) };
		case 'binary':
			return { binaryProperty: read(`${name}BinaryProperty`) };
		default:
			return undefined;
	}
}

const parsed = <J>({ data, error }: { data?: J; error?: core.$ZodError }) => (data ? { job: data } : { problems: problemsOf(error!) });
