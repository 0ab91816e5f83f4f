import { servicesWhere } from '../../fields/service';
import type { Resource } from '../operation';
import { getDeductions } from './getDeductions.operation';
import { getResourcePacks } from './getResourcePacks.operation';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	displayOptions: { show: { service: servicesWhere(({ resources }) => resources.includes('account')) } },
	usual: 'getResourcePacks',
	operations: [getDeductions, getResourcePacks],
};
