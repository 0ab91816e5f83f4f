import type { DialectTraits } from '../dialects/traits';
import type { VideoJob } from '../videoJob';
import type { Finding, Problem } from './problem';
import type { Situation } from './situation';

/** A rule on a job's contents. Rules that narrow a choice are in `limits.ts` and `imageChoices.ts`. */
export interface Rule<J = VideoJob, S = Situation> {
	id: string;
	severity: Problem['severity'];
	/** On which dialects it holds; on all, if absent. */
	on?: (dialect: DialectTraits) => boolean;
	check: (job: J, situation: S, dialect: DialectTraits) => Finding[];
}

/** What a dialect's rules find in a job. */
export function applyRules<J, S>(rules: ReadonlyArray<Rule<J, S>>, job: J, situation: S, dialect: DialectTraits): Problem[] {
	return rules
		.filter(({ on }) => !on || on(dialect))
		.flatMap(({ id, severity, check }) => check(job, situation, dialect).map((finding) => ({ rule: id, severity, ...finding })));
}
