import type { INodeProperties } from 'n8n-workflow';

/** Fields that both triggers have. */

export const status: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Failed', value: 'failed', description: 'Tasks that ended without a result' },
		{ name: 'Succeeded', value: 'succeeded', description: 'Tasks whose result is there' },
		{ name: 'Succeeded or Failed', value: 'both', description: 'Every task that ended' },
	],
	default: 'succeeded',
	description: 'Which tasks start the workflow',
};

export const externalIdPrefix: INodeProperties = {
	displayName: 'External ID Prefix',
	name: 'externalIdPrefix',
	type: 'string',
	default: '',
	description: 'Only tasks whose external task ID begins with this',
};

export const tag: INodeProperties = {
	displayName: 'Tag',
	name: 'tag',
	type: 'string',
	default: '',
	placeholder: 'e.g. campaign-7',
	description: 'Only tasks that were submitted with this Tag',
};
