import type { INodeProperties } from 'n8n-workflow';

export const model = (defaultId = 'kling-v3-omni', label = 'Kling 3.0 Omni'): INodeProperties => ({
	displayName: 'Model',
	name: 'model',
	type: 'resourceLocator',
	default: { mode: 'list', value: defaultId, cachedResultName: label },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list', // the list is ours and needs no account; without this, n8n empties the field when the credential goes
			typeOptions: { searchListMethod: 'searchModels', searchable: true, skipCredentialsCheckInRLC: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. kling-v3-omni',
			hint: 'Any model id that your account may use, also one that is newer than this list',
		},
	],
});
