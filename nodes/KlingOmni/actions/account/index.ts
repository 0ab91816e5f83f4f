import type { Resource } from '../operation';
import { getDeductions } from './getDeductions.operation';
import { getResourcePacks } from './getResourcePacks.operation';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	displayOptions: { show: { service: ['kling'] } },
	usual: 'getResourcePacks',
	operations: [getDeductions, getResourcePacks],
};
