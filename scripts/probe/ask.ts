/** One request of the probe, and what came back: enough to judge, nothing to keep secret. */

export interface Keys {
	/** Base URL of the classic and the current API, without a trailing slash. */
	url: string;
	apiKey?: string;
	accessKey?: string;
	secretKey?: string;
	modelStudioUrl: string;
	modelStudioKey?: string;
	/** The vendor's index of pages, which needs no key. */
	documents: string;
}

export interface Answer {
	/** HTTP status; 0 if no answer came. */
	http: number;
	/** A number at Kling, a word at Model Studio; absent where the answer has none. */
	code?: number | string;
	message: string;
	data?: unknown;
	/** How long the answer took, ms. */
	ms: number;
}

export interface Request {
	method: 'GET' | 'POST';
	url: string;
	/** What comes behind `Bearer`; absent: no header at all. */
	token?: string;
	body?: unknown;
}

/** As long as the slowest call that answers at once may take (U22). */
const PATIENCE_MS = 120_000;

export async function ask({ method, url, token, body }: Request): Promise<Answer> {
	const started = Date.now();
	const ms = () => Date.now() - started;
	try {
		const response = await fetch(url, {
			method,
			redirect: 'error',
			signal: AbortSignal.timeout(PATIENCE_MS),
			headers: {
				...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		return { http: response.status, ms: ms(), ...read(text) };
	} catch (error) {
		const { cause, message } = error as Error;
		return { http: 0, message: (cause as NodeJS.ErrnoException | undefined)?.code ?? message, ms: ms() };
	}
}

function read(text: string): Pick<Answer, 'code' | 'message' | 'data'> {
	try {
		const { code, message, data } = JSON.parse(text) as { code?: number | string; message?: string; data?: unknown };
		return { code, message: message ?? '', data };
	} catch {
		return { message: '', data: text };
	}
}
