import { Failure } from './failure';

const ANSWER_WITHIN_MS = 60_000;

/** n8n's internal REST interface, as its editor uses it: JSON in, `{data}` out, a session in a cookie. */
export class RestSession {
	#cookie = '';

	constructor(readonly url: string) {}

	/**
	 * @param path below `/rest/`
	 * @param withinMs how long the answer may take
	 * @returns the `data` of n8n's answer
	 * @throws Failure with n8n's own message when it refuses
	 */
	async request<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, withinMs = ANSWER_WITHIN_MS): Promise<T> {
		const response = await this.fetch(method, path, body, withinMs);
		const text = await response.text();
		if (!response.ok) throw new Failure(`n8n refused ${method} /rest/${path} (${response.status}): ${messageIn(text)}`);
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	/** The answer as it is, for bodies that are not JSON. */
	async fetch(method: string, path: string, body?: unknown, withinMs = ANSWER_WITHIN_MS): Promise<Response> {
		const response = await fetch(`${this.url}/rest/${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(withinMs),
		});
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookie = cookies.join('; ');
		return response;
	}
}

function messageIn(text: string): string {
	try {
		return (JSON.parse(text) as { message?: string }).message ?? text;
	} catch {
		return text.slice(0, 200);
	}
}
