import { sleep as n8nSleep } from 'n8n-workflow';

/** Milliseconds since the epoch. */
export const now = () => Date.now();

/** How long one request may take, ms: creates may carry tens of megabytes of pictures, uploads hundreds; media are only looked at. */
export const timeouts = { read: 30_000, create: 180_000, media: 15_000, upload: 600_000 };

/** Waits, or returns early when the signal aborts; the caller looks at the signal. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) return;
	if (!signal) return await n8nSleep(ms);
	// a timer that holds nothing up once nobody listens to it any more
	const over = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
	await new Promise<void>((resolve) => {
		const end = () => {
			for (const one of [over, signal]) one.removeEventListener('abort', end);
			resolve();
		};
		for (const one of [over, signal]) one.addEventListener('abort', end);
	});
}

/**
 * The pause before the next attempt: exponential with full jitter, at least 1 s, at most 30 s (contract §10.3).
 *
 * @param attempt 1 after the first failure
 * @returns milliseconds
 */
export function backOff(attempt: number): number {
	const ceiling = Math.min(30_000, 1_000 * 2 ** attempt);
	return 1_000 + Math.random() * (ceiling - 1_000);
}
