import { parse, stringify } from 'lossless-json';

/** A JSON value as it was sent: integers that do not fit into a double arrive as `bigint`, everything else as usual. */
export type Json = null | boolean | string | number | bigint | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json;
}

/** A text this long carries files as base64, for which the careful reader takes seconds. */
const LONG = 1_000_000;
const LONG_INTEGER = /[[:,]\s*-?\d{16}/;

/** @throws SyntaxError when the text is not JSON, or when an object names a key twice */
export function readJson(text: string): Json {
	if (text.length > LONG && !LONG_INTEGER.test(text)) return JSON.parse(text) as Json;
	return parse(text, undefined, readNumber) as Json;
}

/** Writes `bigint` as an unquoted integer; keys without a value are left out. */
export function writeJson(value: unknown): string {
	return stringify(value) ?? 'null';
}

function readNumber(text: string): number | bigint {
	const number = Number(text);
	return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}
