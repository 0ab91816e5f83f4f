import { SignJWT } from 'jose';
import { startSimulator, type Simulator } from './index';
import { call } from './testing';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator();
});
afterAll(async () => await service.close());

const now = () => Math.floor(Date.now() / 1000);

interface Claims {
	iss?: string;
	exp?: number;
	nbf?: number;
}

async function token(claims: Claims = {}, secret = service.secretKey): Promise<string> {
	const all = { iss: service.accessKey, exp: now() + 1800, nbf: now() - 5, ...claims };
	const signed = await new SignJWT(all).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(secret));
	return `Bearer ${signed}`;
}

const LIST = '/v1/videos/omni-video';

test('an API key and a signed token open the classic API', async () => {
	expect((await call(service, 'GET', LIST)).body).toMatchObject({ code: 0, data: [] });
	expect((await call(service, 'GET', LIST, undefined, await token())).body).toMatchObject({ code: 0, data: [] });
});

test.each<[string, () => Promise<string>, number]>([
	['an empty header', async () => '', 1001],
	['another scheme', async () => 'Basic abc', 1000],
	['two spaces', async () => `Bearer  ${service.apiKey}`, 1000],
	['no scheme', async () => service.apiKey, 1000],
	['another key', async () => 'Bearer another-key', 1002],
	['a broken token', async () => 'Bearer a.b.c', 1002],
	['another secret', async () => await token({}, 'another-secret-key-0123456789abcdef'), 1000],
	['another access key: perhaps of the other region', async () => await token({ iss: 'another' }), 1002],
	['a token for later', async () => await token({ nbf: now() + 60 }), 1003],
	['an expired token', async () => await token({ exp: now() - 1 }), 1004],
	['a token without expiry', async () => await token({ exp: undefined }), 1002],
	['a token without issuer', async () => await token({ iss: undefined }), 1002],
])('refused with 401: %s', async (_name, authorization, code) => {
	const answer = await call(service, 'GET', LIST, undefined, await authorization());
	expect(answer).toMatchObject({ status: 401, body: { code, message: expect.any(String), request_id: expect.any(String) } });
	expect(service.requests.at(-1)).toMatchObject({ method: 'GET', path: LIST, status: 401, code });
});

test('a wrong path and a wrong method have codes of their own', async () => {
	expect(await call(service, 'GET', '/v1/elements')).toMatchObject({ status: 404, body: { error: 'Not Found', path: '/v1/elements' } });
	expect(await call(service, 'PUT', LIST, {})).toMatchObject({ status: 404, body: { code: 1202 } });
	expect(await call(service, 'DELETE', `${LIST}/885001`)).toMatchObject({ status: 404, body: { code: 1202 } });
});
