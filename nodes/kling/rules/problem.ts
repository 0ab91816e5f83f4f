import type { VideoJob } from '../job';
import type { Dialect } from '../models';
import type { Situation } from './choices';

/** Something about a job that Kling would refuse, or follow badly. */
export interface Problem {
	/** The contract's rule (R5) or section (§3). */
	rule: string;
	severity: 'error' | 'warning';
	/** The panel's field, as a person sees it, with the row where there is one. */
	field: string;
	/** What is the matter, with the field's name; a sentence without its final stop. */
	message: string;
	/** What to change; a sentence without its final stop. */
	remedy: string;
}

/** What a rule finds; its id and severity are the rule's own. */
export type Finding = Omit<Problem, 'rule' | 'severity'>;

/** A rule on a job's contents. Rules that narrow a choice are in `limits.ts` and `imageChoices.ts`. */
export interface Rule<J = VideoJob, S = Situation> {
	id: string;
	/** All, if absent. */
	dialects?: readonly Dialect[];
	severity: Problem['severity'];
	check: (job: J, situation: S) => Finding[];
}

/** What a dialect's rules find in a job. */
export function applyRules<J, S>(rules: ReadonlyArray<Rule<J, S>>, job: J, situation: S, dialect: Dialect): Problem[] {
	return rules
		.filter(({ dialects }) => !dialects || dialects.includes(dialect))
		.flatMap(({ id, severity, check }) => check(job, situation).map((finding) => ({ rule: id, severity, ...finding })));
}

/** Errors before warnings. */
export const bySeverity = (problems: Problem[]): Problem[] => problems.sort((a, b) => a.severity.localeCompare(b.severity));

/**
 * The length of a text against its limit.
 *
 * @param typed its length in the panel, where references make it longer on the wire
 */
export function tooLong(field: string, length: number, most: number, verb = 'takes', typed = length): Finding[] {
	if (length <= most) return [];
	const counted = `${length} characters${length > typed ? ' with its references written out' : ''}`;
	return [{ field, message: `${field} has ${counted}, but ${verb} ${most}`, remedy: 'Shorten it' }];
}

/** A number of things against its limit. */
export function atMost(found: number, most: number, field: string, what: string, where = ''): Finding[] {
	return found <= most ? [] : [{ field, message: `${field} has ${found} ${what}, but takes ${most}${where}`, remedy: 'Remove some' }];
}
