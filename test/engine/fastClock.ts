import type * as Clock from '../../nodes/kling/clock';

/** Lets the node's time pass a hundred times faster, so that polls, back-off and time limits take no real time. */
let mockSpeed = 100;
let mockSince = { real: Date.now(), fast: Date.now() };

/** Another speed from now on, for tests that wait a great deal. */
export function hurry(speed: number): void {
	mockSince = { real: Date.now(), fast: mockNow() };
	mockSpeed = speed;
}

const mockNow = () => mockSince.fast + (Date.now() - mockSince.real) * mockSpeed;

jest.mock('../../nodes/kling/clock', () => {
	const real = jest.requireActual<typeof Clock>('../../nodes/kling/clock');
	return {
		...real,
		timeouts: { read: 500, create: 500 },
		now: () => mockNow(),
		sleep: async (ms: number, signal?: AbortSignal) => await real.sleep(ms / mockSpeed, signal),
	};
});
