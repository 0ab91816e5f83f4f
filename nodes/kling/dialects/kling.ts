import { judgeNative } from '../client';
import { baseUrlOf } from '../hosts';
import type { DialectApi } from './dialect';

/** Kling's own developer platform: what its two APIs have in common. */
export const kling = {
	vendor: 'Kling',
	service: { value: 'kling', name: 'Kling', description: 'Kling’s own developer platform' },
	credential: 'klingApi',
	baseUrl: baseUrlOf,
	judge: judgeNative,
	takesPictures: true,
	hasListPrices: true,
} satisfies Partial<DialectApi>;
