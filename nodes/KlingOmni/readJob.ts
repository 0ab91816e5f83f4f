import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { media } from '../kling/jobParts';
import { videoJob, type VideoJob } from '../kling/videoJob';
import { videoModels, type VideoOperation } from '../kling/models';
import { assemblePrompt, promptParts } from '../kling/prompt';
import type { Problem } from '../kling/rules/problem';
import { oneOf, optionalText } from '../kling/values';
import { itemParameters, parse, valuesFor, type Read } from './parameters';
import type { Options } from './readOptions';
import { elementRow, listOrRows, mediaRow, modelOf, placed, rows, voiceRow } from './rows';

/** From a panel's values to a job of a video. */

/** What is no part of the job, but decides how it is read. */
const ways = z.object({
	promptMode: z.optional(oneOf(['text', 'guided'])),
	...(Object.fromEntries(promptParts.map((part) => [part, optionalText])) as Record<(typeof promptParts)[number], typeof optionalText>),
});
type Ways = z.output<typeof ways>;

/**
 * Reads the video job that the node describes for an item; problems name the fields as the panel does.
 *
 * @param role what the operation's video is for, where it takes one
 */
export function readVideoJob(
	context: IExecuteFunctions,
	itemIndex: number,
	options: Options,
	operation: VideoOperation,
	role?: 'base' | 'feature' | 'motion',
): Read<VideoJob> {
	const read = itemParameters(context, itemIndex);
	const node = context.getNode();
	const way = parse(ways, valuesFor(ways, read), node);
	// only a reference video may be left out
	const video = placed(read('video')) ?? (role === 'feature' ? undefined : { url: '' });
	const listed = listOrRows(read('lists'));
	const job = parse(
		videoJob,
		{
			operation,
			model: modelOf(videoModels, read),
			prompt: way.problems || way.values.promptMode !== 'guided' ? read('prompt') : assemblePrompt(way.values),
			negativePrompt: read('negativePrompt'),
			cfgScale: options.cfgScale,
			shots: read('shots'),
			storyboard:
				read('shots') === 'storyboard'
					? listed(
							'storyboard',
							rows(read('storyboard'), 'shot', (row) => row),
						)
					: undefined,
			duration: read('duration'),
			quality: read('quality'),
			aspectRatio: read('aspectRatio'),
			sound: read('sound'),
			images: listed('images', rows(read('images'), 'image', mediaRow)),
			elements: listed('elements', rows(read('elements'), 'element', elementRow)),
			voices: rows(read('voices'), 'voice', voiceRow),
			video: role && video ? { role, media: video, keepSound: read('keepSound') } : undefined,
			characterOrientation: read('characterOrientation'),
			watermark: options.watermark,
			callbackUrl: options.callbackUrl,
		},
		node,
	);
	// motion control cannot do without its picture
	const image = placed(read('image')) ?? (role === 'motion' ? { url: '' } : undefined);
	const framed = parse(single, { firstFrame: placed(read('firstFrame')), lastFrame: placed(read('lastFrame')), image }, node);
	if (way.problems || job.problems || framed.problems) return { problems: [way, job, framed].flatMap(({ problems = [] }) => problems) };
	const problems = missingParts(way.values, job.values);
	if (problems.length) return { problems };
	return { values: { ...job.values, images: [...job.values.images, ...singleOf(framed.values, job.values)] } };
}

/** A guided prompt has no field Prompt that a message could name. */
function missingParts({ promptMode }: Ways, { prompt }: VideoJob): Problem[] {
	if (promptMode !== 'guided' || prompt) return [];
	const message = 'Subject, Action and the other parts of the prompt are all empty';
	return [{ rule: 'R12', severity: 'error', field: 'Subject', message, remedy: 'Describe the video in at least one of them' }];
}

/** Pictures that have a field of their own, and what each is for. */
const roles = { firstFrame: 'firstFrame', lastFrame: 'lastFrame', image: 'reference' } as const;
const single = z.object({ firstFrame: z.optional(media), lastFrame: z.optional(media), image: z.optional(media) });

/** They come behind the rows, so that the first row is @image1; without rows, the first frame is. A list's frame goes first. */
const singleOf = (given: z.output<typeof single>, { images }: VideoJob) =>
	Object.entries(roles).flatMap(([field, role]) => {
		const picture = given[field as keyof typeof roles];
		return picture && !images.some((image) => image.role === role) ? [{ role, media: picture }] : [];
	});
