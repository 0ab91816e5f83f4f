import type { IAllExecuteFunctions, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { core } from 'zod/v4-mini';
import { videoJob, type ImageRole, type VideoJob } from '../kling/job';
import type { DialectApi } from '../kling/dialects/dialect';
import type { VideoOperation } from '../kling/models';
import { assemblePrompt, promptParts } from '../kling/prompt';
import type { Problem } from '../kling/rules/problem';
import { dialectOf } from './fields/service';

/**
 * From a panel's values to a job.
 *
 * n8n removes the values of hidden fields before it runs a node, so a field that is absent here is one that the panel
 * did not offer: it is left out of the job.
 */

/**
 * Reads the video job that the node describes for an item; problems name the fields as the panel does.
 *
 * @param role what the operation's video is for, where it takes one
 */
export function readVideoJob(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: VideoOperation,
	role?: 'base' | 'feature' | 'motion',
): { job: VideoJob } | { problems: Problem[] } {
	const read = (name: string) => readParameter(context, name, itemIndex);
	const options = readOptions(context, itemIndex);
	const listed = readLists(context, itemIndex);
	const { data, error } = videoJob.safeParse({
		operation,
		model: context.getNodeParameter('model', itemIndex, '', { extractValue: true }),
		prompt: read('promptMode') === 'guided' ? guidedPrompt(read) : read('prompt'),
		negativePrompt: read('negativePrompt'),
		cfgScale: options.cfgScale,
		shots: read('shots'),
		storyboard: read('shots') === 'storyboard' ? listed('storyboard', () => read('storyboard.shot')) : undefined,
		duration: read('duration'),
		quality: read('quality'),
		aspectRatio: read('aspectRatio'),
		sound: read('sound'),
		images: listed('images', () => rows(read('images.image')).map(mediaRow)),
		elements: listed('elements', () => rows(read('elements.element')).map(elementRow)),
		voices: rows(read('voices.voice')).map(({ voice }) => located(voice)),
		video: readVideo(read, role),
		characterOrientation: read('characterOrientation'),
		watermark: options.watermark,
		callbackUrl: options.callbackUrl || undefined,
	});
	if (!data) return { problems: problemsOf(error) };
	const problems = [...missingParts(read, data), ...missingFrames(read, data)];
	return problems.length ? { problems } : { job: data };
}

/** A guided prompt has no field Prompt that a message could name. */
function missingParts(read: (name: string) => unknown, { prompt }: VideoJob): Problem[] {
	if (read('promptMode') !== 'guided' || prompt) return [];
	const message = 'Subject, Action and the other parts of the prompt are all empty';
	return [{ rule: 'R12', severity: 'error', field: 'Subject', message, remedy: 'Describe the video in at least one of them' }];
}

/** Frames that the panel asks for, and no row gives: without them a video would be made that nobody chose. */
function missingFrames(read: (name: string) => unknown, { images }: VideoJob): Problem[] {
	const missing = (role: ImageRole, asked: boolean, message: string, remedy: string): Problem[] =>
		asked && !images.some((image) => image.role === role) ? [{ rule: 'R17', severity: 'error', field: 'Images', message, remedy }] : [];
	return [
		...missing(
			'lastFrame',
			read('frames') === 'firstAndLast',
			'Images has no last frame, but Frames is First and Last Frame',
			'Give a row the role Last Frame, or set Frames to First Frame',
		),
		...missing(
			'firstFrame',
			read('referenceVideo') === 'videoAndFirstFrame',
			'Images has no first frame, but Reference Video is Video and First Frame',
			'Give a row the role First Frame, or set Reference Video to Video',
		),
	];
}

/** The dialect that the panel leads to; the same for all items, as its fields take no expression. */
export const readDialect = (context: IAllExecuteFunctions): DialectApi => dialectOf(context.getNode().parameters as IDataObject);

export const readOptions = (context: IExecuteFunctions, itemIndex: number) =>
	context.getNodeParameter('options', itemIndex, {}) as IDataObject;

/** The prompt from the guided fields, each of which may be empty. */
function guidedPrompt(read: (name: string) => unknown): string {
	return assemblePrompt(Object.fromEntries(promptParts.map((part) => [part, String(read(part) ?? '')])));
}

const hidden = Symbol('hidden');

/** A parameter's value, or `undefined` where the panel hides it; an expression that gives nothing is `null`. */
export function readParameter(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
	const value: unknown = context.getNodeParameter(name, itemIndex, hidden);
	return value === hidden ? undefined : (value ?? null);
}

/** Takes a list from its expression where there is one, also one that gives nothing, and else from its rows. */
export function readLists(context: IExecuteFunctions, itemIndex: number) {
	const lists = (readParameter(context, 'lists', itemIndex) ?? {}) as IDataObject;
	return (name: string, fromRows: () => unknown): unknown => (name in lists ? lists[name] : fromRows());
}

export const rows = (value: unknown) => (Array.isArray(value) ? (value as IDataObject[]) : []);

export const mediaRow = ({ role, source, url, binaryProperty, name }: IDataObject) => ({
	...(role ? { role } : {}),
	...(name ? { name } : {}),
	...(source === 'binary' ? { binaryProperty } : { url }),
});

export const elementRow = ({ kind, element, name }: IDataObject) => ({
	id: located(element),
	...(kind ? { kind } : {}),
	...(name ? { name } : {}),
});

/** The id that a resource locator holds. */
export const located = (value: unknown) => (value && typeof value === 'object' ? (value as { value?: unknown }).value : value);

function readVideo(read: (name: string) => unknown, role?: 'base' | 'feature' | 'motion') {
	const source = read('videoSource');
	if (!role || source === undefined) return undefined;
	return {
		role,
		media: source === 'binary' ? { binaryProperty: read('videoBinaryProperty') } : { url: read('videoUrl') },
		keepSound: read('keepSound'),
	};
}

const fieldNames: Record<string, string> = {
	negativePrompt: 'Negative Prompt',
	aspectRatio: 'Aspect Ratio',
	cfgScale: 'CFG Scale',
	keepSound: 'Keep Original Sound',
	characterOrientation: 'Character Orientation',
	callbackUrl: 'Callback URL',
	resultType: 'Result',
	count: 'Number of Images',
	seriesAmount: 'Images in the Series',
	pictureUse: 'Use of the Picture',
	pictureFidelity: 'Picture Fidelity',
	faceFidelity: 'Face Fidelity',
	elementKind: 'Made From',
	voiceId: 'Voice',
	videoId: 'Video ID',
};

/** Schema issues in the panel's words: `storyboard.1.seconds` is "Storyboard, row 2, Seconds". */
export function problemsOf(error: core.$ZodError): Problem[] {
	return error.issues.map(({ path, message }) => {
		const field = path
			.filter((part) => part !== 'media')
			.map((part) => (typeof part === 'number' ? `row ${part + 1}` : (fieldNames[String(part)] ?? titled(String(part)))))
			.join(', ');
		return { rule: '§3', severity: 'error', field, message: `${field} ${message}`, remedy: `Correct ${field}` };
	});
}

const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
