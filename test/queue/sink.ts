import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkflowNode } from '../../scripts/n8n/client';
import { node } from '../n8n/lab';

/** What comes out behind the node or the trigger: the last node of a workflow posts it here. */

export interface Delivery {
	taskId: string;
	status: string;
	/** ms since the epoch. */
	at: number;
}

export interface Sink {
	/** Posts each item. */
	node: WorkflowNode;
	close: () => void;
}

export async function openSink(take: (delivery: Delivery) => void): Promise<Sink> {
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			take({ ...(JSON.parse(body) as Omit<Delivery, 'at'>), at: Date.now() });
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	const deliver = node('Deliver', 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: `http://127.0.0.1:${port}/`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ JSON.stringify({ taskId: $json.taskId, status: $json.status }) }}',
		options: {},
	});
	return { node: deliver, close };
}
