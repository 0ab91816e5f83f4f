import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { stopped } from '../../kling/errors';

/** How much of a list is given out. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/**
 * How many results are wanted.
 *
 * @throws NodeOperationError if Limit is no number to count with
 */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex)) return Infinity;
	const written = context.getNodeParameter('limit', itemIndex) as unknown;
	const limit = Number(written);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	const scene = { node: context.getNode(), itemIndex };
	throw stopped(scene, `Limit is “${String(written)}”, but takes whole numbers from 1 up`, 'Change Limit, or switch Return All on.');
}
