import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { backOff, now, sleep, timeouts } from './clock';
import type { Answer } from './envelope';
import { isAbout, type Refusal, type Reply } from './errors';
import { parseJson, stringifyJson } from './json';
import { redacted } from './secrets';

/** Any n8n context that can make authenticated requests. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions | IHookFunctions;

/** A request in a dialect's own form; the client adds host, key and JSON. */
export interface WireRequest {
	method: IHttpRequestMethods;
	/** Below the credential's base URL. */
	path: string;
	query?: Record<string, string | number>;
	body?: object;
	headers?: Record<string, string>;
}

/** Thrown by reads that got no result; carries what the service said. */
export class ServiceRefusal extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.message);
	}
}

export interface Client {
	/** Sends a request once, and once more with a fresh token on 1003/1004. Never throws for what the service says. */
	send: (request: WireRequest) => Promise<Reply>;
	/**
	 * Sends a request that changes nothing, again after passing faults (contract §10.3).
	 *
	 * @param patience how long to go on trying, ms; 0 for a single attempt
	 * @returns the answer's `data`
	 * @throws ServiceRefusal on a permanent code, or when patience runs out
	 */
	read: (request: WireRequest, patience?: number) => Promise<unknown>;
}

interface ClientOptions {
	/** n8n's name of it. */
	credential: string;
	baseUrl: string;
	/** Keys that the service may repeat in an error. */
	secrets: string[];
	/** Reads a dialect's envelope. */
	judge: (answer: Answer) => Reply;
	signal?: AbortSignal | undefined;
}

/** How long a lookup outside the poll loop goes on through passing faults, ms. */
export const readPatience = 60_000;

/** The one place from which requests with keys leave. Redirects are not followed (the credential sees to it). */
export function createClient(context: RequestContext, { credential, baseUrl, secrets, judge, signal }: ClientOptions): Client {
	async function sendOnce({ method, path, query, body, headers }: WireRequest, timeout: number): Promise<Reply> {
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(context, credential, {
				method,
				url: `${baseUrl}${path}`,
				...(query ? { qs: query } : {}),
				...(body ? { body: stringifyJson(body) } : {}),
				headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout,
				...(signal ? { abortSignal: signal } : {}),
			})) as IN8nHttpFullResponse;
			const text = String(response.body ?? '');
			const reply = judge({ httpStatus: response.statusCode, body: parseJson(text), text });
			return reply.outcome === 'ok' ? reply : { ...reply, message: redacted(reply.message, secrets) };
		} catch (error) {
			return { outcome: 'unknown', message: redacted(connectionMessage(error), secrets) };
		}
	}

	async function send(request: WireRequest, timeout = request.method === 'GET' ? timeouts.read : timeouts.create): Promise<Reply> {
		const reply = await sendOnce(request, timeout);
		return reply.outcome !== 'ok' && isAbout('stale token', reply) ? await sendOnce(request, timeout) : reply;
	}

	async function read(request: WireRequest, patience = readPatience): Promise<unknown> {
		const start = now();
		for (let attempt = 1; ; attempt++) {
			const reply = await send(request, timeouts.read);
			if (reply.outcome === 'ok') return reply.data;
			const pause = backOff(attempt);
			// what comes from something in between may pass, too, but is more often a wrong address
			const until = start + (reply.outcome === 'refused' ? patience / 6 : patience);
			const isTheirs = reply.outcome === 'refused' && reply.code !== undefined;
			if (isTheirs || now() + pause > until || signal?.aborted) throw new ServiceRefusal(reply);
			await sleep(pause, signal);
		}
	}

	return { send, read };
}

/** A connection's fault without the library's stack and request dump, which may hold keys. */
function connectionMessage(error: unknown): string {
	const { message, code, cause } = error as { message?: string; code?: string; cause?: { code?: string; message?: string } };
	const known = String(cause?.code ?? code ?? '');
	if (known === 'ECONNABORTED' || known === 'ETIMEDOUT') return 'no answer within the time allowed';
	if (known === 'ECONNREFUSED' || known === 'ENOTFOUND' || known === 'EAI_AGAIN') return `the server cannot be reached (${known})`;
	if (known.startsWith('E')) return `the connection broke (${known})`;
	return (cause?.message ?? message ?? 'the request did not complete').slice(0, 200);
}
