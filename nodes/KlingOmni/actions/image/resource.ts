import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'image', name: 'Image', usual: 'generate' };
