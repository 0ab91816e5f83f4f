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

/** A text that has to be there, of a limited length. */
export const needed = (field: string, value: string, most: number): Finding[] =>
	value ? tooLong(field, value.length, most) : [{ field, message: `${field} is empty`, remedy: `Fill in ${field}` }];

/** A number within its limits; one that is left out is fine. */
export const between = (field: string, value: number | undefined, min: number, max: number): Finding[] =>
	value === undefined || (value >= min && value <= max)
		? []
		: [{ field, message: `${field} is ${value}, but takes ${min} to ${max}`, remedy: `Set it between ${min} and ${max}` }];
