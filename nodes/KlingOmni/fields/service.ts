import type { IDataObject, IDisplayOptions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import type { Dialect } from '../../kling/models';

/** Resources that the classic API alone has (contract §13, §14), whatever API Version says. */
const classicOnly = ['account', 'element', 'image', 'voice'];

const onKling: IDisplayOptions = { show: { service: ['kling'] } };

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
				description: 'Works with every kind of Kling key',
			},
			{ name: 'Current', value: 'current', description: 'Needs an API key; has 3.0 Turbo' },
		],
		default: 'classic',
		displayOptions: onKling,
	},
];

/** The same before a Resource and an Operation, some of which are on one of the two APIs only. */
export const serviceOfOperation = service.map((field): INodeProperties =>
	field.name === 'apiVersion'
		? { ...field, displayOptions: { ...onKling, hide: { resource: classicOnly, operation: ['motionControl'] } } }
		: field,
);

/** The credential that goes with each service. Not both by `show`: n8n hides a selector whose every option names a credential. */
export const serviceCredentials: INodeCredentialDescription[] = [
	{ name: 'klingApi', required: true, displayOptions: { hide: { service: ['modelStudio'] } } },
	{ name: 'klingModelStudioApi', required: true, displayOptions: { show: { service: ['modelStudio'] } } },
];

/** The wire dialect that a panel's choices lead to. */
export function dialectOf({ service: chosen, apiVersion, resource, operation }: IDataObject): Dialect {
	if (chosen === 'modelStudio') return 'modelStudio';
	if (operation === 'motionControl') return 'current';
	if (classicOnly.includes(String(resource))) return 'classic';
	return (apiVersion as Dialect | undefined) ?? 'classic';
}
