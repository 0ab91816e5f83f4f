import { baseUrlOf } from '../../nodes/kling/dialects/kling';
import { baseUrlOf as modelStudioUrlOf } from '../../nodes/kling/dialects/modelStudioHost';
import { isPrivateAddress } from '../../nodes/kling/hosts';

/** Where keys may go, and which addresses nobody outside can reach. */

test.each([
	[{ region: 'global' }, 'https://api-singapore.klingai.com'],
	[{ region: 'china' }, 'https://api-beijing.klingai.com'],
	// left over from when the region was Custom
	[{ region: 'global', baseUrl: 'https://evil.example' }, 'https://api-singapore.klingai.com'],
	[{ region: 'custom', baseUrl: ' https://gateway.example.org/kling// ' }, 'https://gateway.example.org/kling'],
	[{ region: 'custom', baseUrl: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010'],
	[{ region: 'custom', baseUrl: 'http://localhost:4010' }, 'http://localhost:4010'],
	[{ region: 'custom', baseUrl: 'http://[::1]:4010' }, 'http://[::1]:4010'],
])('a Kling credential %j is for %s', (credential, url) => expect(baseUrlOf(credential)).toBe(url));

test.each([
	[{}, 'https://dashscope.aliyuncs.com/api/v1'],
	[{ baseUrl: '' }, 'https://dashscope.aliyuncs.com/api/v1'],
	[{ baseUrl: 'https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1/' }, 'https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1'],
])('a Model Studio credential %j is for %s', (credential, url) => expect(modelStudioUrlOf(credential)).toBe(url));

test.each([
	[{ region: 'custom', baseUrl: '' }, /The Kling credential has no valid Base URL/],
	[{ region: 'custom', baseUrl: 'gateway.example.org' }, /no valid Base URL/],
	[{}, /no valid Base URL/],
	[{ region: 'custom', baseUrl: 'http://gateway.example.org' }, /must begin with https:/],
	[{ region: 'custom', baseUrl: 'http://localhost.example.org' }, /must begin with https:/],
	[{ region: 'custom', baseUrl: 'http://127.0.0.1.example.org' }, /must begin with https:/],
	[{ region: 'custom', baseUrl: 'ftp://gateway.example.org' }, /must begin with https:/],
])('a Kling credential %j gets no request', (credential, message) => expect(() => baseUrlOf(credential)).toThrow(message));

test('a Model Studio key does not travel in the clear either', () => {
	expect(() => modelStudioUrlOf({ baseUrl: 'http://dashscope.aliyuncs.com/api/v1' })).toThrow('must begin with https://');
});

test.each([
	'http://localhost:5678/x',
	'http://n8n.localhost/x',
	'http://127.0.0.1/x',
	'http://127.8.9.1/x',
	'https://10.1.2.3/x',
	'http://172.16.0.1/x',
	'http://172.31.255.255/x',
	'http://192.168.1.20:5678/x',
	'http://169.254.1.1/x',
	'http://0.0.0.0:5678/x',
	'http://[::1]/x',
	'http://[fd12:3456::1]/x',
	// the same machine in other words
	'http://2130706433/x',
	'http://0x7f.1/x',
	'http://[::]/x',
	'http://[::ffff:127.0.0.1]/x',
	'http://[64:ff9b::7f00:1]/x',
	'http://localhost./x',
	'http://100.64.0.7/x',
	'http://router.lan/x',
	'http://[fe80::1]/x',
	// a name without a dot is known to one's own network only, as in Docker
	'http://n8n:5678/x',
	'http://nas.local/x',
	'http://host.docker.internal:5678/x',
])('%s cannot be reached from outside', (url) => expect(isPrivateAddress(url)).toBe(true));

test.each([
	'https://media.example.org/a.png',
	'https://10.example.org/a.png',
	'https://127.0.0.1.example.org/a.png',
	'https://192.168.example.org/a.png',
	'https://172.15.0.1/a.png',
	'https://172.32.0.1/a.png',
	'https://11.0.0.1/a.png',
	'https://localhost.example.org/a.png',
	'https://fd.example.org/a.png',
	'https://[2001:db8::1]/a.png',
	'not an address',
])('%s may be reached', (url) => expect(isPrivateAddress(url)).toBe(false));
