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

const shown = (value: unknown) => {
	if (value === undefined || value === null || value === '') return 'empty';
	const text = typeof value === 'string' ? value : (asJson(value) ?? `a ${typeof value}`);
	return `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`;
};

/** A schema whose input is prepared first. */
export const prepared = <S extends z.ZodMiniType>(prepare: (value: unknown) => unknown, schema: S) => z.pipe(z.transform(prepare), schema);

/** Free text; numbers and booleans become text, other things are refused. */
export const text = prepared(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '')),
	z.pipe(
		z.string({ error: (issue) => `must be text, but is ${shown(issue.input)}` }),
		z.transform((value) => value.trim()),
	),
);

export const optionalText = z.optional(text);

/** A number, also written as text, with or without a unit of seconds ("5", "５", "5 s"). */
export const number = prepared(
	(value) => {
		const written = plain(value);
		if (typeof written !== 'string') return written;
		const match = /^([+-]?\d+(?:\.\d+)?) ?(?:s|sec|seconds)?$/i.exec(written);
		return match ? Number(match[1]) : value;
	},
	z.number({ error: (issue) => `must be a number, but is ${shown(issue.input)}` }),
);

export const wholeNumber = number.check(
	z.refine(Number.isInteger, { error: (issue) => `must be a whole number, but is ${shown(issue.input)}` }),
);

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

/** One of the given words, in any case. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
	prepared(
		(value) => {
			const written = plain(value);
			return typeof written === 'string' ? (words.find((word) => word.toLowerCase() === written.toLowerCase()) ?? value) : value;
		},
		z.enum(words, { error: (issue) => `must be ${listed(words)}, but is ${shown(issue.input)}` }),
	);

/**
 * An element or task id. Element ids exceed 2^53 (R30): a number that large has already lost digits and is refused.
 */
export const id = prepared(
	(value) => (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : plain(value)),
	z.string({
		error: (issue) =>
			typeof issue.input === 'number'
				? `was given as a number too large to be exact (${issue.input}); give it as text`
				: `must be an id as text, but is ${shown(issue.input)}`,
	}),
);

/**
 * A list, also as JSON text, as language models and spreadsheets give it (with or without a code fence around it).
 */
export const listOf = <Entry extends z.ZodMiniType>(entry: Entry) =>
	prepared(
		(value) => {
			if (typeof value !== 'string') return value ?? [];
			const written = value.trim().replace(/^```\w*\s*|\s*```$/g, '');
			return written === '' ? [] : (parseJson(written) ?? value);
		},
		z.array(entry, { error: (issue) => `must be a list, but is ${shown(issue.input)}` }),
	);

/** "a, b or c" */
export const listed = (words: ReadonlyArray<string | number>, last: 'or' | 'and' = 'or') =>
	words.length < 2 ? String(words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** Without the keys that have no value. */
export function defined<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
	return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined && held !== null)) as {
		[K in keyof T]?: NonNullable<T[K]>;
	};
}
