import type { Resource } from '../operation';
import { generate } from './generate.operation';

export const image: Resource = {
	value: 'image',
	name: 'Image',
	displayOptions: { show: { service: ['kling'] } },
	usual: 'generate',
	operations: [generate],
};
