import { setTimeout as pause } from 'node:timers/promises';
import type { SavedCredential, Workflow, WorkflowNode } from '../../scripts/n8n/client';
import { chain, KLING_TYPE, node, pollEvery, webhookTrigger } from '../n8n/lab';
import { startSimulator, type Simulator } from '../simulator';
import type { Cluster } from './cluster';
import { openSink, type Delivery, type Sink } from './sink';

/** Orders that go through a cluster, and what becomes of them: a Kling service before the node, a sink behind it. */

/** How an order waits for its video. */
export type Way = 'aside' | 'here' | 'polling' | 'calls';

const POLL_SECONDS = 10;
const PER_EXECUTION = 2;
const FILE_BYTES = 2_000_000;

export class Load {
	readonly deliveries: Delivery[] = [];
	readonly #active: string[] = [];
	#numbers = 0;

	private constructor(
		readonly cluster: Cluster,
		readonly service: Simulator,
		private readonly sink: Sink,
		readonly way: Way,
		private readonly download: boolean,
	) {}

	/** Active workflows for a way to wait, with a service of their own. */
	static async open(cluster: Cluster, way: Way, options: { renderMs: number; download?: boolean }): Promise<Load> {
		const { renderMs, download = false } = options;
		const service = await startSimulator({ renderMs, resultBytes: FILE_BYTES });
		const sink = await openSink((delivery) => load.deliveries.push(delivery), download);
		const load: Load = new Load(cluster, service, sink, way, download);
		const data = { authType: 'apiKey', apiKey: service.apiKey, region: 'custom', baseUrl: service.url };
		const credential = await cluster.client.createCredential(`Kling ${way}`, 'klingApi', data);
		for (const workflow of load.#workflows(credential)) {
			const saved = await cluster.client.createWorkflow(workflow);
			await cluster.client.activate(saved);
			load.#active.push(saved.id);
		}
		return load;
	}

	close = async (): Promise<void> => {
		for (const id of this.#active) await this.cluster.client.deactivate(id);
		this.sink.close();
		await this.service.close();
	};

	/** Orders videos that were not ordered before, in executions of two items. @param gapMs the pause between two */
	async order(count: number, gapMs = 0): Promise<void> {
		for (let number = 0; number < count; number += PER_EXECUTION) {
			if (number > 0) await pause(gapMs);
			await this.#start(Array.from({ length: Math.min(PER_EXECUTION, count - number) }, () => this.#numbers++));
		}
	}

	/** A person runs again what has not come out; nothing that exists is ordered anew, as every order has its key. */
	async orderMissingAgain(): Promise<void> {
		const missing = Array.from({ length: this.#numbers }, (_, number) => number).filter((number) => !this.#isDelivered(number));
		for (let first = 0; first < missing.length; first += PER_EXECUTION) await this.#start(missing.slice(first, first + PER_EXECUTION));
	}

	async #start(numbers: number[]): Promise<void> {
		const body = JSON.stringify({ numbers });
		const headers = { 'content-type': 'application/json' };
		for (let attempt = 1; ; attempt++) {
			const answer = await fetch(`${this.cluster.url}/webhook/order-${this.way}`, { method: 'POST', headers, body }).catch(() => undefined);
			if (answer?.ok) return;
			if (attempt === 20) throw new Error(`n8n does not take orders: ${answer?.status ?? 'no answer'}`);
			await pause(1_000);
		}
	}

	#taskOf(number: number) {
		return this.service.created.filter(({ body }) => (body as { prompt: string }).prompt === promptOf(number));
	}

	#isDelivered(number: number): boolean {
		return this.#taskOf(number).some(({ taskId }) => this.deliveries.some((delivery) => delivery.taskId === taskId));
	}

	/** How many of the orders have come out. */
	get delivered(): number {
		return Array.from({ length: this.#numbers }, (_, number) => number).filter((number) => this.#isDelivered(number)).length;
	}

	/** What happened to the money and to the videos until now. */
	count() {
		const times = new Map<string, number>();
		for (const { taskId } of this.deliveries) times.set(taskId, (times.get(taskId) ?? 0) + 1);
		const numbers = Array.from({ length: this.#numbers }, (_, number) => number);
		return {
			ordered: this.#numbers,
			created: this.service.created.length,
			paidTwice: numbers.filter((number) => this.#taskOf(number).length > 1).length,
			delivered: this.delivered,
			deliveredTwice: [...times.values()].filter((count) => count > 1).length,
			'found, not paid again': this.deliveries.filter(({ found }) => found).length,
			withoutFile: this.download ? this.deliveries.filter(({ bytes }) => bytes !== FILE_BYTES).length : 0,
			unmarked: this.deliveries.filter(({ status }) => status !== 'succeeded').length,
		};
	}

	/** What n8n lists of executions that have not ended well by now, each text once. */
	async troubles(): Promise<string[]> {
		const texts: string[] = [];
		for (const workflowId of this.#active) {
			for (const { id, status } of await this.cluster.client.executions(workflowId, ['new', 'running', 'waiting', 'error', 'crashed'])) {
				const { errorText = 'no reason' } = await this.cluster.client.execution(id);
				texts.push(`${status}: ${errorText}`);
			}
		}
		return [...new Set(texts)].map((text) => `${texts.filter((each) => each === text).length} × ${text}`);
	}

	/** Seconds from finished at Kling to the next node, in ascending order. */
	latencies(): number[] {
		return this.deliveries
			.flatMap(({ taskId, at }) => {
				const task = this.service.created.find((created) => created.taskId === taskId);
				return task ? [(at - task.updatedAt) / 1000] : [];
			})
			.sort((a, b) => a - b);
	}

	get readsPerTask(): number {
		return this.service.requests.filter(({ method }) => method === 'GET').length / this.service.created.length;
	}

	#workflows(credential: SavedCredential): Workflow[] {
		const { way, download } = this;
		const numbers = node('Numbers', 'n8n-nodes-base.splitOut', 1, {
			fieldToSplitOut: 'body.numbers',
			options: { destinationFieldName: 'number' },
		});
		const order = chain(
			`Order: ${way}`,
			webhookTrigger(`order-${way}`),
			numbers,
			kling(way, credential, download, this.cluster),
			this.sink.node,
		);
		if (way === 'aside' || way === 'here') return [order];
		delete order.connections['Kling Omni'];
		const trigger =
			way === 'polling'
				? node('Finished', `${KLING_TYPE}Trigger`, 1, { pollTimes: pollEvery(POLL_SECONDS), download, options: {} })
				: { ...node('Finished', KLING_TYPE.replace(/klingOmni$/, 'klingOmniCallbackTrigger'), 1, { options: {} }), webhookId: callsId };
		return [chain(`Publish: ${way}`, { ...trigger, credentials: { klingApi: credential } }, this.sink.node), order];
	}
}

const callsId = 'c0ffee00-0000-4000-8000-000000000001';
const promptOf = (number: number) => `Video ${number}`;

function kling(way: Way, credential: SavedCredential, download: boolean, { url }: Cluster): WorkflowNode {
	const completion = { aside: 'callback', here: 'wait', polling: 'submit', calls: 'submit' }[way];
	const options = {
		idempotency: 'ownKey',
		idempotencyKey: `=${way}-{{ $json.number }}`,
		...(way === 'calls' ? { callbackUrl: `${url}/webhook/${callsId}/kling` } : {}),
	};
	return {
		...node('Kling Omni', KLING_TYPE, 1, {
			resource: 'video',
			operation: 'textToVideo',
			prompt: '=Video {{ $json.number }}',
			completion,
			download,
			options,
		}),
		credentials: { klingApi: credential },
	};
}
