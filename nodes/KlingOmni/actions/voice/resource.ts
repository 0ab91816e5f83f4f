import { libraryOperations } from '../library';
import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'voice', name: 'Voice', usual: 'create', shared: libraryOperations('voice') };
