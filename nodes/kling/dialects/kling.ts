import { checkedBaseUrl } from '../hosts';
import type { DialectApi } from './dialect';
import { codes, judge } from './klingErrors';

/** Where each kind of account lives (contract §1). */
const regions = { global: 'https://api-singapore.klingai.com', china: 'https://api-beijing.klingai.com' };

/** @throws Error if a custom base URL may not receive keys */
export function baseUrlOf({ region, baseUrl }: { region?: unknown; baseUrl?: unknown }): string {
	if (region === 'global' || region === 'china') return regions[region];
	return checkedBaseUrl(baseUrl, 'Kling', 'https://gateway.example.com');
}

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
