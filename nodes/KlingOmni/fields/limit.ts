import type { INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { between, flag, wholeNumber } from '../../kling/values';

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

/** What the fields hold. */
export const limitParameters = { returnAll: flag, limit: z._default(wholeNumber.check(between(1)), 50) };

/** How many results are wanted. */
export const mostOf = ({ returnAll, limit }: { returnAll: boolean; limit: number }) => (returnAll ? Infinity : limit);
