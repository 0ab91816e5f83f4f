import type { VideoJob } from '../videoJob';
import type { VideoModel } from '../models';
import { atMost, type Finding } from './problem';
import type { Rule } from './rule';
import type { VideoRole } from './situation';

/** Rules on what is attached: how many pictures, elements and voices. Where they come from is in `addressRules.ts`. */
export const mediaRules: Rule[] = [
	{
		id: 'R17',
		severity: 'error',
		check: ({ images }) => {
			const [first, last] = ['firstFrame', 'lastFrame'].map((role) => images.filter((image) => image.role === role).length) as [
				number,
				number,
			];
			const remedy = 'Give one of them';
			return [
				...(last && !first
					? [{ field: 'First Frame', message: 'First Frame is empty, but Last Frame is given', remedy: 'Give First Frame, too' }]
					: []),
				...(first > 1 ? [{ field: 'First Frame', message: `First Frame is given ${first} times`, remedy }] : []),
				...(last > 1 ? [{ field: 'Last Frame', message: `Last Frame is given ${last} times`, remedy }] : []),
			];
		},
	},
	{
		id: 'R9',
		severity: 'error',
		check: (job, { video, model }) => [
			...tooMany(job, mostReferences(model, video), video === 'none' ? '' : ' beside a video'),
			...overCeilings(job, model),
		],
	},
	{
		id: 'R13',
		on: ({ traits }) => traits.fewCharacters === true,
		severity: 'error',
		check: (job, { video }) => {
			const { characters } = counts(job);
			if (video !== 'none' || characters === 0) return [];
			return [...atMost(characters, 3, 'Elements', 'video-character elements'), ...tooMany(job, 4, ' beside a video-character element')];
		},
	},
	{
		id: 'R14',
		severity: 'error',
		check: ({ elements }, { frames, model }) =>
			frames === 'none' || !model.elements
				? []
				: atMost(elements.length, model.elements.withFrames, 'Elements', 'rows', ' beside a first frame'),
	},
	{
		id: 'R16',
		on: ({ traits }) => traits.characterBesideVideo === 'alone',
		severity: 'error',
		check: (job, { video }) => {
			const { characters, pictures, multiImage } = counts(job);
			const besideVideo = video === 'feature' || video === 'base';
			if (!besideVideo || characters === 0 || (characters === 1 && pictures + multiImage === 0)) return [];
			return [
				{
					field: 'Elements',
					message: 'Elements: beside a video one video-character element is possible, and then no reference pictures or other elements',
					remedy: 'Remove the other references, or the video-character element',
				},
			];
		},
	},
	{ id: 'R64', severity: 'error', check: ({ voices }, { model }) => atMost(voices.length, model.voices || 2, 'Voices', 'rows') },
	{
		id: 'R68',
		severity: 'error',
		check: ({ operation, characterOrientation, elements }) => {
			if (operation !== 'motionControl') return [];
			const field = 'Character Orientation';
			return [
				...(characterOrientation ? [] : [{ field, message: `${field} is not set`, remedy: 'Choose Like the Image or Like the Video' }]),
				...atMost(elements.length, 1, 'Elements', 'rows', ' in motion control'),
				...(elements.length > 0 && characterOrientation === 'image'
					? [
							{
								field,
								message: `${field} is Like the Image, but an element follows the video`,
								remedy: 'Set it to Like the Video, or remove the element',
							},
						]
					: []),
			];
		},
	},
	{
		id: '§8',
		severity: 'error',
		check: ({ operation, images, elements, video }) => {
			if (operation === 'referenceToVideo' && images.length + elements.length === 0 && !video) {
				const remedy = 'Add an image, an element or a reference video, or use Text to Video';
				return [{ field: 'Images', message: 'Images, Elements and Reference Video are all empty', remedy }];
			}
			if (operation === 'motionControl' && images.length !== 1) {
				const message = `Image is given ${images.length} times, but motion control takes one picture`;
				return [{ field: 'Image', message, remedy: 'Give the one picture that performs the movement' }];
			}
			return [];
		},
	},
];

/** R9: how many reference pictures and multi-image elements a job takes together. */
const mostReferences = ({ references }: VideoModel, video: VideoRole) => (video === 'none' ? references.alone : references.besideVideo);

/** The ceilings that a model has beside R9. */
function overCeilings({ images, elements, voices, video }: VideoJob, { most = {} }: VideoModel): Finding[] {
	const all = images.length + elements.length + voices.length + (video ? 1 : 0);
	return [
		...atMost(images.length, most.pictures ?? Infinity, 'Images', 'pictures with frames'),
		...atMost(elements.length, most.elements ?? Infinity, 'Elements', 'rows'),
		...atMost(all, most.attachments ?? Infinity, 'Images', 'attachments with elements, voices and video'),
	];
}

function counts({ images, elements }: VideoJob) {
	const characters = elements.filter(({ kind }) => kind === 'videoCharacter').length;
	const pictures = images.filter(({ role }) => role === 'reference').length;
	return { pictures, multiImage: elements.length - characters, characters };
}

/** R9: reference pictures and multi-image elements share one allowance. */
function tooMany(job: VideoJob, most: number, where: string): Finding[] {
	const { pictures, multiImage } = counts(job);
	if (pictures + multiImage <= most) return [];
	const field = pictures ? 'Images' : 'Elements';
	const message = `${field}: ${pictures + multiImage} reference pictures and multi-image elements, but at most ${most} are possible${where}`;
	return [{ field, message, remedy: 'Remove some rows of Images or Elements' }];
}
