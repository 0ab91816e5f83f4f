import type * as Clock from '../../nodes/kling/clock';
import { backOff } from '../../nodes/kling/clock';
import { createSlots, NoPlace, type Slots } from '../../nodes/KlingOmni/run/slots';

/** The cap on running tasks, in a service whose account allows so many, on a clock that the test turns. */

jest.mock('../../nodes/kling/clock', () => ({
	...jest.requireActual<typeof Clock>('../../nodes/kling/clock'),
	sleep: async (ms: number, signal?: AbortSignal) =>
		await new Promise<void>((resolve) => {
			if (signal?.aborted) return resolve();
			setTimeout(resolve, ms);
			signal?.addEventListener('abort', () => resolve());
		}),
}));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const render = 60_000;

class Account {
	running = 0;
	most = 0;
	attempts = 0;

	constructor(public places: number) {}

	/** Takes a task and makes its video, or has no place for it. */
	async make(slots: Slots): Promise<void> {
		this.attempts++;
		if (this.running >= this.places) throw new NoPlace();
		this.running++;
		this.most = Math.max(this.most, this.running);
		slots.taken();
		await new Promise((resolve) => setTimeout(resolve, render));
		this.running--;
	}
}

/** Runs so many items and turns the clock until all are made. @returns seconds that it took */
async function made(count: number, account: Account, slots: Slots, meanwhile?: (seconds: number) => void): Promise<number> {
	let left = count;
	for (let item = 0; item < count; item++) void slots.run(async () => await account.make(slots)).then(() => left--);
	let seconds = 0;
	for (; left > 0 && seconds < 3600; seconds++) {
		await jest.advanceTimersByTimeAsync(1000);
		meanwhile?.(seconds);
	}
	return seconds;
}

const running = () => createSlots(20, new AbortController().signal);

test('as many run as the person allows, and the next begins when one ends', async () => {
	const account = new Account(Infinity);
	expect(await made(100, account, running())).toBeLessThanOrEqual(302);
	expect(account.most).toBe(20);
	expect(account.attempts).toBe(100);
});

test('a pack for 3 is filled without pause, and is not stormed', async () => {
	const account = new Account(3);
	let atOnce = 0;
	const seconds = await made(30, account, running(), (now) => {
		if (now === 0) atOnce = account.attempts;
	});
	expect(seconds).toBeLessThanOrEqual(602);
	expect(atOnce).toBe(20);
	expect(account.most).toBe(3);
	// 17 at the beginning, then single ones after growing pauses: about 4 a minute
	const refused = account.attempts - 30;
	expect(refused).toBeGreaterThanOrEqual(17 + 5);
	expect(refused).toBeLessThanOrEqual(17 + 80);
});

test('when other places become free, more are used step by step, up to the cap', async () => {
	const account = new Account(2);
	const before = await made(60, account, running(), (seconds) => {
		if (seconds === 100) account.places = 50;
	});
	expect(account.most).toBe(20);
	expect(before).toBeLessThan(400);
});

test('a pack that others use up is tried again and again', async () => {
	const account = new Account(0);
	const seconds = await made(5, account, running(), (now) => {
		if (now === 120) account.places = 5;
	});
	expect(seconds).toBeGreaterThan(120 + 60);
	expect(seconds).toBeLessThan(120 + 30 + 60 + 60);
	// never more than one a second, less often with time
	expect(account.attempts).toBeLessThan(5 + 5 + 40);
});

test('an error of the work is its caller’s; the slot is free again', async () => {
	const slots = createSlots(1, new AbortController().signal);
	await expect(
		slots.run(async () => {
			throw new Error('refused');
		}),
	).rejects.toThrow('refused');
	expect(await slots.run(async () => 7)).toBe(7);
});

test('a run that is stopped does not leave anyone waiting for a place', async () => {
	const stop = new AbortController();
	const slots = createSlots(3, stop.signal);
	const outcomes = Promise.allSettled(
		Array.from(
			{ length: 5 },
			async () =>
				await slots.run(async () => {
					if (stop.signal.aborted) throw new Error('not started');
					throw new NoPlace();
				}),
		),
	);
	await jest.advanceTimersByTimeAsync(100);
	stop.abort();
	await jest.advanceTimersByTimeAsync(10);
	expect((await outcomes).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
});

describe('the pause before another attempt', () => {
	test('is at least 1 s, at most 30 s, and longer on average each time', () => {
		const means = Array.from({ length: 8 }, (_, index) => {
			const pauses = Array.from({ length: 2000 }, () => backOff(index + 1));
			expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1000);
			expect(Math.max(...pauses)).toBeLessThanOrEqual(Math.min(30_000, 1000 * 2 ** (index + 1)));
			return pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
		});
		expect(means[0]).toBeLessThan(means[2]!);
		expect(means[2]).toBeLessThan(means[4]!);
		// full jitter: the mean is near the middle, not at the ceiling
		expect(means[7]).toBeGreaterThan(13_000);
		expect(means[7]).toBeLessThan(18_000);
	});
});
