import { createServer, type AddressInfo } from 'node:net';
import { Failure } from './failure';

/** The servers of this project are reached from this machine only. */
export const LOOPBACK = '127.0.0.1';

/** @throws Failure when something listens there already, or when the port may not be used */
export async function assertPortIsFree(port: number): Promise<void> {
	try {
		await listenOnce(port);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EADDRINUSE') {
			throw new Failure(`Port ${port} is in use by another program: stop that one, or choose another port with --port.`);
		}
		throw new Failure(`Port ${port} cannot be used (${code ?? String(error)}): choose another one with --port.`);
	}
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

async function listenOnce(port: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, LOOPBACK, () => {
			const { port: used } = server.address() as AddressInfo;
			server.close(() => resolve(used));
		});
	});
}
