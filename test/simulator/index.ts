import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Account } from './account';
import { accountRoutes } from './accountRoutes';
import { KEYS } from './auth';
import { Callbacks } from './callbacks';
import { MediaChecks } from './check/media';
import { classicRoutes } from './classic';
import { classicCallback } from './classicShape';
import { currentRoutes } from './current';
import { currentEntry } from './currentShape';
import { FaceSessions } from './faces';
import { Faults } from './orderedFaults';
import { fileRoutes, resultFile } from './files';
import { Library } from './library';
import { Links } from './links';
import { modelStudioRoutes } from './modelStudio';
import { buildServer } from './server';
import type { Service } from './service';
import { Tasks } from './tasks';
import type { Simulator, SimulatorOptions } from './types';
import { Uploads, storageRoute } from './uploads';

export type * from './types';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Starts a Kling service on 127.0.0.1 that holds every caller to the contract.
 * It shares no validation code with the node: it is the second opinion.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	let port = 0;
	const url = () => `http://127.0.0.1:${port}`;
	const closing = new AbortController();
	// every answer that is delayed listens to it
	setMaxListeners(0, closing.signal);
	const renderMs = options.renderMs ?? 200;

	const account = new Account(options.units ?? 10_000, options.imageUnits ?? 10_000, options.concurrency ?? Infinity);
	const links = new Links(url);
	const callbacks = new Callbacks(options.webhookSecret, closing.signal);
	const library = new Library();
	const tasks = new Tasks(account, { renderMs, queueMs: options.queueMs ?? Math.min(renderMs / 4, 1000) }, (task) => {
		if (task.status === 'succeeded') library.keep(task.job.outcome);
		// the vendor's own test: the model in the path makes the new body, in `model_name` the legacy one
		callbacks.notify(task, task.dialect === 'current' ? currentEntry(task, service) : classicCallback(task, service));
	});
	const service: Service = {
		options,
		account,
		tasks,
		links,
		uploads: new Uploads(options.uploadMemoryMs),
		startedAt: Date.now(),
		faults: new Faults(),
		media: new MediaChecks(
			() => port,
			(name, sign) => links.isValid(name, sign) && resultFile(name, service) !== undefined,
		),
		library,
		findTask: (taskId) => tasks.byId(taskId),
		faces: new FaceSessions(options.faceSessionMs ?? DAY),
		linkTo: (name) => links.to(name),
		requests: [],
		downloads: [],
		isShuffled: () => simulator.shuffleLists,
		closing: closing.signal,
	};

	const app = buildServer(service);
	fileRoutes(app, service);
	storageRoute(app, service);
	// named, or fastify looks through all loaded modules for a name, which takes longer than all the rest
	const named = (name: string, routes: (scope: FastifyInstance, service: Service) => Promise<void>) =>
		Object.assign(async (scope: FastifyInstance) => await routes(scope, service), { [Symbol.for('fastify.display-name')]: name });
	app.register(named('classic', classicRoutes));
	app.register(named('current', currentRoutes));
	app.register(named('account', accountRoutes));
	app.register(named('Model Studio', modelStudioRoutes), { prefix: '/api/v1' });
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	({ port } = app.server.address() as AddressInfo);

	const known = (taskId: string) => {
		const task = tasks.byId(taskId);
		if (!task) throw new Error(`the simulator has no task ${taskId}`);
		return task;
	};
	const simulator: Simulator = {
		url: url(),
		modelStudioUrl: `${url()}/api/v1`,
		...KEYS,
		created: tasks.all,
		requests: service.requests,
		downloads: service.downloads,
		stored: service.uploads.files,
		callbacks: callbacks.recorded,
		shuffleLists: false,
		fault: (fault) => service.faults.add(fault),
		clearFaults: () => service.faults.clear(),
		finish: (taskId, status = 'succeeded', message) => tasks.end(known(taskId), status, message),
		deleteFiles: (taskId) => void (known(taskId).filesDeleted = true),
		expireLinks: () => links.expire(),
		close: async () => {
			closing.abort();
			tasks.close();
			await app.close();
		},
	};
	return simulator;
}
