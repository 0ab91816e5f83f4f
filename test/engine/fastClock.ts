import type * as Clock from '../../nodes/kling/clock';

/** Lets the node's time pass a hundred times faster, so that polls, back-off and time limits take no real time. */
let mockSpeed = 100;
let mockSince = { real: Date.now(), fast: Date.now() };
/** Requests take real time, so that a busy machine's answers do not count as lost, ms. */
const mockTimeouts = { read: 500, create: 500 };

/** Another speed from now on, for tests that wait a great deal, but for no answer that never comes. */
export function hurry(speed: number): void {
	Object.assign(mockTimeouts, { read: 30_000, create: 30_000 });
	mockSince = { real: Date.now(), fast: mockNow() };
	mockSpeed = speed;
}

const mockNow = () => mockSince.fast + (Date.now() - mockSince.real) * mockSpeed;

jest.mock('../../nodes/kling/clock', () => {
	const real = jest.requireActual<typeof Clock>('../../nodes/kling/clock');
	return {
		...real,
		timeouts: mockTimeouts,
		now: () => mockNow(),
		sleep: async (ms: number, signal?: AbortSignal) => await real.sleep(ms / mockSpeed, signal),
	};
});
