import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { picture, place, required } from './pictures';

/** What products of the Studio are given: from elsewhere, or the ID of something that Kling has made. */

/** A place that takes IDs too. */
function withIds(
	field: INodeProperties,
	...modes: Array<Pick<INodePropertyMode, 'name' | 'displayName' | 'placeholder' | 'hint'>>
): INodeProperties {
	return required({ ...field, modes: [...field.modes!, ...modes.map((mode) => ({ ...mode, type: 'string' as const }))] });
}

export const image = (description: string): INodeProperties => required(picture('Image', 'image', description));

/** @param description what is taken */
export const sourceVideo = (description: string): INodeProperties =>
	withIds(
		place('Video', 'video', {
			example: 'clip.mp4',
			description,
			hint: 'Kling fetches videos from the web: the file leaves as a signed link to this n8n, which must be reachable from outside',
		}),
		{
			name: 'id',
			displayName: 'Kling Video ID',
			placeholder: 'e.g. {{ $json.videoId }}',
			hint: 'The videoId that an earlier Kling Omni node gave out within the last 30 days; not the task ID',
		},
		{
			name: 'task',
			displayName: 'Kling Task ID',
			placeholder: 'e.g. {{ $json.taskId }}',
			hint: 'A finished task of the classic API; its video is looked up first, for nothing',
		},
	);

/** @param description what is taken */
export const drivingSound = (description: string): INodeProperties =>
	withIds(
		place('Sound', 'sound', {
			example: 'speech.mp3',
			description,
			hint: 'Name of the input item’s binary field with the recording',
		}),
		{
			name: 'id',
			displayName: 'Kling Audio ID',
			placeholder: 'e.g. {{ $json.audioId }}',
			hint: 'The audioId that Audio → Speak gave out within the last 30 days',
		},
	);
