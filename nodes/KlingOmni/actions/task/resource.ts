import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'task', name: 'Task', usual: 'get' };
