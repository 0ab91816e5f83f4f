import type { DialectApi } from '../dialects/dialect';
import type { ImageJob } from '../imageJob';
import { imageModel } from '../imageModels';
import { attachments, sentPrompt } from '../prompt';
import { listed } from '../values';
import { addressRules } from './addressRules';
import { checkChoices, type AllTexts } from './checkChoices';
import { imageAllowed, imageLimitsOn, type ImageChoices, type ImageSituation } from './imageChoices';
import { decided } from './limit';
import { atMost, between, bySeverity, tooLong, type Problem } from './problem';
import { missingReferences, unmentioned } from './promptRules';
import { applyRules, type Rule } from './rule';

/** Applies all rules of contract §9 and §14 to an image job. */

/** @returns all problems, errors first */
export function checkImageRules(job: ImageJob, dialect: DialectApi): Problem[] {
	const situation = imageSituationOf(job);
	const choices = checkChoices(job, situation, { limitsOn: imageLimitsOn, allowed: imageAllowed }, texts);
	return bySeverity([...choices, ...applyRules([...imageContentRules, ...addressRules], job, situation, dialect)]);
}

/** Gives the fields that other fields decide the only value they can have, or none. */
export function adjustImage(job: ImageJob): ImageJob {
	const situation = imageSituationOf(job);
	const ratio = decided(imageLimitsOn('aspectRatio', situation), job.aspectRatio);
	const { pictureFidelity, ...rest } = job;
	const keepsFidelity = decided(imageLimitsOn('pictureFidelity', situation), pictureFidelity !== undefined);
	return {
		...rest,
		aspectRatio: ratio ?? job.aspectRatio,
		...(keepsFidelity ? { pictureFidelity } : {}),
	};
}

export function imageSituationOf({ model, images, elements, resultType, pictureUse }: ImageJob): ImageSituation {
	return { model: imageModel(model), pictures: images.length > 0, elements: elements.length > 0, resultType, pictureUse };
}

const useNames = { none: 'Everything', subject: 'Subject', face: 'Face' };
const flagged = (field: string, of: (job: ImageJob) => unknown) => ({
	field: () => field,
	values: (job: ImageJob) => [of(job)].map((value) => value !== undefined && value !== ''),
	says: () => `${field} is set`,
	remedy: () => 'Clear it',
});

/** How each choice reads in a message. */
const texts: AllTexts<ImageJob, ImageSituation, ImageChoices> = {
	resolution: {
		field: () => 'Resolution',
		values: ({ resolution }) => [resolution],
		says: (resolution) => `Resolution is ${resolution}`,
		remedy: (left) => `Set Resolution to ${listed(left)}`,
	},
	resultType: {
		field: () => 'Result',
		values: ({ resultType }) => [resultType],
		says: (resultType) => `Result is a ${resultType}`,
		remedy: () => 'Set Result to Single Images',
	},
	aspectRatio: {
		field: () => 'Aspect Ratio',
		values: ({ aspectRatio }) => [aspectRatio],
		says: (ratio) => `Aspect Ratio is ${ratio}`,
		remedy: (left) => `Set Aspect Ratio to ${listed(left)}`,
	},
	element: {
		field: () => 'Elements',
		values: ({ elements }) => [elements.length > 0],
		says: () => 'Elements has rows',
		remedy: () => 'Remove the elements',
	},
	negativePrompt: flagged('Negative Prompt', ({ negativePrompt }) => negativePrompt),
	pictureUse: {
		field: () => 'Use of the Picture',
		values: ({ pictureUse }) => [pictureUse],
		says: (use) => `Use of the Picture is ${useNames[use]}`,
		remedy: (left) => `Set it to ${listed(left.map((use) => useNames[use]))}`,
	},
	pictureFidelity: flagged('Picture Fidelity', ({ pictureFidelity }) => pictureFidelity),
	faceFidelity: flagged('Face Fidelity', ({ faceFidelity }) => faceFidelity),
};

export const imageContentRules: Array<Rule<ImageJob, ImageSituation>> = [
	{
		id: '§14',
		severity: 'error',
		check: ({ prompt }) => (prompt ? [] : [{ field: 'Prompt', message: 'Prompt is empty', remedy: 'Describe the picture in Prompt' }]),
	},
	{
		id: '§14',
		severity: 'error',
		check: (job, _, { token }) => [
			...tooLong('Prompt', sentPrompt(token, job)(job.prompt).length, 2500, 'takes', job.prompt.length),
			...tooLong('Negative Prompt', job.negativePrompt?.length ?? 0, 2500),
		],
	},
	{
		id: '§14',
		severity: 'error',
		check: ({ resultType, count, seriesAmount, pictureFidelity, faceFidelity }) => [
			...(resultType === 'single' ? between('Number of Images', count, 1, 9) : []),
			...(resultType === 'series' && seriesAmount !== 'auto' ? between('Images in the Series', seriesAmount, 2, 9) : []),
			...between('Picture Fidelity', pictureFidelity, 0, 1),
			...between('Face Fidelity', faceFidelity, 0, 1),
		],
	},
	{
		id: 'R47',
		severity: 'error',
		check: ({ images, elements }, { model }) => {
			const tooManyPictures = atMost(images.length, model.pictures, 'Images', 'rows');
			if (tooManyPictures.length || images.length + elements.length <= model.references) return tooManyPictures;
			const message = `Images and Elements have ${images.length + elements.length} rows together, but take ${model.references}`;
			return [{ field: images.length ? 'Images' : 'Elements', message, remedy: 'Remove some' }];
		},
	},
	{
		id: 'R61',
		severity: 'warning',
		check: ({ elements }) =>
			elements.some(({ kind }) => kind === 'videoCharacter')
				? [
						{
							field: 'Elements',
							message: 'Elements has a video-character element, but pictures are made with multi-image elements',
							remedy: 'Use multi-image elements',
						},
					]
				: [],
	},
	{ id: 'R29', severity: 'error', check: (job) => missingReferences([job.prompt], attachments(job)) },
	{
		id: 'R29',
		severity: 'warning',
		// the other endpoint has one picture and no tokens for it
		check: (job, { model }) => (model.endpoint === 'omniImage' ? unmentioned([job.prompt], attachments(job)) : []),
	},
];
