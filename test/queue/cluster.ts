import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nClient } from '../../scripts/n8n/client';
import { ensureInstalled } from '../../scripts/n8n/install';
import { buildAndPack, installPackage } from '../../scripts/n8n/package';
import { freePort, LOOPBACK } from '../../scripts/n8n/ports';
import { N8nServer } from '../../scripts/n8n/server';
import { durableCursors } from '../n8n/lab';
import { findBackends, type Backend } from './backends';

export type FileStore = 'database' | 'filesystem';

/** n8n as teams run it: a main process, workers and webhook processors over Redis and PostgreSQL, on loopback. */
export class Cluster {
	main!: N8nServer;
	readonly workers: N8nServer[] = [];
	readonly webhooks: N8nServer[] = [];
	client!: N8nClient;
	redis!: Backend;
	postgres!: Backend;
	/** Where calls from outside arrive: the webhook processors take turns. */
	url = '';
	readonly #login = { email: 'test@example.com', password: `${randomBytes(9).toString('base64url')}A1` };
	readonly #closing: Array<() => Promise<void>> = [];

	/** @param files where n8n keeps the files of executions */
	static async open(files: FileStore = 'database', workers = 2, webhooks = 2): Promise<Cluster> {
		const cluster = new Cluster();
		try {
			await cluster.#open(files, workers, webhooks);
		} catch (error) {
			await cluster.close();
			throw error;
		}
		return cluster;
	}

	async #open(files: FileStore, workers: number, webhooks: number): Promise<void> {
		const installation = await ensureInstalled();
		const folder = await mkdtemp(join(tmpdir(), 'kling-queue-'));
		this.#closing.push(async () => await rm(folder, { recursive: true, force: true }));
		const { redis, postgres, close } = await findBackends(folder);
		this.#closing.push(close);
		Object.assign(this, { redis, postgres });
		const tarball = await buildAndPack(folder);
		await this.#openDoor();
		const shared = {
			...redis.environment,
			...postgres.environment,
			...durableCursors,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(12).toString('hex'),
			N8N_DEFAULT_BINARY_DATA_MODE: files,
			// one folder for all processes: what main fetches, a worker reads
			N8N_STORAGE_PATH: join(folder, 'files'),
			WEBHOOK_URL: `${this.url}/`,
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			// a worker that is asked to end finishes what it runs, if whoever asks lets it live
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '120',
		};
		const process = async (name: string, command: string[]) => {
			const userFolder = join(folder, name);
			await installPackage(tarball, userFolder);
			const port = await freePort();
			const environment = { ...shared, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
			const server = new N8nServer({ installation, userFolder, port, environment, command });
			this.#closing.push(async () => await server.kill());
			return server;
		};
		this.main = await process('main', ['start']);
		for (let index = 0; index < workers; index++) this.workers.push(await process(`worker-${index}`, ['worker', '--concurrency=10']));
		for (let index = 0; index < webhooks; index++) this.webhooks.push(await process(`webhook-${index}`, ['webhook']));
		// the first one makes the database
		await this.main.start();
		await Promise.all([...this.workers, ...this.webhooks].map(async (server) => await server.start()));
		await this.signIn();
	}

	async signIn(): Promise<void> {
		this.client = await N8nClient.signIn(this.main.url, this.#login);
	}

	/** What stands before the webhook processors; like most, it does not try another one when the first is away. */
	async #openDoor(): Promise<void> {
		let turn = 0;
		const door: Server = createServer((incoming, outgoing) => {
			const { url } = this.webhooks[turn++ % this.webhooks.length]!;
			const { pathname, search } = new URL(incoming.url!, url);
			const onwards = httpRequest(`${url}${pathname}${search}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
				outgoing.writeHead(answer.statusCode!, answer.headers);
				answer.pipe(outgoing);
			});
			onwards.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end());
			incoming.pipe(onwards);
		});
		await new Promise<void>((resolve) => door.listen(0, LOOPBACK, resolve));
		this.url = `http://${LOOPBACK}:${(door.address() as AddressInfo).port}`;
		this.#closing.push(async () => {
			door.closeAllConnections();
			await new Promise<void>((resolve) => door.close(() => resolve()));
		});
	}

	/** Ends every process and deletes what they kept. */
	async close(): Promise<void> {
		for (const end of this.#closing.reverse()) await end().catch((error: Error) => console.error(error.message));
	}
}
