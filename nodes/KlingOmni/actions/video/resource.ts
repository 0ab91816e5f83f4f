import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'video', name: 'Video', usual: 'textToVideo' };
