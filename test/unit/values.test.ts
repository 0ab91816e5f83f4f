import fc from 'fast-check';
import type * as z from 'zod/v4-mini';
import { boolean, id, ids, listOf, minutes, number, oneOf, text, wholeNumber, wholeSeconds } from '../../nodes/kling/values';

/** Values as expressions, spreadsheets and language models give them: what is clear is taken, the rest is refused in words. */

/** What a schema makes of a value, or its refusal. */
function read(schema: z.ZodMiniType, value: unknown): unknown {
	const { data, error } = schema.safeParse(value);
	return error ? `✗ ${error.issues[0]?.message}` : data;
}

/** Digits as a Japanese or Chinese keyboard types them. */
const fullWidth = (written: string) => written.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const spaced = (written: fc.Arbitrary<string>) =>
	fc.tuple(fc.constantFrom('', ' ', '\n', '\t ', '\u3000'), written, fc.constantFrom('', ' ', '\n')).map((parts) => parts.join(''));

test('a number is read from every clear way of writing it', () => {
	const written = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.constantFrom('', 's', ' s', ' sec', ' seconds', 'S'));
	fc.assert(
		fc.property(written, fc.boolean(), ([value, unit], wide) => {
			const typed = `${value}${unit}`;
			expect(read(number, value)).toBe(value);
			expect(read(number, wide ? fullWidth(String(value)) : String(value))).toBe(value);
			expect(read(wholeNumber, String(value))).toBe(value);
			expect(read(wholeSeconds, wide ? fullWidth(typed) : typed)).toBe(value);
		}),
	);
	fc.assert(
		fc.property(
			spaced(fc.constantFrom('5', '+5', '5.0', '５')),
			fc.constantFrom(number, wholeNumber, wholeSeconds, minutes),
			(typed, schema) => {
				expect(read(schema, typed)).toBe(5);
			},
		),
	);
});

test.each([
	[number, '', '✗ must be a number, but is empty'],
	[number, null, '✗ must be a number, but is empty'],
	[number, 'five', '✗ must be a number, but is “five”'],
	[number, '1e3', '✗ must be a number, but is “1e3”'],
	[number, '5 minutes', '✗ must be a number, but is “5 minutes”'],
	[number, '5 s', '✗ must be a number, but is “5 s”'],
	[number, '20 units', '✗ must be a number, but is “20 units”'],
	[number, NaN, '✗ must be a number, but is “NaN”'],
	[minutes, '30 s', 0.5],
	[minutes, '1.5 Hours', 90],
	[minutes, '2 days', '✗ must be a number of minutes, but is “2 days”'],
	[minutes, '1 constructor', '✗ must be a number of minutes, but is “1 constructor”'],
	[wholeSeconds, '5 min', '✗ must be a number, but is “5 min”'],
	[text, '{{ $json.a }}', '✗ is “{{ $json.a }}”, which n8n has not worked out: switch the field to Expression'],
	[text, 'A #REF!', '✗ is “A #REF!”: “#REF!” stands where a value is missing'],
	[number, '1,5', '✗ must be a number, but is “1,5”'],
	[number, '0x10', '✗ must be a number, but is “0x10”'],
	[number, [5], '✗ must be a number, but is “[5]”'],
	[number, true, '✗ must be a number, but is “true”'],
	[wholeNumber, '4.5', '✗ must be a whole number, but is “4.5”'],
	[text, { a: 1 }, '✗ must be text, but is “{"a":1}”'],
	[text, ['a'], '✗ must be text, but is “["a"]”'],
	[boolean, 'maybe', '✗ must be true or false, but is “maybe”'],
	[boolean, 'constructor', '✗ must be true or false, but is “constructor”'],
	[boolean, 2, '✗ must be true or false, but is “2”'],
	[oneOf(['720p', '1080p', '4k']), '8k', '✗ must be 720p, 1080p or 4k, but is “8k”'],
	[oneOf(['720p', '1080p']), undefined, '✗ must be 720p or 1080p, but is empty'],
	[id, Number('829836802793406551'), '✗ was given as a number too large to be exact (829836802793406600); give it as text'],
	[id, '8.29836802793407e17', '✗ is “8.29836802793407e17”, which a spreadsheet has shortened; give all digits, as text'],
	[id, '8,29837E+17', '✗ is “8,29837E+17”, which a spreadsheet has shortened; give all digits, as text'],
	[ids, '8,29837E+17', '✗ is “29837E+17”, which a spreadsheet has shortened; give all digits, as text'],
	[id, {}, '✗ must be an id as text, but is “{}”'],
	[listOf(text), 'a\nb', '✗ must be a list, but is “a b”'],
	[listOf(text), 'a, b', '✗ must be a list, but is “a, b”'],
	[listOf(text), { a: 1 }, '✗ must be a list, but is “{"a":1}”'],
] as Array<[z.ZodMiniType, unknown, unknown]>)('%# %j', (schema, value, expected) => expect(read(schema, value)).toEqual(expected));

test('a number that is not written as one is never guessed', () => {
	fc.assert(
		fc.property(fc.string(), (typed) => {
			const found = read(number, typed);
			if (typeof found === 'number') expect(typed.normalize('NFKC').trim()).toMatch(/^[+-]?\d+(\.\d+)?$/);
			else expect(found).toMatch(/^✗ must be a number, but is (empty|“)/);
		}),
		{ numRuns: 1000 },
	);
});

test('text is trimmed and otherwise left alone; numbers and switches become text', () => {
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => expect(read(text, ` ${typed}\n`)).toBe(typed.trim())));
	expect([5, 0.5, true, null, undefined].map((value) => read(text, value))).toEqual(['5', '0.5', 'true', '', '']);
	// compatibility forms stay: only short values are folded
	expect(read(text, '５ 秒')).toBe('５ 秒');
});

test.each([
	[true, [true, 'true', 'TRUE', ' Yes ', 'on', 1, '1', 'ｔｒｕｅ']],
	[false, [false, 'false', 'False', 'no', 'OFF', 0, '0', '０']],
] as const)('a switch is %s by every clear way of saying so', (meant, values) => {
	for (const value of values) expect({ value, read: read(boolean, value) }).toEqual({ value, read: meant });
});

test('a word is found in any case and width, and comes out as the list has it', () => {
	const words = ['16:9', 'firstFrame', '4k', 'reference'] as const;
	fc.assert(
		fc.property(fc.constantFrom(...words), fc.boolean(), fc.boolean(), (word, upper, wide) => {
			const typed = upper ? word.toUpperCase() : word.toLowerCase();
			expect(read(oneOf(words), ` ${wide ? fullWidth(typed) : typed} `)).toBe(word);
		}),
	);
});

test('an id keeps every digit, or is refused', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n }), (value) => {
			expect(read(id, String(value))).toBe(String(value));
			const rounded = Number(value);
			expect(read(id, rounded)).toEqual(Number.isSafeInteger(rounded) ? String(value) : expect.stringContaining('too large to be exact'));
		}),
	);
});

test('a list comes as it is, as JSON text, or in a code fence; every digit of its ids stays', () => {
	const ids = ['829836802793406551', '829836802793406552'];
	const bare = `[${ids.join(', ')}]`;
	for (const given of [ids, JSON.stringify(ids), bare, `\`\`\`json\n${bare}\n\`\`\``, ` \n${bare} `]) {
		expect({ given, read: read(listOf(id), given) }).toEqual({ given, read: ids });
	}
	for (const nothing of ['', ' ', null, undefined, []]) expect(read(listOf(id), nothing)).toEqual([]);
});

test('nothing that an expression can give makes any of them throw', () => {
	const anything = fc.anything({
		withBigInt: true,
		withDate: true,
		withMap: true,
		withSet: true,
		withNullPrototype: true,
		withSparseArray: true,
	});
	const odd = fc.oneof(
		anything,
		fc.constantFrom<unknown>(() => 1, Symbol('s'), NaN, Infinity, '__proto__', 'toString'),
	);
	const schemas = { text, number, wholeNumber, boolean, word: oneOf(['a', 'b']), id, list: listOf(text) };
	fc.assert(
		fc.property(odd, (value) => {
			for (const schema of Object.values(schemas)) {
				const { error } = schema.safeParse(value);
				if (error) expect(error.issues[0]?.message).toMatch(/^(must be|was given|is “)/);
			}
		}),
		{ numRuns: 2000 },
	);
});
