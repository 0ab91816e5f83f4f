import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { runNode } from './engine';
import { textToVideo, useKling } from './kling';

/** Keys reach the service and nobody else, whatever the service answers. */

const kling = useKling();

interface Listener {
	url: string;
	seen: Array<{ url: string; headers: IncomingHttpHeaders }>;
}

let servers: Server[] = [];
afterEach(async () => {
	await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
	servers = [];
});

/** A server that answers everything in the same way and remembers who asked. */
async function listener(status: number, headers: Record<string, string> = {}): Promise<Listener> {
	const seen: Listener['seen'] = [];
	const server = createServer((request, response) => {
		seen.push({ url: request.url ?? '', headers: request.headers });
		response.writeHead(status, { ...headers, connection: 'close' }).end('{"code":0,"data":[]}');
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const services: Array<[string, INodeParameters]> = [
	['classic', { apiVersion: 'classic' }],
	['current', { apiVersion: 'current' }],
	['Model Studio', { service: 'modelStudio' }],
];

describe.each(services)('%s', (_, panel) => {
	test.each([301, 302, 307, 308])('a redirect (%i) is not followed', async (status) => {
		const stranger = await listener(200);
		const service = await listener(status, { location: `${stranger.url}/stolen` });
		const credentials = {
			klingApi: { authType: 'apiKey', apiKey: 'key-1', region: 'custom', baseUrl: service.url },
			klingModelStudioApi: { apiKey: 'key-1', baseUrl: service.url },
		};
		const { error } = await runNode(textToVideo({ ...panel, options: { timeLimit: 1 } }), credentials);
		expect(error).toBeDefined();
		expect(service.seen.map(({ headers }) => headers.authorization)).toContain('Bearer key-1');
		expect(stranger.seen).toEqual([]);
	});

	test('a result is fetched without the key', async () => {
		const { items, error } = await kling.run(textToVideo({ ...panel, download: true }));
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
		expect(kling.service.downloads.length).toBeGreaterThan(0);
		for (const { authorization } of kling.service.downloads) expect(authorization).toBeUndefined();
	});
});

test('no key stands in what a failed request leaves behind', async () => {
	const { accessKey } = kling.service;
	const secretKey = 'sk-that-nobody-may-read';
	const keys = { klingApi: { authType: 'accessKey', accessKey, secretKey, region: 'custom', baseUrl: kling.service.url } };
	const { error, run } = await runNode(textToVideo(), keys);
	expect(error?.message).toContain('key');
	const left = JSON.stringify([run.data.resultData, error, { ...error }]);
	expect(left).not.toContain(secretKey);
	expect(left).not.toMatch(/Bearer|eyJhbGci/);
});
