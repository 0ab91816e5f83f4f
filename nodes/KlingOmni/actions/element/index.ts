import { libraryOperations } from '../library';
import type { Resource } from '../operation';
import { createElement } from './create.operation';

export const element: Resource = {
	value: 'element',
	name: 'Element',
	displayOptions: { show: { service: ['kling'] } },
	usual: 'create',
	operations: [createElement, ...libraryOperations('element')],
};
