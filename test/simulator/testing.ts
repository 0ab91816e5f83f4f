import { readJson, writeJson } from './json';
import type { Simulator } from './types';

/** An answer with its body read losslessly. */
export interface Answer {
	status: number;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it freely
	body: any;
}

/** Calls the simulator with its API key; `body` may be an object or a text to send as it is. */
export async function call(simulator: Simulator, method: string, path: string, body?: unknown, authorization?: string): Promise<Answer> {
	const response = await fetch(simulator.url + path, {
		method,
		headers: {
			authorization: authorization ?? `Bearer ${simulator.apiKey}`,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		body: body === undefined || typeof body === 'string' ? body : writeJson(body),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? undefined : readJson(text) };
}

/** Waits until something is true; fails after two seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
	const deadline = Date.now() + 2000;
	while (!isTrue()) {
		if (Date.now() > deadline) throw new Error('waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
