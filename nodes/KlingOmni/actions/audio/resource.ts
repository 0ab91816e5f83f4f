import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'audio', name: 'Audio', usual: 'videoToAudio' };
