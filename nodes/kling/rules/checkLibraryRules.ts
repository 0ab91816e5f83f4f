import type { DialectApi } from '../dialects/dialect';
import type { ElementJob, VoiceJob } from '../libraryJobs';
import { addressRules } from './addressRules';
import { atMost, bySeverity, needed, type Problem } from './problem';
import { applyRules, type Rule } from './rule';

/** Rules on new elements and voices (contract §13, R69, R70). */

export const checkElementRules = (job: ElementJob, dialect: DialectApi): Problem[] =>
	bySeverity(applyRules([...elementRules, ...addressRules], job, undefined, dialect));

export const checkVoiceRules = (job: VoiceJob, dialect: DialectApi): Problem[] =>
	bySeverity(applyRules([...voiceRules, ...addressRules], job, undefined, dialect));

export const elementRules: Array<Rule<ElementJob, unknown>> = [
	{
		id: 'R69',
		severity: 'error',
		check: ({ name, description }) => [...needed('Name', name, 20), ...needed('Description', description, 100)],
	},
	{
		id: 'R69',
		severity: 'error',
		check: ({ elementKind, images }) => {
			if (elementKind !== 'multiImage') return [];
			const frontal = images.filter(({ role }) => role === 'frontal').length;
			const others = images.length - frontal;
			const field = 'Images';
			if (frontal !== 1) {
				const message = `Images has ${frontal} frontal views, but an element takes one`;
				return [{ field, message, remedy: 'Give exactly one row the role Frontal View' }];
			}
			if (others === 0)
				return [{ field, message: 'Images has a frontal view only', remedy: 'Add one to three rows that show it from elsewhere' }];
			return atMost(others, 3, field, 'other views');
		},
	},
	{
		id: 'R69',
		severity: 'error',
		check: ({ elementKind, video }) =>
			elementKind === 'multiImage' || video ? [] : [{ field: 'Video', message: 'Video is empty', remedy: 'Attach the clip of a person' }],
	},
];

export const voiceRules: Array<Rule<VoiceJob, unknown>> = [
	{ id: 'R70', severity: 'error', check: ({ name }) => needed('Name', name, 20) },
	{
		id: 'R70',
		severity: 'error',
		check: ({ sound, videoId }) => {
			if (Boolean(sound) !== Boolean(videoId)) return [];
			const message = sound ? 'Sound and Video ID are both set' : 'Sound and Video ID are both empty';
			return [{ field: 'Sound', message, remedy: 'Give the recording of a person, or the ID of a video that Kling made with sound' }];
		},
	},
];
