import type { INodeProperties } from 'n8n-workflow';
import * as generate from './generate.operation';

export const operations = { generate };

export const description = (): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['image'] } },
		options: [
			{
				name: 'Generate',
				value: 'generate',
				action: 'Generate images',
				description: 'Make pictures from words, from other pictures and from elements',
			},
		],
		default: 'generate',
	},
	...generate.description(),
];
