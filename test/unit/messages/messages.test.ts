import { imageJob } from '../../../nodes/kling/imageJob';
import { videoJob } from '../../../nodes/kling/videoJob';
import { elementJob, voiceJob } from '../../../nodes/kling/libraryJobs';
import { addressRules } from '../../../nodes/kling/rules/addressRules';
import { adjustImage, checkImageRules, imageContentRules, imageSituationOf } from '../../../nodes/kling/rules/checkImageRules';
import { checkElementRules, checkVoiceRules, elementRules, voiceRules } from '../../../nodes/kling/rules/checkLibraryRules';
import { adjust, checkRules, situationOf } from '../../../nodes/kling/rules/checkRules';
import { imageLimits } from '../../../nodes/kling/rules/imageChoices';
import type { LimitIn } from '../../../nodes/kling/rules/limit';
import { limits } from '../../../nodes/kling/rules/limits';
import { mediaRules } from '../../../nodes/kling/rules/mediaRules';
import type { Problem } from '../../../nodes/kling/rules/problem';
import type { Rule } from '../../../nodes/kling/rules/rule';
import { promptRules } from '../../../nodes/kling/rules/promptRules';
import { otherRows } from './otherRows';
import { videoAttachments } from './videoAttachments';
import { videoChoices } from './videoChoices';
import { videoContents } from './videoContents';
import { type Dialect, dialectWith } from '../../dialects';

/**
 * What a person reads when a job breaks a rule. The message alone says which field to change: it begins with the
 * field's name.
 */

interface Case {
	name: string;
	dialect: Dialect;
	job: never;
	situation: never;
	problems: Problem[];
	expected: { rule: string; message: string; remedy: string };
}

const videoCases = [...videoChoices, ...videoAttachments, ...videoContents].map(
	([rule, dialectId, operation, model, values, message, remedy]): Case => {
		const dialect = dialectWith(dialectId);
		const job = adjust(videoJob.parse({ operation, model, prompt: 'a boat', ...values }), dialect);
		return {
			name: `${operation} on ${dialectId}: ${message}`,
			dialect: dialectId,
			job: job as never,
			situation: situationOf(job, dialect) as never,
			problems: checkRules(job, dialect),
			expected: { rule, message, remedy },
		};
	},
);

const otherCases = otherRows.map(([rule, kind, values, message, remedy]): Case => {
	const common = { name: `${kind}: ${message}`, dialect: 'classic' as const, expected: { rule, message, remedy } };
	if (kind === 'element') {
		const job = elementJob.parse(values);
		return { ...common, job: job as never, situation: undefined as never, problems: checkElementRules(job, dialectWith('classic')) };
	}
	if (kind === 'voice') {
		const job = voiceJob.parse(values);
		return { ...common, job: job as never, situation: undefined as never, problems: checkVoiceRules(job, dialectWith('classic')) };
	}
	const job = adjustImage(imageJob.parse({ model: 'kling-v3-omni', prompt: 'a boat', ...values }));
	return {
		...common,
		job: job as never,
		situation: imageSituationOf(job) as never,
		problems: checkImageRules(job, dialectWith('classic')),
	};
});

const cases = [...videoCases, ...otherCases];

test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { problems, expected }) => {
	const refused = problems.filter(({ severity }) => severity === 'error');
	expect(refused).toEqual([{ ...expected, severity: 'error', field: expect.any(String) }]);
	const [{ field, message }] = refused as [Problem];
	// "Storyboard, shot 1" is named in words
	expect(message.toLowerCase()).toContain(field.replace(/,? shot \d+$/, '').toLowerCase());
});

/** Whether a case shows what a limit says. */
const showsLimit =
	({ id, when, why, severity = 'error' }: LimitIn<never, never>) =>
	({ situation, expected }: Case) => {
		if (severity !== 'error' || (when && !when(situation))) return false;
		const [rule, reason] = [id, why].map((said) => (typeof said === 'function' ? said(situation) : said));
		return expected.rule === rule && expected.message.endsWith(`, but ${reason}`);
	};

/** Whether a case shows what a rule finds. */
const showsRule =
	({ id, check, on }: Rule<never, never>) =>
	({ job, situation, dialect, expected }: Case) =>
		id === expected.rule &&
		(!on || on(dialectWith(dialect))) &&
		check(job, situation, dialectWith(dialect)).some(({ message }) => message === expected.message);

const severe = <R extends { severity?: string }>({ severity = 'error' }: R) => severity === 'error';
const entries = (table: object) => Object.values(table).flat().filter(severe) as Array<LimitIn<never, never>>;
const of = (rules: unknown[]) => (rules as Array<Rule<never, never>>).filter(severe);

/** All models of today have the same formats; `newModel.test.ts` shows the limit on them. */
const videoLimits = { ...limits, aspectRatio: limits.aspectRatio.filter(({ severity }) => severity === 'adjust') };

const all: Array<[table: string, cases: Case[], shows: Array<(one: Case) => boolean>]> = [
	['limits on videos', videoCases, entries(videoLimits).map(showsLimit)],
	['limits on images', otherCases, entries(imageLimits).map(showsLimit)],
	['rules on prompts', videoCases, of(promptRules).map(showsRule)],
	['rules on attachments', videoCases, of(mediaRules).map(showsRule)],
	['rules on addresses', cases, of(addressRules).map(showsRule)],
	['rules on images', otherCases, of(imageContentRules).map(showsRule)],
	['rules on elements', otherCases, of(elementRules).map(showsRule)],
	['rules on voices', otherCases, of(voiceRules).map(showsRule)],
];

test.each(all)('each of the %s that refuses a job has a case above', (_, tableCases, shows) => {
	const without = shows.flatMap((isShownBy, index) => (tableCases.some(isShownBy) ? [] : [index]));
	expect(without).toEqual([]);
});
