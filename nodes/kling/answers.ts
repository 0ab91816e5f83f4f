import * as z from 'zod/v4-mini';
import { ServiceRefusal } from './client';
import type { Task, TaskStatus } from './task';
import { defined, id, prepared } from './values';

/**
 * Values in the service's answers, taken for what can be read of them: only an id is needed to have a task, and a field
 * that cannot be read is left out, so that it hides neither the task nor its video.
 */

/** An empty text and `null` mean that there is none (contract §4). */
const given = (value: unknown) => (value === '' || value === null ? undefined : value);

/** A part that is there in the form that its schema says, or else absent. */
export const maybe = <S extends z.ZodMiniType>(schema: S) => z.catch(prepared(given, z.optional(schema)), undefined);

/** Text, also where it is given as a number. */
const word = prepared((value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value), z.string());
/** A number, also where it is given as text. */
const numeric = prepared((value) => (typeof value === 'string' && value.trim() ? Number(value) : value), z.number());

export const maybeText = maybe(word);
export const maybeNumber = maybe(numeric);
/** The id of a thing, which has to be there. */
export const ownId = id.check(z.minLength(1));
export const maybeId = maybe(ownId);

/** Before this many, a number is of seconds and not of milliseconds: 1973 in the one, 5138 in the other. */
const fewestMs = 1e11;
/** Times of the service lie between these; anything else was no time. */
const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2200, 0)];

/**
 * A time as ms since the epoch, from seconds, ms or text; 0 is none.
 *
 * @param zone of a text that says none, such as `+08:00`
 */
export const maybeTime = (zone = 'Z') =>
	maybe(prepared((value) => msOf(value, zone), z.number().check(z.refine((ms) => ms > earliest && ms < latest))));

function msOf(value: unknown, zone: string): unknown {
	if (typeof value === 'string' && !/^\s*\d+(\.\d+)?\s*$/.test(value)) return msOfText(value.trim(), zone);
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return Number(value) < fewestMs ? Number(value) * 1000 : Number(value);
}

const msOfText = (text: string, zone: string) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(' ', 'T')}${zone}`);

/** Entries of a list; one that cannot be read is left out, so that it does not hide the others. */
export const readableEntries = <S extends z.ZodMiniType>(schema: S, data: unknown): Array<z.output<S>> =>
	Array.isArray(data)
		? data.flatMap((entry) => {
				const { success, data: found } = schema.safeParse(entry);
				return success ? [found as z.output<S>] : [];
			})
		: [];

/** A list in an answer, as far as it can be read; empty where there is none. */
export const entriesOf = <S extends z.ZodMiniType>(schema: S) =>
	z.pipe(
		z.unknown(),
		z.transform((data) => readableEntries(schema, data)),
	);

/**
 * What a dialect's word for a task's state means. One that is not known yet says nothing of an end: the task is taken for
 * running, and the word is kept.
 */
export function stateOf(said: unknown, words: ReadonlyMap<string, TaskStatus>): Pick<Task, 'status' | 'statusWord'> {
	const text = typeof said === 'string' ? said.trim() : '';
	const status = words.get(text.toLowerCase());
	return status ? { status } : { status: 'processing', ...defined({ statusWord: text || undefined }) };
}

/**
 * An answer, or a part of one, in the form that its schema says.
 *
 * @param what what it should be, for the message: "the answer holds no readable task (task_id)"
 * @throws ServiceRefusal with an unknown outcome if it is something else
 */
export function readable<S extends z.ZodMiniType>(schema: S, data: unknown, what: string): z.output<S> {
	const { data: found, error } = schema.safeParse(data);
	const where = error?.issues[0]?.path.join('.');
	if (error) throw new ServiceRefusal({ outcome: 'unknown', message: `the answer holds no readable ${what}${where ? ` (${where})` : ''}` });
	return found as z.output<S>;
}
