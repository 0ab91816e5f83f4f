import type { IExecuteFunctions } from 'n8n-workflow';
import type { Period } from '../kling/account';
import { stopped } from '../kling/errors';

/**
 * A date among the filters, as ms since the epoch; `undefined` where it is left out.
 *
 * @param label the filter's name in the panel
 * @throws NodeOperationError if it is no date
 */
export function readDate(context: IExecuteFunctions, itemIndex: number, name: string, label: string): number | undefined {
	const written = context.getNodeParameter(`filters.${name}`, itemIndex, '') as unknown;
	if (!written) return undefined;
	// an expression may give a Luxon date
	const ms = Date.parse(String(written));
	if (!Number.isNaN(ms)) return ms;
	const scene = { node: context.getNode(), itemIndex };
	throw stopped(scene, `${label} is “${String(written)}”, which is not a date`, 'Give a date such as 2026-11-20T08:00:00Z.');
}

/**
 * The time that the filters After and Before name.
 *
 * @param usual its length where After is left out, ms
 * @throws NodeOperationError if it is no time, or ends before it begins
 */
export function readPeriod(context: IExecuteFunctions, itemIndex: number, usual: number): Period {
	const end = readDate(context, itemIndex, 'before', 'Before') ?? Date.now();
	const start = readDate(context, itemIndex, 'after', 'After') ?? end - usual;
	if (start < end) return { start, end };
	throw stopped({ node: context.getNode(), itemIndex }, 'After is not before Before', 'Let the period begin earlier, or end later.');
}
