import { libraryOperations } from '../library';
import type { Resource } from '../operation';
import { createVoice } from './create.operation';

export const voice: Resource = {
	value: 'voice',
	name: 'Voice',
	displayOptions: { show: { service: ['kling'] } },
	usual: 'create',
	operations: [createVoice, ...libraryOperations('voice')],
};
