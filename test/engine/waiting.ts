import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import type { INodeParameters, IRun, IRunExecutionData, IWebhookData, Workflow } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { resumeWebhooks } from '../../nodes/KlingOmni/run/resume';
import type { Simulator } from '../simulator';
import { additionalData, resultOf, runNode, type EngineResult, type EngineRun } from './engine';
import { credentials } from './kling';

/**
 * Executions that wait, in n8n-core's engine. What n8n's server does around them is done here as n8n does it: keeping
 * them, going on when the time has come, and going on when their resume URL is called.
 */
export class WaitingN8n {
	/** How each call to a resume URL was answered: HTTP status and ms. */
	readonly answers: Array<{ httpStatus: number; tookMs: number }> = [];
	/** What came out whenever an execution went on, in that order. */
	readonly results: EngineResult[] = [];
	/** Calls find nobody. */
	isAway = false;
	readonly #waiting = new Map<string, { workflow: Workflow; kept: string; waitTill: Date }>();
	readonly #calls: Array<Promise<void>> = [];
	#server!: Server;

	/** @param guards as n8n does from version 2 on: of several calls that would go on with an execution, one does */
	constructor(
		private readonly service: Simulator,
		private readonly guards = true,
	) {}

	async open(): Promise<this> {
		this.#server = createServer((request, response) => void this.#calls.push(this.#receive(request, response)));
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise<void>((resolve) => this.#server.close(() => resolve()));
	}

	/** Runs the node; an execution that waits is kept as n8n's database keeps it. */
	async run(parameters: INodeParameters, options: EngineRun & { executionId: string }): Promise<EngineResult> {
		const waitingUrl = this.#waitingUrl;
		const result = await runNode(parameters, credentials(this.service), { ...options, waitingUrl });
		this.#keep(options.executionId, result.run, result.workflow);
		return result;
	}

	/** Somebody calls an execution's resume URL. */
	async call(executionId: string, body: object): Promise<void> {
		const headers = { 'content-type': 'application/json' };
		await fetch(`${this.#waitingUrl}/${executionId}`, { method: 'POST', headers, body: JSON.stringify(body) });
		await this.quiet();
	}

	get #waitingUrl(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhook-waiting`;
	}

	/** When n8n goes on with an execution by itself; `undefined` if it does not wait. */
	waitsUntil = (executionId: string): Date | undefined => this.#waiting.get(executionId)?.waitTill;

	/** The time has come. */
	async timeIsOver(executionId: string): Promise<EngineResult> {
		const { kept, waitTill } = this.#waiting.get(executionId)!;
		return await this.#goOn(executionId, { ...(JSON.parse(kept) as IRunExecutionData), waitTill });
	}

	/** Until every call that has come is dealt with. */
	async quiet(): Promise<void> {
		for (let dealtWith = -1; dealtWith < this.#calls.length;) {
			dealtWith = this.#calls.length;
			await Promise.all(this.#calls);
		}
	}

	#keep(executionId: string, { data, waitTill }: IRun, workflow: Workflow): void {
		if (waitTill) this.#waiting.set(executionId, { workflow, kept: JSON.stringify(data), waitTill });
		else this.#waiting.delete(executionId);
	}

	async #goOn(executionId: string, data: IRunExecutionData): Promise<EngineResult> {
		const { workflow } = this.#waiting.get(executionId)!;
		if (this.guards) this.#waiting.delete(executionId);
		const run = await new WorkflowExecute(
			additionalData(credentials(this.service), executionId, 'trigger'),
			'trigger',
			data,
		).processRunExecutionData(workflow);
		this.#keep(executionId, run, workflow);
		const result = { ...resultOf(run, 'Kling Omni'), workflow };
		this.results.push(result);
		return result;
	}

	async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (this.isAway) return void request.destroy();
		const started = Date.now();
		const answer = (httpStatus: number) => {
			if (response.headersSent) return;
			response.writeHead(httpStatus, { 'content-type': 'application/json' }).end('{}');
			this.answers.push({ httpStatus, tookMs: Date.now() - started });
		};
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const executionId = /webhook-waiting\/([^/?]+)/.exec(request.url!)![1]!;
		const waiting = this.#waiting.get(executionId);
		if (!waiting) return answer(409);

		const data = JSON.parse(waiting.kept) as IRunExecutionData;
		delete data.waitTill;
		const [entry] = data.executionData!.nodeExecutionStack;
		entry!.node.disabled = true;
		data.resultData.runData[data.resultData.lastNodeExecuted!]!.pop();
		const additional = additionalData(credentials(this.service), executionId, 'trigger');
		const express = { status: (code: number) => ({ json: () => answer(code) }) };
		additional.httpRequest = Object.assign(request, { rawBody: Buffer.concat(chunks), body: {} }) as never;
		additional.httpResponse = express as never;
		const webhook = { webhookDescription: resumeWebhooks[0]! } as IWebhookData;
		const node = waiting.workflow.getNode('Kling Omni')!;
		const context = new WebhookContext(waiting.workflow, node, additional, 'trigger', webhook, [], data);
		const { workflowData, noWebhookResponse } = await new KlingOmni().webhook.call(context);
		if (!noWebhookResponse) answer(200);
		if (!workflowData || (this.guards && this.#waiting.get(executionId) !== waiting)) return;
		entry!.data.main = workflowData;
		await this.#goOn(executionId, data);
	}
}
