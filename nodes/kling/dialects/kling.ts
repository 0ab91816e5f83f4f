import { baseUrlOf } from '../hosts';
import type { DialectApi } from './dialect';
import { codes, judge } from './klingErrors';

/** Kling's own developer platform: what its two APIs have in common. */
export const kling = {
	vendor: 'Kling',
	service: { value: 'kling', name: 'Kling', description: 'Kling’s own developer platform' },
	credential: 'klingApi',
	baseUrl: baseUrlOf,
	judge,
	codes,
	takesPictures: true,
	hasListPrices: true,
} satisfies Partial<DialectApi>;
