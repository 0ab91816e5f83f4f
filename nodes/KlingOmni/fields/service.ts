import type { INodeProperties } from 'n8n-workflow';

/** Where the work is done; decides the credential and, with API Version, the wire dialect. */
export const service: INodeProperties[] = [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Kling', value: 'kling', description: 'Kling’s own developer platform' }],
		default: 'kling',
	},
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Classic', value: 'classic', description: 'Works with every kind of Kling key' }],
		default: 'classic',
		displayOptions: { show: { service: ['kling'] } },
	},
];
