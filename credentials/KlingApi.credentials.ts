import { SignJWT } from 'jose';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { baseUrlOf } from '../nodes/kling/dialects/kling';
import { meaningOf } from '../nodes/kling/dialects/klingErrors';
import { inShort } from '../nodes/kling/errors';
import { assertOwnHost } from '../nodes/kling/hosts';

/** Codes that a test call answers when the key itself is at fault (contract §10.1). */
const refusals = [1000, 1001, 1002, 1003, 1004, 1100, 1103, 1304, 5001];

const keyPage =
	'<a href="https://app.klingai.com/global/dev/api-key">Kling’s developer console → API Keys</a> (accounts of mainland China: <a href="https://klingai.com/dev">klingai.com/dev</a>)';

/**
 * A Kling account: an API key, or access key and secret key, which sign a fresh token for every request.
 * Keys are sent to the credential's own base URL and nowhere else.
 */
export class KlingApi implements ICredentialType {
	name = 'klingApi';

	displayName = 'Kling API';

	documentationUrl = 'https://github.com/n8n-nodes-kling-omni/n8n-nodes-kling-omni#credentials';

	icon = { light: 'file:../icons/kling.svg', dark: 'file:../icons/kling.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authType',
			type: 'options',
			options: [
				{ name: 'API Key', value: 'apiKey', description: 'One key, for both of Kling’s API versions' },
				{ name: 'Access Key and Secret Key', value: 'accessKey', description: 'The older pair of keys, for the classic API version only' },
			],
			default: 'apiKey',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authType: ['apiKey'] } },
			description: `Made at ${keyPage}; it is shown only once`,
		},
		{
			displayName: 'Access Key',
			name: 'accessKey',
			type: 'string',
			required: true,
			default: '',
			displayOptions: { show: { authType: ['accessKey'] } },
			description: `Made at ${keyPage}, together with its Secret Key`,
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authType: ['accessKey'] } },
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'China', value: 'china', description: 'Accounts of the mainland China site (klingai.com)' },
				{ name: 'Custom', value: 'custom', description: 'A gateway of your own in front of Kling' },
				{ name: 'Global', value: 'global', description: 'Accounts of the international site (kling.ai)' },
			],
			default: 'global',
			description: 'Where the keys were made; keys of one region are unknown in the other',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://gateway.example.com',
			displayOptions: { show: { region: ['custom'] } },
			description: 'Address that takes the place of https://api-singapore.klingai.com; keys are sent there and nowhere else',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. whsec_…',
			description: 'If you set one in the Kling console, callbacks are checked with it',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertOwnHost(request, baseUrlOf(credentials));
		const token =
			credentials.authType === 'accessKey'
				? await signToken(String(credentials.accessKey), String(credentials.secretKey))
				: String(credentials.apiKey).trim();
		return { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` }, disableFollowRedirect: true };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.region === "china" ? "https://api-beijing.klingai.com" : $credentials.region === "custom" ? $credentials.baseUrl : "https://api-singapore.klingai.com" }}',
			url: '/account/costs',
			// both times are required; the packs of the last day are enough to judge the key
			qs: { start_time: '={{ Date.now() - 86400000 }}', end_time: '={{ Date.now() }}' },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...refusals.flatMap((code) => [code, String(code)].map((given) => rule(given, inShort(meaningOf(code))))),
			rule(undefined, 'The address does not answer like Kling. Check Region and Base URL'),
		],
	};
}

const rule = (value: unknown, message: string) => ({ type: 'responseSuccessBody' as const, properties: { key: 'code', value, message } });

/**
 * The token that Kling derives an account from (contract §2.2): HS256 over the secret key as plain text, valid from
 * 5 s ago for 30 minutes.
 *
 * @param issuedAt Unix seconds
 */
export async function signToken(accessKey: string, secretKey: string, issuedAt = Math.floor(Date.now() / 1000)): Promise<string> {
	return await new SignJWT({ iss: accessKey.trim(), exp: issuedAt + 1800, nbf: issuedAt - 5 })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.sign(new TextEncoder().encode(secretKey.trim()));
}
