import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stringify } from 'flatted';
import { N8nClient } from '../../scripts/n8n/client';

/** How the end-to-end tests read n8n's answers, where n8n itself could not be made to give them in this order. */

const execution = (status: string, data: object) => ({ id: '7', status, data: stringify(data) });
const unwritten = { resultData: { runData: {} } };
const written = { resultData: { runData: {}, error: { message: 'too late', description: 'Task 885001' } } };

let server: Server;
afterEach(() => void server.close());

/** @param executions the answers about the execution, one after the other; the last one stays */
async function clientOf(...executions: object[]): Promise<N8nClient> {
	server = createServer(({ url }, response) => {
		const data = url?.includes('executions') ? (executions.length > 1 ? executions.shift() : executions[0]) : { userManagement: {} };
		response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return await N8nClient.signIn(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { email: '', password: '' });
}

test('an execution that has ended is read once more: n8n 1 saves what happened after the status', async () => {
	const client = await clientOf(execution('running', unwritten), execution('error', unwritten), execution('error', written));
	expect((await client.waitForExecution('7', 5_000)).errorText).toBe('too late Task 885001');
});
