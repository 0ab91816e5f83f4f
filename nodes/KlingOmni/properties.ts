import type { INodeProperties } from 'n8n-workflow';
import { resources, taskKinds } from './actions';
import { propertiesOf } from './actions/operation';
import { serviceOfOperation } from './fields/service';

/** The whole panel. It is plain data, which the build works out once, so that n8n need not do it at every start. */
export const properties: INodeProperties[] = [
	...serviceOfOperation,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, displayOptions }) => ({ name, value, ...(displayOptions ? { displayOptions } : {}) })),
		default: 'video',
	},
	...resources.flatMap((resource) => propertiesOf(resource, { taskKinds })),
];
