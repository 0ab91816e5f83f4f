import type { INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { shownIn, shownProperties, type Facts, type Shown } from './facts';

/** How the panel says what the walk asks: the only part that knows how its parameters are cut. */

export function parametersFor(
	start: INodeParameters,
	{ made, frames, video, shots, quality, sound, use, result, resolution, kind, paidWith, packs }: Facts,
): INodeParameters {
	const parameters = {
		imageInput: made,
		frames,
		referenceVideo: video,
		shots,
		quality,
		sound,
		pictureUse: use,
		resultType: result,
		resolution,
		elementKind: kind,
		paidWith,
		packFilter: packs,
	};
	return {
		completion: 'wait',
		promptMode: 'text',
		videoSource: 'url',
		soundSource: 'url',
		characterOrientation: 'video',
		returnAll: false,
		...start,
		...Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)),
	} as INodeParameters;
}

const named: Record<string, string> = {
	made: 'imageInput',
	frames: 'frames',
	video: 'referenceVideo',
	shots: 'shots',
	quality: 'quality',
	sound: 'sound',
	use: 'pictureUse',
	result: 'resultType',
	resolution: 'resolution',
	kind: 'elementKind',
	paidWith: 'paidWith',
	packs: 'packFilter',
};

/** What can be chosen for a fact; nothing where the panel does not ask. */
export function choicesOf(
	description: INodeTypeDescription,
	parameters: INodeParameters,
	fact: string,
): Array<string | boolean> | undefined {
	const property = shownProperties(description, parameters).find(({ name }) => name === named[fact]);
	if (!property) return undefined;
	return property.type === 'boolean' ? [false, true] : (property.options as Array<{ value: string }>).map(({ value }) => value);
}

export function fieldsFor(description: INodeTypeDescription, parameters: INodeParameters): Shown {
	const { frames, images, referenceVideo, ...others } = shownIn(description, parameters);
	const isFrame = images?.includes('role') === true;
	const result: Shown = { ...others };
	if (referenceVideo) result.video = 'optional';
	if (images && parameters.resource === 'video') {
		if (images.includes('firstFrame')) result.firstFrame = 'one';
		if (images.includes('reference') || !isFrame) result.images = images.includes('name') ? 'named' : 'plain';
	} else if (images) result.images = 'plain';
	if (frames) result.lastFrame = 'optional';
	return result;
}
