/**
 * What breaks from outside the panel, by kind, and the tests that hold it: `npm run cases` runs them and counts.
 *
 * To add cases, write a test where such tests live anyway (test/engine, test/unit, test/simulator), best as a table (`test.each`)
 * or a property of the whole kind, named after what it shows, and put its file here. A file belongs to one kind. One test is one case.
 */
export const KINDS: Record<string, string[]> = {
	/** Texts where the panel has a switch, numbers as text, holes that expressions leave. */
	values: [
		'test/engine/expressions.test.ts',
		'test/engine/everyValue.test.ts',
		'test/engine/everyTriggerValue.test.ts',
		'test/engine/inheritedWords.test.ts',
		'test/engine/options.test.ts',
		'test/unit/values.test.ts',
	],
	/** What goes wrong with one item stays with that item. */
	'item faults': ['test/engine/onError.test.ts', 'test/engine/everyOperation.test.ts', 'test/engine/errorOutputPutAside.test.ts'],
	/** A key means one video, and a found video says so. */
	keys: [
		'test/engine/keys.test.ts',
		'test/engine/keysTriedAgain.test.ts',
		'test/engine/keyHistories.property.test.ts',
		'test/unit/externalIds.property.test.ts',
		'test/unit/sameJob.test.ts',
		'test/engine/speak.test.ts',
		'test/engine/lipSync.test.ts',
	],
	/** Words that Kling did not print, null fields, pages of a proxy. */
	'odd answers': [
		'test/engine/oddAnswers.test.ts',
		'test/engine/download.test.ts',
		'test/unit/oddAnswers.property.test.ts',
		'test/unit/answers.test.ts',
		'test/unit/errors.test.ts',
	],
	/** Files as people have them. */
	media: [
		'test/engine/mediaAsPeopleHaveThem.test.ts',
		'test/engine/mediaChecks.test.ts',
		'test/unit/media.property.test.ts',
		'test/engine/spokenLines.test.ts',
	],
	/** What the simulator has to know so that the others are worth something. */
	simulator: ['test/simulator/samples.test.ts', 'test/simulator/faults.test.ts'],
};
