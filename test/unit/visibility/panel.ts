import type { INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { shownIn, shownProperties, type Facts, type Shown } from './facts';

/** How the panel says what the walk asks: the only part that knows how its parameters are cut. */

/** The facts that are choices of a field, by its name. */
const fields: Record<string, string> = {
	made: 'imageInput',
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

const given = { __rl: true, mode: 'url', value: 'https://media.example.org/a' };
const empty = { ...given, value: '' };

/** Image to Video from a first frame, or to a last one too; Reference to Video without a video, with one, or with one and a first frame. */
export function parametersFor(start: INodeParameters, { frames, video, ...others }: Facts): INodeParameters {
	const chosen = Object.entries(fields).flatMap(([fact, name]) => (others[fact] === undefined ? [] : [[name, others[fact]]]));
	return {
		completion: 'wait',
		promptMode: 'text',
		soundSource: 'url',
		characterOrientation: 'video',
		returnAll: false,
		...start,
		...(frames ? { firstFrame: given, lastFrame: frames === 'firstAndLast' ? given : empty } : {}),
		...(video ? { video: video === 'none' ? empty : given, firstFrame: video === 'videoAndFirstFrame' ? given : empty } : {}),
		...(Object.fromEntries(chosen) as INodeParameters),
	};
}

/** What can be chosen for a fact; nothing where the panel does not ask. */
export function choicesOf(
	description: INodeTypeDescription,
	parameters: INodeParameters,
	fact: string,
): Array<string | boolean> | undefined {
	const shown = (name: string) => shownProperties(description, parameters).find((property) => property.name === name);
	if (fact === 'frames') return shown('lastFrame') && ['first', 'firstAndLast'];
	if (fact === 'video') return parameters.operation === 'referenceToVideo' ? ['none', 'video', 'videoAndFirstFrame'] : undefined;
	const property = shown(fields[fact]!);
	if (!property) return undefined;
	return property.type === 'boolean' ? [false, true] : (property.options as Array<{ value: string }>).map(({ value }) => value);
}

export const fieldsFor = (description: INodeTypeDescription, parameters: INodeParameters): Shown => shownIn(description, parameters);
