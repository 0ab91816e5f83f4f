/** Where each kind of account lives (contract §1, §16.1). */
export const regions = {
	global: 'https://api-singapore.klingai.com',
	china: 'https://api-beijing.klingai.com',
} as const;

export const modelStudioHost = 'https://dashscope.aliyuncs.com/api/v1';

/**
 * The base URL that a credential's keys may be sent to, without a trailing slash.
 *
 * @throws Error if a custom base URL is missing, malformed, or would send the key in the clear
 */
export function baseUrlOf({ region, baseUrl }: { region?: string; baseUrl?: string }): string {
	if (region === 'global' || region === 'china') return regions[region];
	const given = (baseUrl ?? '').trim().replace(/\/+$/, '');
	if (!URL.canParse(given))
		throw new Error('The Kling credential has no valid Base URL. Enter an address such as https://gateway.example.com');
	const { protocol, hostname } = new URL(given);
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && loopback)) {
		throw new Error('The Base URL of the Kling credential must begin with https://, so that the key cannot be read on the way');
	}
	return given;
}

/**
 * Whether a request stays on the credential's own host and path.
 *
 * @param url absolute, or relative to the base URL
 */
export function isOwnUrl(url: string, base: string): boolean {
	if (!URL.canParse(url, `${base}/`)) return false;
	const target = new URL(url, `${base}/`);
	const own = new URL(base);
	return target.origin === own.origin && target.pathname.startsWith(own.pathname) && !target.username && !target.password;
}
