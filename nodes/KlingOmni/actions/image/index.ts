import { servicesWhere } from '../../fields/service';
import type { Resource } from '../operation';
import { expand } from './expand.operation';
import { generate } from './generate.operation';

export const image: Resource = {
	value: 'image',
	name: 'Image',
	displayOptions: { show: { service: servicesWhere(({ resources }) => resources.includes('image')) } },
	usual: 'generate',
	operations: [expand, generate],
};
