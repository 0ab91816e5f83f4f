import { long, multiImage, pictures } from './attached';

/** An image, element or voice that breaks one rule, and what a person reads about it. */
export type OtherRow = [rule: string, kind: 'image' | 'element' | 'voice', values: object, message: string, remedy: string];

const plain = { model: 'kling-v3' };
const older = { model: 'kling-v2-1' };
const o1 = { model: 'kling-image-o1' };
const ada = { name: 'Ada', description: 'An old captain', images: [...pictures(1, 'frontal'), ...pictures(1, 'other')] };
const recording = { name: 'Ada', sound: { url: 'https://media.example.org/a.mp3' } };

export const otherRows: OtherRow[] = [
	['R47', 'image', { ...o1, resolution: '4k' }, 'Resolution is 4k, but Image O1 makes 1k and 2k', 'Set Resolution to 1k or 2k'],
	[
		'R47',
		'image',
		{ ...o1, resultType: 'series' },
		'Result is a series, but Image O1 makes single images only',
		'Set Result to Single Images',
	],
	[
		'§14',
		'image',
		{ ...plain, aspectRatio: 'auto' },
		'Aspect Ratio is auto, but Image 3.0 takes fixed ratios only',
		'Set Aspect Ratio to 16:9, 9:16, 1:1, 4:3, 3:4, 3:2, 2:3 or 21:9',
	],
	['R59', 'image', { ...older, elements: multiImage(1) }, 'Elements has rows, but Image 2.1 takes no elements', 'Remove the elements'],
	[
		'§14',
		'image',
		{ negativePrompt: 'blur' },
		'Negative Prompt is set, but Image 3.0 Omni takes none; say in the prompt what to leave out',
		'Clear it',
	],
	[
		'R59',
		'image',
		{ ...plain, images: pictures(1), negativePrompt: 'blur' },
		'Negative Prompt is set, but a picture excludes it',
		'Clear it',
	],
	[
		'R59',
		'image',
		{ ...plain, images: pictures(1), pictureUse: 'face' },
		'Use of the Picture is Face, but Image 3.0 decides itself how to use a picture',
		'Set it to Everything',
	],
	['R59', 'image', { ...older, pictureUse: 'subject' }, 'Use of the Picture is Subject, but there is no picture', 'Set it to Everything'],
	[
		'R59',
		'image',
		{ ...plain, images: pictures(1), pictureFidelity: 0.5 },
		'Picture Fidelity is set, but Image 3.0 has no such setting',
		'Clear it',
	],
	[
		'R59',
		'image',
		{ ...plain, images: pictures(1), faceFidelity: 0.5 },
		'Face Fidelity is set, but Image 3.0 has no such setting',
		'Clear it',
	],
	[
		'R59',
		'image',
		{ ...older, images: pictures(1), faceFidelity: 0.5 },
		'Face Fidelity is set, but only a picture that is used as Subject has it',
		'Clear it',
	],
	['§14', 'image', { prompt: '' }, 'Prompt is empty', 'Describe the picture in Prompt'],
	['§14', 'image', { prompt: long(2501) }, 'Prompt has 2501 characters, but takes 2500', 'Shorten it'],
	['§14', 'image', { ...plain, negativePrompt: long(2501) }, 'Negative Prompt has 2501 characters, but takes 2500', 'Shorten it'],
	['§14', 'image', { count: 10 }, 'Number of Images is 10, but takes 1 to 9', 'Set it between 1 and 9'],
	[
		'§14',
		'image',
		{ resultType: 'series', seriesAmount: 10, images: pictures(1) },
		'Images in the Series is 10, but takes 2 to 9',
		'Set it between 2 and 9',
	],
	[
		'§14',
		'image',
		{ ...older, images: pictures(1), pictureFidelity: 2 },
		'Picture Fidelity is 2, but takes 0 to 1',
		'Set it between 0 and 1',
	],
	[
		'§14',
		'image',
		{ ...older, images: pictures(1), pictureUse: 'subject', faceFidelity: 2 },
		'Face Fidelity is 2, but takes 0 to 1',
		'Set it between 0 and 1',
	],
	['R47', 'image', { ...plain, images: pictures(2) }, 'Images has 2 rows, but takes 1', 'Remove some'],
	[
		'R47',
		'image',
		{ images: pictures(6), elements: multiImage(5) },
		'Images and Elements have 11 rows together, but take 10',
		'Remove some',
	],
	[
		'R29',
		'image',
		{ prompt: 'as in @image1' },
		'Prompt mentions @image1, but nothing is attached under it',
		'Attach it, or correct the number',
	],
	[
		'§3',
		'image',
		{ images: [{ url: 'boat.png' }] },
		'Images, row 1: “boat.png” is not a web address',
		'Give an address that begins with https://, or use a binary field',
	],
	['R69', 'element', { ...ada, name: '' }, 'Name is empty', 'Fill in Name'],
	['R69', 'element', { ...ada, name: long(21) }, 'Name has 21 characters, but takes 20', 'Shorten it'],
	['R69', 'element', { ...ada, description: '' }, 'Description is empty', 'Fill in Description'],
	['R69', 'element', { ...ada, description: long(101) }, 'Description has 101 characters, but takes 100', 'Shorten it'],
	[
		'R69',
		'element',
		{ ...ada, images: pictures(2, 'other') },
		'Images has 0 frontal views, but an element takes one',
		'Give exactly one row the role Frontal View',
	],
	[
		'R69',
		'element',
		{ ...ada, images: pictures(1, 'frontal') },
		'Images has a frontal view only',
		'Add one to three rows that show it from elsewhere',
	],
	[
		'R69',
		'element',
		{ ...ada, images: [...pictures(1, 'frontal'), ...pictures(4, 'other')] },
		'Images has 4 other views, but takes 3',
		'Remove some',
	],
	['R69', 'element', { ...ada, images: [], elementKind: 'videoCharacter' }, 'Video is empty', 'Attach the clip of a person'],
	['R70', 'voice', { ...recording, name: '' }, 'Name is empty', 'Fill in Name'],
	[
		'R70',
		'voice',
		{ name: 'Ada' },
		'Sound and Video ID are both empty',
		'Give the recording of a person, or the ID of a video that Kling made with sound',
	],
	[
		'R70',
		'voice',
		{ ...recording, videoId: 'v-1' },
		'Sound and Video ID are both set',
		'Give the recording of a person, or the ID of a video that Kling made with sound',
	],
];
