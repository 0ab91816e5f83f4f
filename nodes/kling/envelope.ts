import type { Refusal } from './errors';
import { stringifyJson } from './json';

/** An answer as a whole: the envelope that a dialect's judge reads, or what something in between has said. */

/** What came back for a request, before anybody knows what it means. */
export interface Answer {
	httpStatus: number;
	/** The JSON in it; absent if it is none. */
	body: unknown;
	text: string;
}

/** The fields of an answer; none, if it has none. */
export const envelopeOf = ({ body }: Answer): Record<string, unknown> =>
	body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {};

export const textOf = (value: unknown) =>
	value === null || value === undefined ? '' : typeof value === 'string' ? value : stringifyJson(value);

/** Statuses that say nothing of whether a request went on to the service, although they look like the caller's fault. */
const uncertain = [408, 425, 429, 499];

/**
 * What an answer without the service's own envelope means: it comes from something in between. A client-side status
 * proves that nothing was taken, anything else proves nothing.
 */
export function unreadable(answer: Answer): Refusal {
	const { httpStatus, text } = answer;
	const certain = httpStatus >= 300 && httpStatus < 500 && !uncertain.includes(httpStatus);
	const said = wordsIn(envelopeOf(answer));
	const kind = /^\s*</.test(text) ? 'a web page' : said ? 'JSON of another form' : text.trim() ? 'something other than JSON' : 'nothing';
	const message = `HTTP ${httpStatus} with ${kind} instead of an answer${said ? `: ${said}` : ''}`;
	return { outcome: certain ? 'refused' : 'unknown', httpStatus, message };
}

/** What JSON of a gateway or framework says to a person: its message or error, and where it was sent. */
function wordsIn({ message, error, detail, path }: Record<string, unknown>): string {
	const inner = error !== null && typeof error === 'object' ? (error as Record<string, unknown>).message : error;
	const words = [message, inner, detail, path].map(textOf).filter(Boolean);
	return [...new Set(words)].join(', ').slice(0, 300);
}
