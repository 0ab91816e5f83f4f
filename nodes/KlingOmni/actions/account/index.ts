import type { INodeProperties } from 'n8n-workflow';
import * as getDeductions from './getDeductions.operation';
import * as getResourcePacks from './getResourcePacks.operation';

export const operations = { getDeductions, getResourcePacks };

export const description = (): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Get Deductions',
				value: 'getDeductions',
				action: 'Get deductions',
				description: 'List what each task took from the account; needs a credential with an API key',
			},
			{
				name: 'Get Resource Packs',
				value: 'getResourcePacks',
				action: 'Get resource packs',
				description: 'List the packs of the account and the units that are left in each',
			},
		],
		default: 'getResourcePacks',
	},
	...getDeductions.description(),
	...getResourcePacks.description(),
];
