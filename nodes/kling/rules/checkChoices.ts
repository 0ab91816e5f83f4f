import type { Chooser } from './limit';
import type { Problem } from './problem';

/** How a choice reads in a message, and which values of it a job has. */
export interface Texts<Job, Situation, Value> {
	/** The panel's field. */
	field: (job: Job) => string;
	/** The job's values of it. */
	values: (job: Job, situation: Situation) => Value[];
	/** What the job has chosen; the reason follows after "but". */
	says: (value: Value, job: Job) => string;
	/** What to do, given the values that are left. */
	remedy: (left: Value[], job: Job) => string;
}

export type AllTexts<Job, Situation, Choices> = { [C in keyof Choices]: Texts<Job, Situation, Choices[C]> };

/** Holds a job's choices against their limits: one problem for each value that a limit does not leave. */
export function checkChoices<Job, Situation, Choices>(
	job: Job,
	situation: Situation,
	chooser: Chooser<Choices, Situation>,
	texts: AllTexts<Job, Situation, Choices>,
): Problem[] {
	const choices = Object.keys(texts) as Array<keyof Choices>;
	return choices.flatMap((choice) => checkChoice(job, situation, choice, chooser, texts));
}

function checkChoice<Job, Situation, Choices, C extends keyof Choices>(
	job: Job,
	situation: Situation,
	choice: C,
	{ limitsOn, allowed }: Chooser<Choices, Situation>,
	texts: AllTexts<Job, Situation, Choices>,
): Problem[] {
	const { field, values, says, remedy } = texts[choice];
	const limits = limitsOn(choice, situation);
	return values(job, situation).flatMap((value): Problem[] => {
		const broken = limits.filter(({ left }) => !left.includes(value));
		// one reason is enough: the first, errors before warnings
		const limit = broken.find(({ severity }) => severity === 'error') ?? broken.find(({ severity }) => severity === 'warning');
		if (!limit || limit.severity === 'adjust') return [];
		const { id: rule, severity, why } = limit;
		const left = severity === 'warning' ? [...limit.left] : allowed(choice, situation);
		return [{ rule, severity, field: field(job), message: `${says(value, job)}, but ${why}`, remedy: remedy(left, job) }];
	});
}
