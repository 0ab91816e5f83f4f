import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkflowNode } from '../../scripts/n8n/client';
import { node } from '../n8n/lab';

/** What comes out behind the node or the trigger: the last node of a workflow posts it here. */

export interface Delivery {
	taskId: string;
	status: string;
	/** The item says that its video was there before, and not paid for by this run. */
	found: boolean;
	/** Of the file that came with it. */
	bytes: number;
	/** ms since the epoch. */
	at: number;
}

export interface Sink {
	/** Posts each item. */
	node: WorkflowNode;
	close: () => void;
}

/** @param withFiles whether each item has a file, which is posted too */
export async function openSink(take: (delivery: Delivery) => void, withFiles = false): Promise<Sink> {
	const server = createServer((request, response) => {
		const { taskId = '', status = '', found } = Object.fromEntries(new URL(request.url!, 'http://sink').searchParams);
		let bytes = 0;
		request.on('data', (chunk: Buffer) => (bytes += chunk.length));
		request.on('end', () => {
			take({ taskId, status, found: found === 'true', bytes, at: Date.now() });
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
		url: `=http://127.0.0.1:${port}/?taskId={{ $json.taskId }}&status={{ $json.status }}&found={{ $json.found }}`,
		...(withFiles ? { sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data' } : {}),
		options: {},
	});
	return { node: deliver, close };
}
