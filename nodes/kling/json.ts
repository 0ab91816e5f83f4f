import { LosslessNumber, isSafeNumber, parse, stringify } from 'lossless-json';

/**
 * JSON in which no id loses digits (R30): element ids exceed 2^53 and travel as bare integers on the classic dialect.
 */

/**
 * Parses JSON; numbers that a JavaScript number cannot hold exactly come as text.
 *
 * @returns `undefined` if the text is not JSON
 */
export function parseJson(text: string): unknown {
	try {
		// some writers put a byte order mark before it
		return parse(text.replace(/^\uFEFF/, ''), null, { parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits) });
	} catch {
		return undefined;
	}
}

export const stringifyJson = (value: unknown): string => stringify(value) ?? '';

/** An id of digits that leaves as a bare integer, without ever being a JavaScript number. */
export const integer = (digits: string) => new LosslessNumber(digits);
