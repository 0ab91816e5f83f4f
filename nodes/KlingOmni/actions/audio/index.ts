import { servicesWhere } from '../../fields/service';
import type { Resource } from '../operation';
import { speak } from './speak.operation';
import { textToAudio } from './textToAudio.operation';
import { videoToAudio } from './videoToAudio.operation';

export const audio: Resource = {
	value: 'audio',
	name: 'Audio',
	displayOptions: { show: { service: servicesWhere(({ resources }) => resources.includes('audio')) } },
	usual: 'videoToAudio',
	operations: [videoToAudio, textToAudio, speak],
};
