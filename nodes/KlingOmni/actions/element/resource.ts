import { libraryOperations } from '../library';
import type { ResourceDescription } from '../operation';

export const resource: ResourceDescription = { value: 'element', name: 'Element', usual: 'create', shared: libraryOperations('element') };
