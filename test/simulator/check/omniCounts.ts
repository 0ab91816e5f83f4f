import { badParameter } from '../refusal';
import type { Element } from '../library';

/** What an omni job takes along. Frames and the video do not count as reference images. */
export interface Attachments {
	references: number;
	multiImageElements: number;
	/** Elements made from a video. */
	characters: number;
}

export function countElements(elements: readonly Element[]): Pick<Attachments, 'multiImageElements' | 'characters'> {
	return {
		multiImageElements: elements.filter(({ kind }) => kind === 'multi_image').length,
		characters: elements.filter(({ kind }) => kind === 'video_character').length,
	};
}

/** R9: seven pictures without a video, four with one. */
export function requireFewPictures({ references, multiImageElements }: Attachments, hasVideo: boolean): void {
	const max = hasVideo ? 4 : 7;
	if (references + multiImageElements <= max) return;
	badParameter(`reference images and multi-image elements: at most ${max} in total ${hasVideo ? 'with' : 'without'} video input`);
}

/** R13: next to a video character element there is less room. */
export function requireFewCharacters({ references, multiImageElements, characters }: Attachments): void {
	if (characters > 3) badParameter('video character elements: at most 3 are supported');
	if (characters && references + multiImageElements > 4) {
		badParameter('reference images and multi-image elements: at most 4 in total with video character elements');
	}
}

/** R14: three elements of either kind next to a first frame. */
export function requireFewElementsWithFrames({ multiImageElements, characters }: Attachments): void {
	if (multiImageElements + characters > 3) badParameter('elements: at most 3 are supported with frames');
}
