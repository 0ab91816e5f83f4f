import * as z from 'zod/v4-mini';
import { ServiceRefusal } from './client';
import { id, prepared } from './values';

/** Values in the service's answers. An empty text and `null` mean that there is none (contract §4). */

const given = (value: unknown) => (value === '' || value === null ? undefined : value);

export const maybe = <S extends z.ZodMiniType>(schema: S) => prepared(given, z.optional(schema));
export const maybeText = maybe(z.string());
export const maybeNumber = maybe(z.coerce.number());
export const maybeId = maybe(id);
/** Text that some answers give as a number. */
export const maybeName = maybe(z.coerce.string());

/**
 * An answer, or a part of one, in the form that its schema says.
 *
 * @param what what it should be, for the message: "the answer holds no readable task (task_id)"
 * @throws ServiceRefusal with an unknown outcome if it is something else
 */
export function readable<S extends z.ZodMiniType>(schema: S, data: unknown, what: string): z.output<S> {
	const { data: found, error } = schema.safeParse(data);
	if (error)
		throw new ServiceRefusal({ outcome: 'unknown', message: `the answer holds no readable ${what} (${error.issues[0]?.path.join('.')})` });
	return found as z.output<S>;
}

/** Entries of a list; one that cannot be read is left out, so that it does not hide the others. */
export const readableEntries = (schema: z.ZodMiniType, data: unknown): unknown[] =>
	Array.isArray(data) ? data.filter((entry) => schema.safeParse(entry).success) : [];
