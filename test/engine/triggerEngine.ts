import { additionalData, storage } from './engine';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, PollContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookData,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { KlingOmniCallbackTrigger } from '../../nodes/KlingOmniCallbackTrigger/KlingOmniCallbackTrigger.node';
import { KlingOmniTrigger } from '../../nodes/KlingOmniTrigger/KlingOmniTrigger.node';

/**
 * The triggers in n8n-core's own poll, webhook and hook contexts. What n8n's server does around them is done here as
 * n8n 2.41 does it: when static data is saved, what is answered, and what starts an execution.
 */

type Credentials = Record<string, ICredentialDataDecryptedObject>;

export interface PollingOptions {
	parameters?: INodeParameters;
	credentials: Credentials;
	activation?: WorkflowActivateMode;
	budgetMs?: number;
}

let workflows = 0;

function workflowOf(id: string, nodeType: INodeType, parameters: INodeParameters, credentials: Credentials, staticData: IDataObject) {
	const node: INode = {
		id: 'trigger',
		name: 'Trigger',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: 'hook',
		credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: `${name}-1`, name }])),
	};
	const getByNameAndVersion = () => nodeType;
	const nodeTypes = { getByName: getByNameAndVersion, getByNameAndVersion, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ id, nodes: [node], connections: {}, active: true, nodeTypes, staticData });
	return { workflow, node: workflow.getNode('Trigger')! };
}

/** An active workflow with the polling trigger, in n8n's in-memory engine: one workflow object from activation on. */
export class PollingWorkflow {
	/** Every item that was handed over, by execution. */
	readonly executions: INodeExecutionData[][] = [];
	readonly id = `polling-${++workflows}`;
	/** What the database holds. */
	saved = '{}';
	#live: ReturnType<typeof workflowOf> | undefined;

	constructor(readonly options: PollingOptions) {}

	get items(): INodeExecutionData[] {
		return this.executions.flat();
	}

	/** Switching on, also after a crash: n8n polls once, and saves. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		this.#live = undefined;
		const live = this.live();
		await this.poll(activation);
		this.saved = JSON.stringify(live.workflow.staticData);
	}

	/** One poll; items are handed over together with the static data. */
	async poll(activation: WorkflowActivateMode = this.options.activation ?? 'activate'): Promise<INodeExecutionData[]> {
		await storage();
		const { workflow } = this.live();
		const given = await new KlingOmniTrigger().poll.call(this.context('trigger', activation));
		if (!given) return [];
		this.saved = JSON.stringify(workflow.staticData);
		this.executions.push(given[0]!);
		return given[0]!;
	}

	/** One poll on a state that the database had. */
	async pollFrom(saved: string): Promise<INodeExecutionData[]> {
		this.saved = saved;
		this.#live = undefined;
		return await this.poll();
	}

	/** "Fetch Test Event". */
	async fetchTestEvent(): Promise<INodeExecutionData[] | undefined> {
		await storage();
		return (await new KlingOmniTrigger().poll.call(this.context('manual', 'manual')))?.[0];
	}

	/** n8n dies between two polls: what was not saved is gone. */
	async crash(): Promise<void> {
		await this.activate('init');
	}

	private live() {
		const { parameters = {}, credentials } = this.options;
		return (this.#live ??= workflowOf(this.id, new KlingOmniTrigger(), parameters, credentials, JSON.parse(this.saved) as IDataObject));
	}

	private context(mode: 'trigger' | 'manual', activation: WorkflowActivateMode): PollContext {
		const { workflow, node } = this.live();
		const { credentials, budgetMs = 300_000 } = this.options;
		const staticData = () => workflow.getStaticData('node', node);
		const data = additionalData(credentials, '1', mode);
		const noop = async () => undefined;
		return new PollContext(
			workflow,
			node,
			data,
			mode,
			activation,
			noop,
			noop,
			noop,
			async (run) => await run(),
			staticData,
			() => budgetMs,
		);
	}
}

export interface Call {
	httpStatus: number;
	body: string;
	/** What the call started; absent if nothing. */
	items?: INodeExecutionData[];
	/** Until the answer was sent, ms. */
	tookMs: number;
}

/** An active workflow with the callback trigger behind a real HTTP server. */
export class CallbackWorkflow {
	readonly calls: Call[] = [];
	readonly id = `callback-${++workflows}`;
	saved = '{}';
	#server: Server | undefined;
	#mode: 'trigger' | 'manual' = 'trigger';
	/** Calls that have come and have not been dealt with. */
	#open = 0;

	constructor(
		private readonly credentials: Credentials,
		private readonly parameters: INodeParameters = {},
	) {}

	get url(): string {
		return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/webhook/hook/kling`;
	}

	get started(): INodeExecutionData[] {
		return this.calls.flatMap(({ items = [] }) => items);
	}

	/** Switches on, as n8n does with a webhook trigger. */
	async activate(): Promise<void> {
		await this.start('trigger');
	}

	/** "Listen for test event" in the editor. */
	async listen(): Promise<void> {
		await this.start('manual');
	}

	private async start(mode: 'trigger' | 'manual'): Promise<void> {
		this.#mode = mode;
		const node = new KlingOmniCallbackTrigger();
		const { workflow, node: held } = workflowOf(this.id, node, this.parameters, this.credentials, {});
		this.#server = createServer((request, response) => {
			this.#open += 1;
			void this.receive(request, response).finally(() => (this.#open -= 1));
		});
		await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
		const data = additionalData(this.credentials, '1', mode);
		data.webhookTestBaseUrl = new URL('/webhook-test', this.url).href;
		const activation = mode === 'manual' ? 'manual' : 'activate';
		const hook = new HookContext(workflow, held, data, mode, activation, { ...this.webhook(), isTest: mode === 'manual' });
		const { checkExists, create } = node.webhookMethods.default;
		if (!(await checkExists.call(hook))) await create.call(hook);
	}

	async close(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
	}

	/** Sends a body as it is. */
	async post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Call> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: new Uint8Array(Buffer.from(body)),
		});
		await response.text();
		// an answer may come before the call has been dealt with
		while (this.#open > 0) await new Promise((resolve) => setTimeout(resolve, 5));
		return this.calls.at(-1)!;
	}

	private webhook(): IWebhookData {
		const description = new KlingOmniCallbackTrigger().description.webhooks![0]!;
		return {
			httpMethod: 'POST',
			node: 'Trigger',
			path: 'hook/kling',
			webhookDescription: description,
			workflowId: this.id,
		} as IWebhookData;
	}

	/** One call: n8n loads the workflow, reads the body, runs the node, saves, answers. */
	private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const started = Date.now();
		const call: Call = { httpStatus: 0, body: '', tookMs: 0 };
		const answer = (httpStatus: number, body: unknown) => {
			if (response.headersSent) return;
			call.httpStatus = httpStatus;
			call.body = JSON.stringify(body);
			call.tookMs = Date.now() - started;
			response.writeHead(httpStatus, { 'content-type': 'application/json' }).end(call.body);
		};
		const express = {
			get headersSent() {
				return response.headersSent;
			},
			status: (code: number) => ({ json: (body: unknown) => answer(code, body) }),
		};
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const rawBody = Buffer.concat(chunks);
		try {
			JSON.parse(rawBody.toString());
		} catch {
			answer(422, { message: 'Failed to parse request body' });
			this.calls.push(call);
			return;
		}
		await storage();
		const { workflow, node } = workflowOf(
			this.id,
			new KlingOmniCallbackTrigger(),
			this.parameters,
			this.credentials,
			JSON.parse(this.saved) as IDataObject,
		);
		const mode = this.#mode === 'manual' ? 'manual' : 'webhook';
		const data = additionalData(this.credentials, '1', mode);
		data.httpRequest = Object.assign(request, { rawBody, body: {} }) as never;
		data.httpResponse = express as never;
		const context = new WebhookContext(workflow, node, data, mode, this.webhook(), [], null);
		const result = await new KlingOmniCallbackTrigger().webhook.call(context);
		if (result.workflowData) call.items = result.workflowData[0]!;
		this.saved = JSON.stringify(workflow.staticData);
		if (!result.noWebhookResponse) answer(200, result.webhookResponse ?? { message: 'Workflow was started' });
		this.calls.push(call);
	}
}
