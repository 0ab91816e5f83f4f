import {
	imageRatios,
	imageResolutions,
	pictureUses,
	resultTypes,
	type ImageModel,
	type ImageRatio,
	type ImageResolution,
	type PictureUse,
	type ResultType,
} from '../imageModels';
import { chooser, type LimitIn } from './limit';

/** What may be chosen for an image in a situation, as `choices.ts` and `limits.ts` say it for videos (contract §14). */

export interface ImageSituation {
	model: ImageModel;
	/** Reference pictures are attached. */
	pictures: boolean;
	/** Elements are attached. */
	elements: boolean;
	resultType: ResultType;
	pictureUse: PictureUse;
}

/** Every field that a situation narrows; of a flag, whether it is set. */
export interface ImageChoices {
	resolution: ImageResolution;
	resultType: ResultType;
	aspectRatio: ImageRatio;
	element: boolean;
	negativePrompt: boolean;
	pictureUse: PictureUse;
	pictureFidelity: boolean;
	faceFidelity: boolean;
}

const label = (s: ImageSituation) => s.model.label;
const flag = [true, false];
const canTunePicture = (s: ImageSituation) => s.model.pictureUses.length > 1;

export const imageLimits: { [C in keyof ImageChoices]: ReadonlyArray<LimitIn<ImageSituation, ImageChoices[C]>> } = {
	resolution: [{ id: 'R47', allow: (s) => s.model.resolutions, why: (s) => `${label(s)} makes 1k and 2k` }],
	resultType: [
		{ id: 'R47', allow: (s) => s.model.resultTypes, why: (s) => `${label(s)} makes single images only` },
		{
			id: 'R61',
			severity: 'warning',
			when: (s) => !s.pictures && !s.elements,
			allow: ['single'],
			why: 'Kling lists a series for references only, and may refuse one from words alone',
		},
	],
	aspectRatio: [
		{ id: '§14', allow: (s) => s.model.ratios, why: (s) => `${label(s)} takes fixed ratios only` },
		{
			id: 'R60',
			severity: 'adjust',
			when: (s) => s.model.autoRatioNeedsReference && !s.pictures && !s.elements,
			allow: imageRatios.filter((ratio) => ratio !== 'auto'),
			why: 'there is no reference whose ratio could be followed',
		},
	],
	element: [{ id: 'R59', when: (s) => !s.model.elements, allow: [false], why: (s) => `${label(s)} takes no elements` }],
	negativePrompt: [
		{
			id: '§14',
			when: (s) => !s.model.negativePrompt,
			allow: [false],
			why: (s) => `${label(s)} takes none; say in the prompt what to leave out`,
		},
		{ id: 'R59', when: (s) => s.pictures, allow: [false], why: 'a picture excludes it' },
	],
	pictureUse: [
		{ id: 'R59', allow: (s) => s.model.pictureUses, why: (s) => `${label(s)} decides itself how to use a picture` },
		{ id: 'R59', when: (s) => !s.pictures, allow: ['none'], why: 'there is no picture' },
	],
	pictureFidelity: [
		{ id: 'R59', when: (s) => !canTunePicture(s), allow: [false], why: (s) => `${label(s)} has no such setting` },
		{ id: '§14', severity: 'adjust', when: (s) => !s.pictures, allow: [false], why: 'there is no picture' },
	],
	faceFidelity: [
		{ id: 'R59', when: (s) => !canTunePicture(s), allow: [false], why: (s) => `${label(s)} has no such setting` },
		{ id: 'R59', when: (s) => s.pictureUse !== 'subject', allow: [false], why: 'only a picture that is used as Subject has it' },
	],
};

export const { limitsOn: imageLimitsOn, allowed: imageAllowed } = chooser<ImageChoices, ImageSituation>({
	everything: {
		resolution: imageResolutions,
		resultType: resultTypes,
		aspectRatio: imageRatios,
		element: flag,
		negativePrompt: flag,
		pictureUse: pictureUses,
		pictureFidelity: flag,
		faceFidelity: flag,
	},
	limits: imageLimits,
});
