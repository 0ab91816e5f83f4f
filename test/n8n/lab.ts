/** What every end-to-end case works with: a real n8n with the packed package in it, and Kling services on loopback. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { N8nClient, type Login, type SavedCredential, type Workflow, type WorkflowNode } from '../../scripts/n8n/client';
import type { Execution } from '../../scripts/n8n/execution';
import { checkout, newest, type Release } from '../../scripts/n8n/folders';
import { ensureInstalled } from '../../scripts/n8n/install';
import { buildAndPack, installPackage } from '../../scripts/n8n/package';
import { freePort } from '../../scripts/n8n/ports';
import { N8nServer } from '../../scripts/n8n/server';
import { readWorkflow, withCredential } from '../../scripts/n8n/workflowFile';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';

export interface Case {
	name: string;
	run: (lab: Lab) => Promise<void>;
}

const SECONDS = 1000;

export class Lab {
	readonly login: Login = { email: 'test@example.com', password: `${randomBytes(9).toString('base64url')}A1` };
	client!: N8nClient;
	readonly #simulators: Simulator[] = [];

	private constructor(
		readonly server: N8nServer,
		readonly userFolder: string,
	) {}

	/** Where n8n's nodes may write files. */
	get files(): string {
		return join(this.userFolder, 'files');
	}

	/**
	 * Starts n8n on a fresh user folder, with the package as a person's install would leave it there.
	 *
	 * @param install puts the tarball there
	 */
	static async open(extra: Record<string, string> = {}, release: Release = newest, install = installPackage): Promise<Lab> {
		const installation = await ensureInstalled(release);
		const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-kling-omni-'));
		// older ones end at a module that they do not know
		const modules: Record<string, string> = release === newest ? {} : { N8N_DISABLED_MODULES: 'insights' };
		const environment = { N8N_RESTRICT_FILE_ACCESS_TO: join(userFolder, 'files'), ...modules, ...extra };
		const lab = new Lab(new N8nServer({ installation, userFolder, port: await freePort(), environment }), userFolder);
		try {
			await install(await buildAndPack(userFolder), userFolder);
			await mkdir(lab.files);
			await lab.start();
		} catch (error) {
			await lab.close();
			throw error;
		}
		return lab;
	}

	/** Starts n8n, again if need be, and signs in. */
	async start(): Promise<void> {
		await this.server.start();
		this.client = await N8nClient.signIn(this.server.url, this.login);
	}

	/** n8n dies as in a power cut and comes back on the same data. */
	async crashAndRestart(): Promise<void> {
		await this.server.kill();
		await this.start();
	}

	async close(): Promise<void> {
		await this.closeSimulators();
		await this.server.stop();
		await rm(this.userFolder, { recursive: true, force: true });
	}

	/** A Kling service of this case's own, and a credential for it in n8n. */
	async kling(options: SimulatorOptions = {}): Promise<{ simulator: Simulator; credential: SavedCredential }> {
		const simulator = await startSimulator(options);
		this.#simulators.push(simulator);
		const data = { authType: 'apiKey', apiKey: simulator.apiKey, region: 'custom', baseUrl: simulator.url };
		return { simulator, credential: await this.client.createCredential('Kling simulator', 'klingApi', data) };
	}

	async closeSimulators(): Promise<void> {
		await Promise.all(this.#simulators.splice(0).map((simulator) => simulator.close()));
	}

	/** An example from `examples/`, with its credential chosen and the Kling node's parameters changed. */
	async example(file: string, credential: SavedCredential, parameters: Record<string, unknown> = {}): Promise<Workflow> {
		const workflow = withCredential(await readWorkflow(join(checkout, 'examples', file)), credential);
		for (const node of workflow.nodes) {
			if (node.type === KLING_TYPE) node.parameters = { ...node.parameters, ...parameters };
		}
		return workflow;
	}

	/** Saves a workflow, runs it by its manual trigger and waits until it is over. */
	async run(workflow: Workflow, withinMs = 120 * SECONDS): Promise<Execution> {
		const { id } = await this.client.createWorkflow(workflow);
		const executionId = await this.client.run(id, triggerOf(workflow).name);
		return await this.client.waitForExecution(executionId, withinMs);
	}
}

export const KLING_TYPE = 'n8n-nodes-kling-omni.klingOmni';

/** n8n's other way to poll: due polls and their cursors are kept in its database. */
export const durableCursors = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

/** Nodes one after the other, each connected to the next. */
export function chain(name: string, ...nodes: WorkflowNode[]): Workflow {
	const links = nodes.slice(1).map((next, index) => [nodes[index]!.name, { main: [[{ node: next.name, type: 'main', index: 0 }]] }]);
	nodes.forEach((each, index) => (each.position = [220 * index, 0]));
	return { name, nodes, connections: Object.fromEntries(links) as Workflow['connections'] };
}

/** A node; `chain` gives it its place on the canvas. */
export function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown> = {}): WorkflowNode {
	return { name, type, typeVersion, position: [0, 0], parameters };
}

export const manualTrigger = () => node('Start', 'n8n-nodes-base.manualTrigger', 1);

/** Starts its workflow whenever `<n8n>/webhook/<path>` is called, once the workflow is active. */
export const webhookTrigger = (path: string): WorkflowNode => ({
	...node('Start', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} }),
	webhookId: path,
});

/**
 * Poll times for a polling trigger that a test does not want to wait a minute for: n8n refuses one schedule that is
 * shorter than a minute, but takes several that begin at different seconds.
 */
export const pollEvery = (seconds: number) => ({
	item: Array.from({ length: Math.floor(60 / seconds) }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	})),
});

/** Gives out `count` items `{number}`, counted from 0. */
export const items = (count: number): WorkflowNode =>
	node('Items', 'n8n-nodes-base.code', 2, {
		jsCode: `return Array.from({ length: ${count} }, (_, number) => ({ json: { number } }));`,
	});

/** Waits until something holds, looking every 50 ms. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, withinMs = 20 * SECONDS): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`not within ${withinMs / SECONDS} s: ${what}`);
		await pause(50);
	}
}

function triggerOf({ nodes }: Workflow): WorkflowNode {
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	if (trigger === undefined) throw new Error('the workflow has no manual trigger');
	return trigger;
}
