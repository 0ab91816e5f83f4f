import fc from 'fast-check';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { dialectWith } from '../dialects';
import { jobs } from './jobs';
import { refusalOf } from './opinion';
import { cases } from '../effort';

/** Rules of ours that protect a person from an unwanted video; Kling would make it. */
const stricterThanKling = (rule: string, message: string) => (rule === '§8' && message.includes('all empty')) || rule === 'R29';

test('the node and the service agree on 20,000 random jobs', () => {
	const seen = { accepted: 0, refused: 0 };
	fc.assert(
		fc.property(jobs, ({ dialect, job: raw }) => {
			const api = dialectWith(dialect);
			const job = adjust(raw, api);
			const refused = checkRules(job, api).filter(({ severity }) => severity === 'error');
			if (refused.length > 0 && refused.every(({ rule, message }) => stricterThanKling(rule, message))) return;
			const theirs = refusalOf(api.encode(job, 'key-1'));
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
