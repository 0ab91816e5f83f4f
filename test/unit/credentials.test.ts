import { createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions } from 'n8n-workflow';
import { KlingApi, signToken } from '../../credentials/KlingApi.credentials';
import { KlingModelStudioApi } from '../../credentials/KlingModelStudioApi.credentials';

/** What a credential adds to a request, and to which requests it adds nothing. */

const kling = new KlingApi();
const modelStudio = new KlingModelStudioApi();
async function signed({ authenticate }: ICredentialType, keys: ICredentialDataDecryptedObject, request: Partial<IHttpRequestOptions>) {
	if (typeof authenticate !== 'function') throw new Error('the credential signs nothing');
	return await authenticate(keys, { url: '', ...request });
}

const apiKey = { authType: 'apiKey', apiKey: 'key-1', region: 'global' };
const keyPair = { authType: 'accessKey', accessKey: 'ak-test', secretKey: 'sk-test', region: 'global' };
const own = 'https://api-singapore.klingai.com/v1/videos/omni-video';

const parts = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString());

describe('the token of an access key pair', () => {
	test('is the contract’s vector, to the letter', async () => {
		expect(await signToken('ak-test', 'sk-test', 1_700_000_000)).toBe(
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhay10ZXN0IiwiZXhwIjoxNzAwMDAxODAwLCJuYmYiOjE2OTk5OTk5OTV9.tMljlG8Xy1G8AKj5WkEZRcRIADvbH0FP6wgzpwHAfs4',
		);
	});

	test('is valid from five seconds ago for half an hour, signed with the secret as plain text', async () => {
		const secretKey = 'c2VjcmV0IHRoYXQgbG9va3MgbGlrZSBiYXNlNjQ=';
		const before = Math.floor(Date.now() / 1000);
		const token = await signToken('ak-1', secretKey);
		const [header, payload] = parts(token);
		expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
		const { iss, exp, nbf } = JSON.parse(payload!) as { iss: string; exp: number; nbf: number };
		expect({ iss, lifetime: exp - nbf }).toEqual({ iss: 'ak-1', lifetime: 1805 });
		expect(nbf).toBeGreaterThanOrEqual(before - 5);
		expect(nbf).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) - 5);
		const [signedText, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
		expect(signature).toBe(createHmac('sha256', secretKey).update(signedText).digest('base64url'));
	});

	test('is made afresh for each request, from keys without the spaces that came along when they were copied', async () => {
		const sloppy = { ...keyPair, accessKey: ' ak-test\n', secretKey: ' sk-test ' };
		const request = await signed(kling, sloppy, { url: own });
		const [scheme, token, ...rest] = String(request.headers?.Authorization).split(' ');
		expect([scheme, rest]).toEqual(['Bearer', []]);
		const { iss, exp } = JSON.parse(parts(token!)[1]!) as { iss: string; exp: number };
		expect(iss).toBe('ak-test');
		expect(token).toBe(await signToken('ak-test', 'sk-test', exp - 1800));
	});
});

test('an API key goes as it is; the request’s own headers stay, and no redirect is followed', async () => {
	const headers = { 'Content-Type': 'application/json' };
	const request = await signed(kling, { ...apiKey, apiKey: ' key-1 ' }, { url: own, headers });
	expect(request).toMatchObject({ url: own, headers: { ...headers, Authorization: 'Bearer key-1' }, disableFollowRedirect: true });
	const dashScope = 'https://dashscope.aliyuncs.com/api/v1/tasks';
	expect(await signed(modelStudio, { apiKey: 'sk-1', baseUrl: '' }, { url: dashScope })).toMatchObject({
		headers: { Authorization: 'Bearer sk-1' },
		disableFollowRedirect: true,
	});
});

describe('keys go to the credential’s own address and nowhere else', () => {
	const custom = { ...apiKey, region: 'custom', baseUrl: 'https://gateway.example.org/kling/' };
	const workspace = { apiKey: 'sk-1', baseUrl: 'https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1' };

	test.each<[string, ICredentialType, ICredentialDataDecryptedObject, Partial<IHttpRequestOptions>]>([
		['the region’s host', kling, apiKey, { url: own }],
		['China’s host', kling, { ...apiKey, region: 'china' }, { url: 'https://api-beijing.klingai.com/tasks?task_ids=1' }],
		['a path below a base URL of one’s own', kling, custom, { url: 'https://gateway.example.org/kling/tasks' }],
		[
			'the credential test, which gives base and path apart',
			kling,
			apiKey,
			{ baseURL: 'https://api-singapore.klingai.com', url: '/account/costs' },
		],
		['a workspace’s host', modelStudio, workspace, { url: 'https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1/tasks/1' }],
	])('%s', async (_, credential, keys, request) => {
		expect((await signed(credential, keys, request)).headers?.Authorization).toMatch(/^Bearer \S+$/);
	});

	test.each<[string, ICredentialType, ICredentialDataDecryptedObject, Partial<IHttpRequestOptions>]>([
		['a media host', kling, apiKey, { url: 'https://cdn.klingai.com/v-1.mp4' }],
		['the other region', kling, apiKey, { url: 'https://api-beijing.klingai.com/tasks' }],
		['the same host in the clear', kling, apiKey, { url: 'http://api-singapore.klingai.com/tasks' }],
		['the same host at another port', kling, apiKey, { url: 'https://api-singapore.klingai.com:8443/tasks' }],
		['a host whose name only begins alike', kling, apiKey, { url: 'https://api-singapore.klingai.com.example.org/tasks' }],
		['a host behind a user name', kling, apiKey, { url: 'https://api-singapore.klingai.com@example.org/tasks' }],
		['the right host with a user name', kling, apiKey, { url: 'https://me:secret@api-singapore.klingai.com/tasks' }],
		['another base', kling, apiKey, { baseURL: 'https://example.org', url: '/account/costs' }],
		['a path beside the base', kling, custom, { url: 'https://gateway.example.org/klingon/tasks' }],
		['a path above the base', kling, custom, { url: 'https://gateway.example.org/kling/../admin' }],
		['Kling with Model Studio’s key', modelStudio, { apiKey: 'sk-1' }, { url: own }],
		['the shared host with a workspace’s key', modelStudio, workspace, { url: 'https://dashscope.aliyuncs.com/api/v1/tasks' }],
		['no address at all', kling, { ...apiKey, region: 'custom', baseUrl: '' }, { url: own }],
	])('not %s', async (_, credential, keys, request) => {
		await expect(signed(credential, keys, request)).rejects.toThrow(/its keys are not sent to other addresses|no valid Base URL/);
	});
});
