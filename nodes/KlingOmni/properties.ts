import type { INodeProperties } from 'n8n-workflow';
import { resources, taskKinds } from './actions';
import { serviceOfOperation } from './fields/service';
import { sharedFields } from './sharedFields';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: resources.map(({ name, value, displayOptions }) => ({ name, value, ...(displayOptions ? { displayOptions } : {}) })),
	default: 'video',
};

const operations = resources.map(({ value: resourceName, usual, operations: all }): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: [resourceName] } },
	options: all.map(({ name, value, action, description, displayOptions }) => ({
		name,
		value,
		action,
		description,
		...(displayOptions ? { displayOptions } : {}),
	})),
	default: usual,
}));

const fields = resources.flatMap(({ value, operations: all }) =>
	all.map((operation) => ({ resource: value, operation: operation.value, fields: operation.fields({ taskKinds }) })),
);

/** n8n shows Service with the credential; API Version stands last. */
const [serviceField, apiVersionField] = ['service', 'apiVersion'].map((name) => serviceOfOperation.filter((field) => field.name === name));

/** The whole panel. It is plain data, which the build works out once, so that n8n need not do it at every start. */
export const properties: INodeProperties[] = [...serviceField!, resource, ...operations, ...sharedFields(fields), ...apiVersionField!];
