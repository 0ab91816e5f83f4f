import type * as Clock from '../../nodes/kling/clock';

/** Lets the node's time pass a hundred times faster, so that polls, back-off and time limits take no real time. */
let mockSpeed = 100;
let mockSince = { real: Date.now(), fast: Date.now() };
/** Requests take real time and are waited for as long as a test lasts, so that a busy machine's answers do not count as lost, ms. */
const mockTimeouts = { read: 30_000, create: 30_000, media: 30_000 };

/** How long the answer to a create is waited for from now on, ms of real time: for tests in which it never comes. */
export function giveUpCreatesAfter(ms: number): void {
	mockTimeouts.create = ms;
}

/** The same for the look at media. */
export function giveUpLooksAfter(ms: number): void {
	mockTimeouts.media = ms;
}

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
		timeouts: mockTimeouts,
		now: () => mockNow(),
		sleep: async (ms: number, signal?: AbortSignal) => await real.sleep(ms / mockSpeed, signal),
	};
});
