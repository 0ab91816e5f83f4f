import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'account', name: 'Account', usual: 'getResourcePacks' };
