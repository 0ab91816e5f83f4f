import type { INodeProperties } from 'n8n-workflow';
import * as cancel from './cancel.operation';
import * as download from './download.operation';
import * as get from './get.operation';
import * as getMany from './getMany.operation';
import * as wait from './wait.operation';

export const operations = { cancel, download, get, getMany, wait };

export const description = (): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				action: 'Cancel tasks',
				description: 'Take back tasks that have not begun',
				displayOptions: { show: { service: ['modelStudio'] } },
			},
			{ name: 'Download', value: 'download', action: 'Download the results of tasks', description: 'Fetch the files of finished tasks' },
			{ name: 'Get', value: 'get', action: 'Get tasks', description: 'Get the state and result of tasks by ID' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many tasks', description: 'List the tasks of the account' },
			{ name: 'Wait', value: 'wait', action: 'Wait for tasks', description: 'Wait until tasks from anywhere are finished' },
		],
		default: 'get',
	},
	...get.description(),
	...getMany.description(),
	...wait.description(),
	...download.description(),
	...cancel.description(),
];
