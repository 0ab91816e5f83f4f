import fc from 'fast-check';
import { attemptId, externalTaskId, readExternalId } from '../../nodes/KlingOmni/run/keys';
import { cases } from '../effort';

/** External task ids: whatever a person writes comes back, and nobody's id looks like another's. */

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	// what the form itself is made of, and what an escape looks like
	fc.string({ unit: fc.constantFrom('~', ':', 't', 'r', 'y', '2', '7', 'E', 'u', 'D', '8', '0', '%', ',', '\ud83d'), maxLength: 12 }),
);
const key = text.filter((value) => value !== '');
const parts = fc.record({ key, tag: text, reference: text });
const attempt = fc.integer({ min: 1, max: 40 });
const given = ({ key: own, tag, reference }: { key: string; tag: string; reference: string }) => ({
	key: own,
	...(tag ? { tag } : {}),
	...(reference ? { reference } : {}),
});

test('key, tag and reference of any characters come back from every attempt', () => {
	fc.assert(
		fc.property(parts, attempt, (own, number) => {
			expect(readExternalId(attemptId(externalTaskId(own), number))).toEqual(given(own));
		}),
		{ numRuns: cases(20_000) },
	);
});

test('two ids are the same only if key, tag, reference and attempt are', () => {
	fc.assert(
		fc.property(parts, attempt, parts, attempt, (one, first, other, second) => {
			const isSame = JSON.stringify([given(one), first]) === JSON.stringify([given(other), second]);
			expect(attemptId(externalTaskId(one), first) === attemptId(externalTaskId(other), second)).toBe(isSame);
		}),
		{ numRuns: cases(20_000) },
	);
});

test('an attempt of a key is no person’s key', () => {
	fc.assert(
		fc.property(key, attempt, (own, number) => {
			const id = attemptId(externalTaskId({ key: own }), number + 1);
			expect(externalTaskId({ key: id })).not.toBe(id);
		}),
		{ numRuns: cases(5_000) },
	);
});

test('an id travels in an address, in a list of ids, and through a look for ids in a text', () => {
	fc.assert(
		fc.property(parts, (own) => {
			const id = externalTaskId(own);
			expect(decodeURIComponent(encodeURIComponent(id))).toBe(id);
			expect(id.split(/[\s,]+/)).toEqual([id]);
			expect(id).not.toMatch(/[%/\\?#;]/);
		}),
		{ numRuns: cases(5_000) },
	);
});

test('a usual key is its own id, as a person enters it elsewhere', () => {
	for (const usual of ['row-7', 'content_plan.42', '2026-11-25', '雨']) expect(externalTaskId({ key: usual })).toBe(usual);
});
