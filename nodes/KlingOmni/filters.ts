import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import type { Period } from '../kling/account';
import { date } from '../kling/dates';
import { stopped } from '../kling/errors';
import { group, prepared } from '../kling/values';

/** Filters of lists. One that is left out, left empty or given nothing by its expression does not filter. */

export const filter = <S extends z.ZodMiniType>(schema: S) =>
	prepared((value) => (value === '' || value === null ? undefined : value), z.optional(schema));

/** A time; one without a zone is meant in the workflow's. */
export const dateFilter = (context: IExecuteFunctions) => filter(date(context.getTimezone()));

/** The collection Filters. */
export const filters = <Fields extends z.core.$ZodShape>(fields: Fields) =>
	prepared((value) => (value === undefined ? {} : value), group(fields, 'a set of filters'));

/**
 * The time that the filters After and Before name.
 *
 * @param usual its length where After is left out, ms
 * @throws NodeOperationError if it ends before it begins
 */
export function periodOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ after, before }: { after?: number | undefined; before?: number | undefined },
	usual: number,
): Period {
	const end = before ?? Date.now();
	const start = after ?? end - usual;
	if (start < end) return { start, end };
	throw stopped({ node: context.getNode(), itemIndex }, 'After is not before Before', 'Let the period begin earlier, or end later.');
}
