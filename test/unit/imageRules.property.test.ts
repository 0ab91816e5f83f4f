import fc from 'fast-check';
import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import type { Job } from '../../nodes/kling/job';
import { adjustImage, checkImageRules } from '../../nodes/kling/rules/checkImageRules';
import { checkElementRules, checkVoiceRules } from '../../nodes/kling/rules/checkLibraryRules';
import type { Problem } from '../../nodes/kling/rules/problem';
import { elementJobs, imageJobs, voiceJobs } from './imageJobs';
import { refusalOf } from './opinion';
import { cases } from '../effort';

/** Counts jobs on both sides of the border. @throws Error where node and service differ */
function compare(job: Job, problems: Problem[], seen: { accepted: number; refused: number }) {
	const ours = problems.find(({ severity }) => severity === 'error')?.message;
	const theirs = refusalOf(classic.encode(job, 'key-1'));
	seen[theirs === undefined ? 'accepted' : 'refused']++;
	if ((ours === undefined) !== (theirs === undefined))
		throw new Error(`the node says “${ours ?? 'fine'}”, the service “${theirs ?? 'fine'}”`);
}

test('the node and the service agree on 10,000 random image jobs', () => {
	const seen = { accepted: 0, refused: 0 };
	fc.assert(
		fc.property(imageJobs, (raw) => {
			const job = adjustImage(raw);
			compare(job, checkImageRules(job, classic), seen);
		}),
		{ numRuns: cases(10_000) },
	);
	expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(cases(2_000));
});

test('the node and the service agree on 4,000 random elements and voices', () => {
	const elements = { accepted: 0, refused: 0 };
	const voices = { accepted: 0, refused: 0 };
	fc.assert(
		fc.property(elementJobs, (job) => compare(job, checkElementRules(job, classic), elements)),
		{ numRuns: cases(3_000) },
	);
	fc.assert(
		fc.property(voiceJobs, (job) => compare(job, checkVoiceRules(job, classic), voices)),
		{ numRuns: cases(1_000) },
	);
	expect(Math.min(elements.accepted, elements.refused)).toBeGreaterThan(cases(300));
	expect(Math.min(voices.accepted, voices.refused)).toBeGreaterThan(cases(200));
});
