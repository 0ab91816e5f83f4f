import { createHmac, randomUUID } from 'node:crypto';
import { writeJson } from './json';
import type { Task } from './tasks';
import type { RecordedCallback } from './types';

const TIMEOUT_MS = 10_000;

/** Delivers callbacks to addresses on this machine; others are recorded but not sent. */
export class Callbacks {
	readonly recorded: RecordedCallback[] = [];
	/** One delivery after the other per task, so that its changes arrive in order. */
	readonly #last = new WeakMap<Task, Promise<void>>();

	constructor(
		private readonly secret: string | undefined,
		private readonly closing: AbortSignal,
	) {}

	notify(task: Task, body: object): void {
		if (!task.callbackUrl) return;
		const delivery: RecordedCallback = { url: task.callbackUrl, taskId: task.taskId, body };
		this.recorded.push(delivery);
		if (!isLoopback(task.callbackUrl)) return;
		const before = this.#last.get(task) ?? Promise.resolve();
		this.#last.set(
			task,
			before.then(() => this.#deliver(delivery)),
		);
	}

	async #deliver(delivery: RecordedCallback): Promise<void> {
		const body = writeJson(delivery.body);
		try {
			const answer = await fetch(delivery.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json; charset=utf-8', ...this.#signature(body) },
				body,
				redirect: 'manual',
				signal: AbortSignal.any([this.closing, AbortSignal.timeout(TIMEOUT_MS)]),
			});
			await answer.arrayBuffer();
			delivery.status = answer.status;
		} catch {
			delivery.status = 0;
		}
	}

	#signature(body: string): Record<string, string> {
		if (!this.secret) return {};
		const id = randomUUID();
		const timestamp = Math.floor(Date.now() / 1000);
		return {
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': `v1,${signCallback(this.secret, id, timestamp, body)}`,
		};
	}
}

/** Standard Webhooks: HMAC-SHA256 over id, time and body (contract §11). */
export function signCallback(secret: string, id: string, timestamp: number, body: string): string {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}

function isLoopback(address: string): boolean {
	return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
