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
		displayOptions: { show: { resource: ['element'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create an element',
				description: 'Make a person, thing or scene from pictures or a clip, to be used in videos and images',
			},
			{ name: 'Delete', value: 'delete', action: 'Delete an element', description: 'Delete an element of your own' },
			{ name: 'Get', value: 'get', action: 'Get an element', description: 'Get an element by ID' },
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many elements',
				description: 'List your own elements, or those of Kling’s gallery',
			},
		],
		default: 'create',
	},
	...create.description(),
	...deleteOne.description(),
	...get.description(),
	...getMany.description(),
];
