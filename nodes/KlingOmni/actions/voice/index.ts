import type { INodeProperties } from 'n8n-workflow';
import * as create from './create.operation';
import * as deleteOne from './delete.operation';
import * as get from './get.operation';
import * as getMany from './getMany.operation';

export const operations = { create, delete: deleteOne, get, getMany };

export const description = (): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['voice'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a voice',
				description: 'Make a voice from a recording or from a video, to be used in videos',
			},
			{ name: 'Delete', value: 'delete', action: 'Delete a voice', description: 'Delete a voice of your own' },
			{ name: 'Get', value: 'get', action: 'Get a voice', description: 'Get a voice by ID' },
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many voices',
				description: 'List your own voices, or those of Kling’s gallery',
			},
		],
		default: 'create',
	},
	...create.description(),
	...deleteOne.description(),
	...get.description(),
	...getMany.description(),
];
