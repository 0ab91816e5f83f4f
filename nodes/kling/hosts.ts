/**
 * The base URL that a credential's keys may be sent to, without a trailing slash.
 *
 * @param vendor whose credential it is, and an example for a person
 * @throws Error if it is missing, malformed, or would send the key in the clear
 */
export function checkedBaseUrl(baseUrl: unknown, vendor: string, example: string): string {
	const given = String(baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (!URL.canParse(given)) throw new Error(`The ${vendor} credential has no valid Base URL. Enter an address such as ${example}`);
	const { protocol, hostname } = new URL(given);
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && loopback)) {
		throw new Error(`The Base URL of the ${vendor} credential must begin with https://, so that the key cannot be read on the way`);
	}
	return given;
}

/**
 * Makes sure that a request which is about to get a key stays below the credential's own base URL.
 *
 * @throws Error if it does not
 */
export function assertOwnHost({ url, baseURL }: { url: string; baseURL?: string }, base: string): void {
	const target = URL.canParse(url) ? url : `${baseURL ?? base}/${url.replace(/^\/+/, '')}`;
	if (URL.canParse(target) && isBelow(new URL(target), new URL(base))) return;
	throw new Error(`This credential is for ${base} only; its keys are not sent to other addresses`);
}

function isBelow(target: URL, base: URL): boolean {
	const folder = base.pathname.replace(/\/*$/, '/');
	return target.origin === base.origin && `${target.pathname}/`.startsWith(folder) && !target.username && !target.password;
}

/** Machines, networks and names that only the neighbourhood knows. */
const privateHosts = [
	/^(0|10|127)(\.\d+){3}$/,
	/^(192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(\.\d+){2}$/,
	// also the forms that carry an IPv4 address
	/^\[(::|f[cd]|fe[89a-f]|64:ff9b:)/,
	/^[^.:]+$/,
	/\.(localhost|local|internal|lan|home\.arpa)$/,
];

/** Whether an address names a machine that nobody outside can reach. */
export function isPrivateAddress(url: string): boolean {
	if (!URL.canParse(url)) return false;
	// a name may end with a dot
	const hostname = new URL(url).hostname.replace(/\.$/, '');
	return privateHosts.some((host) => host.test(hostname));
}
