import { texts, type Text } from '../../scripts/texts';

/** What can be checked of the texts that people read; the rest is for a reader (`npm run texts`). */

const all = texts();
const of = (...kinds: Array<Text['kind']>) => all.filter(({ kind }) => kinds.includes(kind));
const plain = (text: string) => text.replace(/<[^>]*>/g, '');

test('every node, credential, operation and refusal has texts', () => {
	const places = new Set(all.map(({ where }) => where.split(' › ')[0]));
	for (const place of [
		'Video',
		'Task',
		'Kling Omni',
		'Kling Omni Trigger',
		'Kling Omni Callback Trigger',
		'Kling API',
		'Kling Model Studio API',
	])
		expect(places).toContain(place);
	expect(of('error').length).toBeGreaterThan(200);
});

test('words of the code and of the contract stay in the code', () => {
	const ours = /\b(R\d{1,2}|C\d{1,2}|§\s?\d|dialect|wire|envelope|payload|endpoint|enum|undefined|JSON\.stringify|TODO)\b/i;
	expect(all.filter(({ text }) => ours.test(plain(text)))).toEqual([]);
});

test('nothing is empty, begins or ends with a space, or has two in a row', () => {
	expect(all.filter(({ text }) => text === '' || /^\s|\s$|\s\s/.test(text))).toEqual([]);
});

test('names are short, and each of their words is written large', () => {
	const small = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'per', 'the', 'to']);
	const isTitle = (name: string) =>
		name
			.split(' — ')[0]!
			.split(/[ -]/)
			.every((word, index) => (index > 0 && small.has(word)) || !/^\p{Ll}/u.test(word));
	// lengths, ratios and models are names of their own
	const names = of('name').filter(({ text }) => !/^\d|^e\.g\./.test(text));
	expect(names.filter(({ text }) => !isTitle(text) || text.length > 40 || text.endsWith('.'))).toEqual([]);
});

test('one sentence has no full stop at its end, several have', () => {
	const isRight = (text: string) => /[.!?] \p{Lu}/u.test(plain(text)) === plain(text).endsWith('.');
	expect(of('description').filter(({ text }) => !isRight(text.replaceAll('e.g. ', '')))).toEqual([]);
});

test('examples say that they are', () => {
	const isSaid = (text: string) => text.startsWith('e.g. ') || text.startsWith('Add ');
	expect(of('placeholder').filter(({ text }) => !isSaid(text))).toEqual([]);
});

test('a description is read at a glance', () => {
	expect(
		of('description', 'hint', 'placeholder').filter(({ where, text }) => !where.includes('Trigger') && plain(text).length > 260),
	).toEqual([]);
});
