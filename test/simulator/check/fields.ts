import { z } from 'zod/v4';
import { badParameter } from '../refusal';
import type { Json } from '../json';

/**
 * The kinds of fields that the contract's tables use, and the vendor's texts for a wrong one.
 * Every object is strict: the real service may ignore a key that it does not know, but a typo in a key costs money,
 * so the simulator refuses it.
 */

/** A string of `min` to `max` characters, counted in UTF-16 units as the vendor's Java does. */
export function text(min: number, max: number) {
	return z.string().refine((value) => value.length >= min && value.length <= max, {
		error: `size must be between ${min} and ${max}`,
	});
}

/** A string of any length, but not an empty one. */
export const nonEmpty = z.string().refine((value) => value !== '', { error: 'can not be empty' });

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words) {
	return z.enum(words);
}

/** A JSON integer between two bounds. */
export function integer(min: number, max = Infinity) {
	return z.number().refine((value) => Number.isInteger(value) && value >= min && value <= max, {
		error: (issue) =>
			`value '${String(issue.input)}' is invalid: a whole number ${max === Infinity ? `>= ${min}` : `from ${min} to ${max}`} is expected`,
	});
}

/** A JSON number between two bounds. */
export function fraction(min: number, max: number) {
	return z.number().refine((value) => value >= min && value <= max, {
		error: (issue) => `value '${String(issue.input)}' is invalid: a number from ${min} to ${max} is expected`,
	});
}

/** A whole number of seconds, written as a string. */
export function secondsText(min: number, max: number) {
	return z.string().refine((value) => /^[1-9]\d*$/.test(value) && Number(value) >= min && Number(value) <= max, {
		error: (issue) => `value '${String(issue.input)}' is invalid`,
	});
}

/** A 64-bit id as an unquoted JSON integer; the checked value is its decimal text (R30). */
export const longId = z
	.custom<number | bigint>((value) => typeof value === 'bigint' || Number.isSafeInteger(value), {
		error: (issue) => `must be an unquoted integer, not ${kindOf(issue.input as Json)}`,
	})
	.transform(String);

/** A list that is not empty. */
export function list<Item extends z.ZodType>(item: Item, max = Infinity) {
	return z.array(item).refine((items) => items.length >= 1 && items.length <= max, {
		error: max === Infinity ? 'can not be empty' : `size must be between 1 and ${max}`,
	});
}

/** A page number or size in a query, where everything is text. */
export function pageNumber(max: number, preset: number) {
	return z
		.string()
		.refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= max, {
			error: (issue) => `value '${String(issue.input)}' is invalid: a whole number from 1 to ${max} is expected`,
		})
		.transform(Number)
		.default(preset);
}

/** Unix milliseconds as text or as number (C32); the checked value is a number. */
export const timeText = z
	.union([z.string(), z.number()])
	.refine((value) => /^\d{1,16}$/.test(String(value)), { error: 'must be a time in Unix milliseconds' })
	.transform(Number);

/** An absolute http(s) address. */
export const webAddress = z.string().refine(isWebAddress, { error: 'must be an absolute http(s) URL' });

/** A switch; the vendor's own samples also write it as text. */
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());

export const webAddressOrNone = z
	.string()
	.refine((value) => value === '' || isWebAddress(value), { error: 'must be an absolute http(s) URL' });

/** The mark that the service can put on a second file. */
export const watermarkInfo = z.strictObject({ enabled: flag });

export function isWebAddress(value: string): boolean {
	return /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** Reads a body by its table; refuses with 1201 and the first thing that is wrong. */
export function readFields<Table extends z.ZodType>(table: Table, body: Json): z.output<Table> {
	const result = table.safeParse(body);
	if (result.success) return result.data;
	return badParameter(firstProblem(result.error.issues, body));
}

/** The first problem in words, unknown keys before everything else. */
export function firstProblem(issues: readonly z.core.$ZodIssue[], body: Json): string {
	const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
	if (!issue) return 'request body could not be resolved';
	const field = fieldName(issue.path);
	switch (issue.code) {
		case 'unrecognized_keys':
			return `request body could not be resolved: unknown field '${[...(field ? [field] : []), issue.keys[0]].join('.')}'`;
		case 'invalid_type': {
			const input = valueAt(body, issue.path);
			return input === undefined
				? `${field} can not be null`
				: `request body could not be resolved: ${field || 'the body'} must be of type ${issue.expected}, not ${kindOf(input)}`;
		}
		case 'invalid_union':
			// a list of kinds by `type`: the word itself is wrong
			return `${field} value ${shown(valueAt(body, issue.path))} is invalid`;
		case 'invalid_value': {
			const input = valueAt(body, issue.path);
			return input === undefined ? `${field} can not be null` : `${field} value ${shown(input)} is invalid`;
		}
		default:
			return `${field}${issue.message.startsWith('size') ? ':' : ''} ${issue.message}`;
	}
}

function fieldName(path: readonly PropertyKey[]): string {
	return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${String(part)}`)).join('');
}

function valueAt(body: Json, path: readonly PropertyKey[]): Json | undefined {
	let value: unknown = body;
	for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
	return value as Json | undefined;
}

function shown(value: Json | undefined): string {
	return typeof value === 'string' ? `'${value}'` : kindOf(value);
}

function kindOf(value: Json | undefined): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value === 'string') return `the string '${value.slice(0, 40)}'`;
	if (typeof value === 'object') return 'object';
	return `${typeof value} ${String(value)}`;
}
