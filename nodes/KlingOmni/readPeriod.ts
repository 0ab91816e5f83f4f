import type { IExecuteFunctions } from 'n8n-workflow';
import type { Period } from '../kling/account';
import { stopped } from '../kling/errors';

/**
 * The time that the filters After and Before name.
 *
 * @param usual its length where After is left out, ms
 * @throws NodeOperationError if it is no time, or ends before it begins
 */
export function readPeriod(context: IExecuteFunctions, itemIndex: number, usual: number): Period {
	const scene = { node: context.getNode(), itemIndex };
	const read = (name: 'after' | 'before') => {
		const written = context.getNodeParameter(`filters.${name}`, itemIndex, '') as unknown;
		if (!written) return undefined;
		// an expression may give a Luxon date
		const ms = Date.parse(String(written));
		if (Number.isNaN(ms))
			throw stopped(scene, `“${String(written)}” is not a date`, 'Give After and Before as dates, such as 2026-11-20T08:00:00Z.');
		return ms;
	};
	const end = read('before') ?? Date.now();
	const start = read('after') ?? end - usual;
	if (start >= end) throw stopped(scene, 'After is not before Before', 'Let the period begin earlier, or end later.');
	return { start, end };
}
