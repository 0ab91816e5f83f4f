import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../simulator';
import { randomFrom } from '../unit/pollingService';

/** A gateway before the simulator that spoils what lists answer. */
export interface Unsteady {
	url: string;
	/** How likely an entry comes twice, a senseless entry comes along, or a request fails. */
	habits: { duplicates: number; broken: number; faults: number };
	requests: number;
	close: () => Promise<void>;
}

const senseless = [
	null,
	'task',
	7,
	{},
	[],
	{ task_id: {} },
	{ task_id: '1', task_status: 'dreaming' },
	{ task_id: null, task_status: 'succeed' },
];

export async function startUnsteady(service: Simulator, seed: number): Promise<Unsteady> {
	const random = randomFrom(seed);
	const spoiled = (entries: unknown[]) =>
		entries.flatMap((entry) => {
			const extra = [
				...(random() < unsteady.habits.duplicates ? [entry] : []),
				...(random() < unsteady.habits.broken ? [senseless[Math.floor(random() * senseless.length)]] : []),
			];
			return random() < 0.5 ? [entry, ...extra] : [...extra, entry];
		});
	const server: Server = createServer(async (request, response) => {
		unsteady.requests++;
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		if (random() < unsteady.habits.faults) {
			if (random() < 0.3) return void request.socket.destroy();
			return void response.writeHead(500, { 'content-type': 'application/json' }).end('{"code":5000,"message":"an ordered fault"}');
		}
		const answer = await fetch(service.url + request.url!, {
			method: request.method!,
			headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
			...(chunks.length ? { body: new Uint8Array(Buffer.concat(chunks)) } : {}),
		});
		const text = await answer.text();
		const content = JSON.parse(text) as { data?: unknown };
		// the number of entries is what tells that a list goes on
		const isList = Array.isArray(content.data) && content.data.length < 400;
		const body = isList ? JSON.stringify({ ...content, data: spoiled(content.data as unknown[]) }) : text;
		response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const unsteady: Unsteady = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		habits: { duplicates: 0, broken: 0, faults: 0 },
		requests: 0,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	return unsteady;
}
