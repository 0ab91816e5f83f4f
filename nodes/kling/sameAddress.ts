/**
 * Which parts of an address say what file it is. Links to the same file differ by who may fetch it and until when; that
 * does not make it another picture.
 */

/** Parameters of a signature, in any case, wherever they stand. */
const always = [
	// Amazon S3, Cloudflare R2 and what speaks like them; Google; Alibaba; Tencent
	/^x-(amz|goog)-/,
	/^x-oss-(signature|date|expires|credential|security-token|access-key-id|additional-headers)/,
	/^(awsaccesskeyid|googleaccessid|ossaccesskeyid|security-token|x-cos-security-token)$/,
	/^q-(sign-algorithm|ak|sign-time|key-time|header-list|url-param-list|signature)$/,
	// CloudFront, Akamai, Bunny, Supabase, Firebase, n8n and others
	/^(signature|sign|sig|hmac|expires|expiry|expire|exp|policy|key-pair-id|x-expires|x-signature)$/,
	/^(token|access_token|auth_token|auth_key|__token__|hdnts|hdnea|token_path|token_ver)$/,
];

/** Short names that mean a signature only beside another that gives them away. */
const beside: Array<{ sign: string; names: RegExp }> = [
	// Azure
	{ sign: 'sig', names: /^(s[vrtpeis]|ss|srt|spr|sip|ses|scid|sdd|sk(oid|tid|t|e|s|v)|s[au]oid|rsc[cdelt])$/ },
	// Discord
	{ sign: 'hm', names: /^(ex|is|hm)$/ },
	// Meta
	{ sign: 'oh', names: /^(oh|oe|_nc_.*)$/ },
	// Qiniu
	{ sign: 'token', names: /^e$/ },
];

/**
 * An address without its signature, its time of expiry and its fragment; all other parts count, in any order.
 * A text that is no address stays as it is.
 */
export function sameAddress(address: string): string {
	if (!URL.canParse(address)) return address;
	const url = new URL(address);
	const names = new Set([...url.searchParams.keys()].map((name) => name.toLowerCase()));
	const patterns = [...always, ...beside.filter(({ sign }) => names.has(sign)).map(({ names: others }) => others)];
	const kept = [...url.searchParams].filter(([name]) => !patterns.some((pattern) => pattern.test(name.toLowerCase()))).sort(byText);
	url.hash = '';
	url.search = new URLSearchParams(kept).toString();
	return url.href;
}

const byText = ([one, a]: [string, string], [other, b]: [string, string]) =>
	one === other ? (a < b ? -1 : Number(a > b)) : one < other ? -1 : 1;
