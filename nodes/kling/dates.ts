import * as z from 'zod/v4-mini';
import { prepared, shown } from './values';

/** Times that people, spreadsheets and other nodes give. What could be read in two ways is refused. */

/** Numbers below this are no milliseconds (1973); seconds reach from 2001 to 5138. */
const leastMs = 1e11;
const leastSeconds = 1e9;

const notADate = {
	error: ({ input }: { input?: unknown }) => `is ${shown(input)}, which is not a date\nGive a date such as 2026-11-20T08:00:00Z`,
};

/**
 * A time: ISO 8601 (also with slashes), seconds or milliseconds since the epoch, or a date object of an expression.
 * Gives milliseconds since the epoch.
 *
 * @param timeZone what times without a zone are meant in, by its IANA name
 */
export const date = (timeZone: string) =>
	prepared(
		(value) => (typeof value === 'string' ? fromText(value, timeZone) : fromNumber(value)) ?? value,
		z.number(notADate).check(z.refine((ms) => ms >= leastMs && ms <= 8.64e15, notADate)),
	);

function fromNumber(value: unknown): number | undefined {
	// dates of JavaScript and of Luxon are numbers at heart
	const number = value !== null && typeof value === 'object' ? value.valueOf() : value;
	if (typeof number !== 'number') return undefined;
	return number < leastMs && number >= leastSeconds ? number * 1000 : number;
}

/** Year, month and day; hours and minutes, and what follows; the zone. */
const written = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}:\d{2})(:\d{2}(?:\.\d+)?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i;

function fromText(typed: string, timeZone: string): number | undefined {
	const text = typed.normalize('NFKC').trim();
	if (/^\d{10,14}$/.test(text)) return fromNumber(Number(text));
	const [, year, , month, day, time = '0:00', seconds = ':00', zone] = written.exec(text) ?? [];
	if (!year || !month || !day) return undefined;
	const wall = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(5, '0')}${seconds.slice(0, 7)}`;
	const utc = Date.parse(`${wall}Z`);
	// JavaScript takes 30 February for 2 March
	if (Number.isNaN(utc) || new Date(utc).getUTCDate() !== Number(day)) return undefined;
	return zone ? Date.parse(`${wall}${zone.toUpperCase().replace(/(\d{2})(\d{2})$/, '$1:$2')}`) : inZone(utc, timeZone);
}

/** When a clock in a time zone shows what a clock in Greenwich shows at `utc`, ms. */
function inZone(utc: number, timeZone: string): number {
	const ahead = (at: number) =>
		Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
	// once more, as the zone's summer time may begin in between
	return utc - ahead(utc - ahead(utc));
}
