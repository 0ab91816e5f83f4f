import { libraryOperations } from '../library';
import { servicesWhere } from '../../fields/service';
import type { Resource } from '../operation';
import { createVoice } from './create.operation';

export const voice: Resource = {
	value: 'voice',
	name: 'Voice',
	displayOptions: { show: { service: servicesWhere(({ resources }) => resources.includes('voice')) } },
	usual: 'create',
	operations: [createVoice, ...libraryOperations('voice')],
};
