import { libraryOperations } from '../library';
import { servicesWhere } from '../../fields/service';
import type { Resource } from '../operation';
import { createElement } from './create.operation';

export const element: Resource = {
	value: 'element',
	name: 'Element',
	displayOptions: { show: { service: servicesWhere(({ resources }) => resources.includes('element')) } },
	usual: 'create',
	operations: [createElement, ...libraryOperations('element')],
};
