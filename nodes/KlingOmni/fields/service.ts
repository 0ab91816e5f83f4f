import type { INodeProperties } from 'n8n-workflow';

/** Where the work is done; decides the credential and, with API Version, the wire dialect. */
export const service: INodeProperties[] = [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Alibaba Cloud Model Studio', value: 'modelStudio', description: 'Kling’s models as sold by Alibaba Cloud (Beijing)' },
			{ name: 'Kling', value: 'kling', description: 'Kling’s own developer platform' },
		],
		default: 'kling',
	},
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Classic',
				value: 'classic',
				description: 'Works with every kind of Kling key; the only one with images, elements and voices',
			},
			{ name: 'Current', value: 'current', description: 'Needs an API key; has 3.0 Turbo and motion control' },
		],
		default: 'classic',
		displayOptions: { show: { service: ['kling'] } },
	},
];
