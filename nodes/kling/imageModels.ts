/**
 * What each image model can do (contract §12, §14): for pictures what `models.ts` is for videos, read by the panel, the
 * rules, the prices and the table in the documentation.
 */

export const imageResolutions = ['1k', '2k', '4k'] as const;
export type ImageResolution = (typeof imageResolutions)[number];

export const imageRatios = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9', 'auto'] as const;
export type ImageRatio = (typeof imageRatios)[number];

export const resultTypes = ['single', 'series'] as const;
export type ResultType = (typeof resultTypes)[number];

/** What of a reference picture is used; `none` leaves it to the model. */
export const pictureUses = ['none', 'subject', 'face'] as const;
export type PictureUse = (typeof pictureUses)[number];

/** Image units per image; a missing resolution is not sold. */
type ImagePrices = Partial<Record<ImageResolution, number>>;

/** What an image model can do (contract §14). All are on the classic dialect only, under their ids here. */
export interface ImageModel {
	label: string;
	/** The endpoint that has it. */
	endpoint: 'omniImage' | 'image';
	resolutions: readonly ImageResolution[];
	resultTypes: readonly ResultType[];
	ratios: readonly ImageRatio[];
	/** Without pictures and elements there is no ratio to follow (R60). */
	autoRatioNeedsReference: boolean;
	/** Most reference pictures, and most together with elements (R47). */
	pictures: number;
	references: number;
	elements: boolean;
	negativePrompt: boolean;
	/** More than `none`: the picture's use and how closely it is followed can be set (R59). */
	pictureUses: readonly PictureUse[];
	/** From words alone, and where a picture costs something else. */
	prices: { words: ImagePrices; picture?: ImagePrices };
}

const fixedRatios = imageRatios.filter((ratio) => ratio !== 'auto');
const omniImage = {
	endpoint: 'omniImage',
	ratios: imageRatios,
	pictures: 10,
	references: 10,
	elements: true,
	negativePrompt: false,
	pictureUses: ['none'],
} as const;
const plainImage = {
	endpoint: 'image',
	resolutions: ['1k', '2k'],
	resultTypes: ['single'],
	ratios: fixedRatios,
	autoRatioNeedsReference: false,
	pictures: 1,
	references: 10,
	negativePrompt: true,
} as const;

export const imageModels: Record<string, ImageModel> = {
	'kling-v3-omni': {
		...omniImage,
		label: 'Image 3.0 Omni',
		resolutions: imageResolutions,
		resultTypes,
		autoRatioNeedsReference: true,
		prices: { words: { '1k': 8, '2k': 8, '4k': 16 } },
	},
	'kling-image-o1': {
		...omniImage,
		label: 'Image O1',
		resolutions: ['1k', '2k'],
		resultTypes: ['single'],
		autoRatioNeedsReference: false,
		prices: { words: { '1k': 8, '2k': 8 } },
	},
	'kling-v3': { ...plainImage, label: 'Image 3.0', elements: true, pictureUses: ['none'], prices: { words: { '1k': 8, '2k': 8 } } },
	'kling-v2-1': {
		...plainImage,
		label: 'Image 2.1',
		elements: false,
		pictureUses,
		prices: { words: { '1k': 4, '2k': 4 }, picture: { '1k': 8, '2k': 8 } },
	},
};

/** Image models that the table does not know, per endpoint: what it has is offered, and Kling has the last word (R52). */
const unknown: Record<'omniImage' | 'image', ImageModel> = {
	omniImage: {
		...omniImage,
		label: 'This model',
		resolutions: imageResolutions,
		resultTypes,
		autoRatioNeedsReference: false,
		prices: { words: {} },
	},
	image: { ...plainImage, label: 'This model', resolutions: imageResolutions, elements: true, pictureUses, prices: { words: {} } },
};

/**
 * The row of an image model.
 *
 * @param id one typed by hand may name its endpoint: `images/kling-v9`; otherwise it is Omni-Image's
 * @returns the permissive row for an id that the table does not know (R52)
 */
export const imageModel = (id: string): ImageModel =>
	(Object.hasOwn(imageModels, id) ? imageModels[id] : undefined) ?? unknown[id.startsWith('images/') ? 'image' : 'omniImage'];
