import * as z from 'zod/v4-mini';
import { parseJson } from './json';

// no code generation at run time: a host may forbid it
z.config({ jitless: true });

/**
 * Schemas for single values that may come from an expression, a spreadsheet or an AI agent.
 *
 * What is clear is accepted (numbers as text, "TRUE", spaces around, full-width digits); anything else is refused with
 * a sentence that follows the field's name.
 */

/** The plain form of a short text: compatibility forms (full-width digits and colons) folded, trimmed. */
const plain = (value: unknown) => (typeof value === 'string' ? value.normalize('NFKC').trim() : value);

/** @returns `undefined` for what JSON has no form for: functions, symbols, circles */
function asJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** A value as an error quotes it. */
export const shown = (value: unknown) => {
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return 'empty';
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : (asJson(value) ?? `a ${typeof value}`);
	// on one line: what follows in a message may stand on the next
	const line = text.replace(/\s+/g, ' ');
	return `“${line.length > 60 ? `${line.slice(0, 57)}…` : line}”`;
};

/** A schema whose input is prepared first. */
export const prepared = <S extends z.ZodMiniType>(prepare: (value: unknown) => unknown, schema: S) => z.pipe(z.transform(prepare), schema);

/** What stands in a text where a value is missing: a sheet's failed formula, or something that has no words. */
const failedValue = /#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|ERROR!)|\[object \w+\]/;

/**
 * What nobody can have meant as a text: it would be ordered and paid for as it is.
 *
 * @returns what is wrong with it, to follow the field's name; `undefined` for a text that may be meant
 */
export function holeIn(value: string): string | undefined {
	if (/\{\{.*\}\}/s.test(value)) return `is ${shown(value)}, which n8n has not worked out: switch the field to Expression`;
	const hole = failedValue.exec(value)?.[0] ?? /^\s*(?:undefined|null|NaN)\s*$/.exec(value)?.[0].trim();
	return hole && `is ${shown(value)}: “${hole}” stands where a value is missing`;
}

/** Free text; numbers and booleans become text, other things are refused. */
export const text = prepared(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '')),
	z.pipe(
		z
			.string({ error: (issue) => `must be text, but is ${shown(issue.input)}` })
			.check(z.refine((value) => !holeIn(value), { error: ({ input }) => holeIn(input as string) })),
		z.transform((value) => value.trim()),
	),
);

export const optionalText = z.optional(text);

export const filledText = text.check(z.refine((value) => value !== '', { error: 'is empty' }));

/**
 * A number, also written as text ("5", "５"), alone or with a unit behind it.
 *
 * @param what what it must be, for people
 * @param units how much each unit is, in those that a number alone is in; in small letters
 */
const numberIn = (what = 'a number', units: Array<[amount: number, ...names: string[]]> = []) =>
	prepared(
		(value) => {
			const written = plain(value);
			if (typeof written !== 'string') return written;
			const [, digits, unit = ''] = /^([+-]?\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(written) ?? [];
			const [amount] = unit === '' ? [1] : (units.find(([, ...names]) => names.includes(unit.toLowerCase())) ?? []);
			return digits !== undefined && amount !== undefined ? Number(digits) * amount : value;
		},
		z.number({ error: (issue) => `must be ${what}, but is ${shown(issue.input)}` }),
	);

const secondsAre = ['s', 'sec', 'secs', 'second', 'seconds'] as const;
const minutesAre = ['m', 'min', 'mins', 'minute', 'minutes'] as const;
const hoursAre = ['h', 'hr', 'hrs', 'hour', 'hours'] as const;

const whole = z.refine(Number.isInteger, { error: (issue) => `must be a whole number, but is ${shown(issue.input)}` });

/** Bounds of a number; both belong to it. */
export const between = (least: number, most = Infinity) =>
	z.refine<number>((value) => value >= least && value <= most, {
		error: (issue) => `must be ${most === Infinity ? `${least} or more` : `${least} to ${most}`}, but is ${shown(issue.input)}`,
	});

export const number = numberIn();
export const wholeNumber = number.check(whole);
export const wholeSeconds = numberIn('a number', [[1, ...secondsAre]]).check(whole);
export const minutes = numberIn('a number of minutes', [
	[1, ...minutesAre],
	[1 / 60, ...secondsAre],
	[60, ...hoursAre],
]);

const flags = new Map<unknown, boolean>([
	...['true', 'yes', 'on', '1', 1].map((word) => [word, true] as const),
	...['false', 'no', 'off', '0', 0].map((word) => [word, false] as const),
]);

export const boolean = prepared(
	(value) => {
		const written = plain(value);
		return flags.get(typeof written === 'string' ? written.toLowerCase() : written) ?? value;
	},
	z.boolean({ error: (issue) => `must be true or false, but is ${shown(issue.input)}` }),
);

/** A switch, off unless said otherwise. */
export const flag = z._default(boolean, false);

/** A switch, on unless said otherwise. */
export const flagOn = z._default(boolean, true);

/** What is left of a word when case, spaces and hyphens do not count: "First Frame" is "firstFrame". */
export const bare = (word: string) =>
	word
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_-]+/g, '');

/** One of the given words, in any case, written as one word or several. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
	prepared(
		(value) => (typeof value === 'string' ? (words.find((word) => bare(word) === bare(value)) ?? value) : value),
		z.enum(words, { error: (issue) => `must be ${listed(words)}, but is ${shown(issue.input)}` }),
	);

/** A number as spreadsheets shorten long ones: 8.29837E+17. */
const shortened = /^\d[\d.,]*e\+?\d\d$/i;

/**
 * An element or task id. Element ids exceed 2^53 (R30): a number that large has already lost digits and is refused, also
 * as the text that a spreadsheet made of it.
 */
export const id = prepared(
	(value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : plain(value)),
	z
		.string({
			error: (issue) =>
				typeof issue.input === 'number' && issue.input > Number.MAX_SAFE_INTEGER
					? `was given as a number too large to be exact (${issue.input}); give it as text`
					: `must be an id as text, but is ${shown(issue.input)}`,
		})
		.check(
			z.refine((value) => !shortened.test(value), {
				error: ({ input }) => `is ${shown(input)}, which a spreadsheet has shortened; give all digits, as text`,
			}),
		),
);

/** An id that may be absent; empty means none. */
export const optionalId = z.optional(
	z.pipe(
		id,
		z.transform((value) => value || undefined),
	),
);

/** What JSON text holds, as language models and spreadsheets give it (with or without a code fence around it). */
const fromJson = (typed: string) => parseJson(typed.trim().replace(/^```\w*\s*|\s*```$/g, ''));

/**
 * A list, also as JSON text.
 */
export const listOf = <Entry extends z.ZodMiniType>(entry: Entry) =>
	prepared(
		(value) => (typeof value !== 'string' ? (value ?? []) : value.trim() === '' ? [] : (fromJson(value) ?? value)),
		z.array(entry, { error: (issue) => `must be a list, but is ${shown(issue.input)}` }),
	);

/** A list that may also be a text with separators, or a single value; an empty one is a list of none. */
const separated = <Entry extends z.ZodMiniType>(entry: Entry, separator = /[,;\n]+/) =>
	prepared((value) => {
		const held = typeof value === 'string' ? (/^\s*(\[|```)/.test(value) ? (fromJson(value) ?? value) : value.split(separator)) : value;
		const entries = Array.isArray(held) ? (held as unknown[]) : [held];
		return entries.filter((each) => plain(each) !== '' && each !== null && each !== undefined);
	}, z.array(entry));

/** Some of the given words. */
export const someOf = <const Words extends readonly string[]>(words: Words) => separated(oneOf(words));

/** Short texts, such as names. */
export const texts = separated(text);

const idProblem = (value: unknown) => id.safeParse(value).error?.issues[0]?.message;

/** Ids, each of them once: a list, or text with commas, semicolons, spaces or line breaks between them. */
export const ids = z.pipe(
	separated(z.unknown(), /[\s,;]+/),
	z.pipe(
		z.transform((entries: unknown[]) => [...new Set(entries.map((entry) => id.safeParse(entry).data ?? entry))]),
		z
			.array(z.unknown())
			.check(
				z.refine((entries) => !entries.some(idProblem), { error: ({ input }) => (input as unknown[]).map(idProblem).find(Boolean) }),
			) as unknown as z.ZodMiniType<string[], unknown[]>,
	),
);

/** A group of fields. @param what it should be, for people: "an entry with prompt and seconds" */
export const group = <Fields extends z.core.$ZodShape>(fields: Fields, what: string) =>
	z.object(fields, { error: (issue) => (issue.code === 'invalid_type' ? `must be ${what}, but is ${shown(issue.input)}` : undefined) });

/** "a, b or c" */
export const listed = (words: ReadonlyArray<string | number>, last: 'or' | 'and' = 'or') =>
	words.length < 2 ? String(words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** Without the keys that have no value. */
export function defined<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
	return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined && held !== null)) as {
		[K in keyof T]?: NonNullable<T[K]>;
	};
}
