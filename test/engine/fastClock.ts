import type * as Clock from '../../nodes/kling/clock';

/** Lets the node's time pass a hundred times faster, so that polls, back-off and time limits take no real time. */
const speed = 100;

jest.mock('../../nodes/kling/clock', () => {
	const real = jest.requireActual<typeof Clock>('../../nodes/kling/clock');
	const start = Date.now();
	return {
		...real,
		timeouts: { read: 500, create: 500 },
		now: () => start + (Date.now() - start) * speed,
		sleep: async (ms: number, signal?: AbortSignal) => await real.sleep(ms / speed, signal),
	};
});
