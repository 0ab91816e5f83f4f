import fc from 'fast-check';
import { classic } from '../../nodes/kling/dialects/classic';
import { current } from '../../nodes/kling/dialects/current';
import { modelStudio } from '../../nodes/kling/dialects/modelStudio';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { jobs } from './jobs';
import { refusalOf } from './opinion';
import { cases } from '../effort';

const dialectApis = { classic, current, modelStudio };

/** Rules of ours that protect a person from an unwanted video; Kling would make it. */
const stricterThanKling = (rule: string, message: string) => (rule === '§8' && message.includes('all empty')) || rule === 'R29';

test('the node and the service agree on 20,000 random jobs', () => {
	const seen = { accepted: 0, refused: 0 };
	fc.assert(
		fc.property(jobs, ({ dialect, job: raw }) => {
			const job = adjust(raw, dialect);
			const refused = checkRules(job, dialect).filter(({ severity }) => severity === 'error');
			if (refused.length > 0 && refused.every(({ rule, message }) => stricterThanKling(rule, message))) return;
			const theirs = refusalOf(dialectApis[dialect].encode(job, 'key-1'));
			seen[theirs === undefined ? 'accepted' : 'refused']++;
			const ours = refused[0]?.message;
			if ((ours === undefined) !== (theirs === undefined))
				throw new Error(`the node says “${ours ?? 'fine'}”, the service “${theirs ?? 'fine'}”`);
		}),
		{ numRuns: cases(20_000) },
	);
	// both sides of the border were visited
	expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(cases(4_000));
});
