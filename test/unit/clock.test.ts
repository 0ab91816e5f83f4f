import { getEventListeners } from 'node:events';
import { sleep } from '../../nodes/kling/clock';

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

test('a sleep that is broken off leaves no timer and no listener', async () => {
	const stop = new AbortController();
	const before = timers();
	const asleep = [sleep(600_000, stop.signal), sleep(600_000, stop.signal)];
	expect(getEventListeners(stop.signal, 'abort')).toHaveLength(2);
	stop.abort();
	await Promise.all(asleep);
	expect(timers()).toBe(before);
	expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
});

test('a sleep that is not broken off takes its time', async () => {
	const start = performance.now();
	await sleep(50, new AbortController().signal);
	expect(performance.now() - start).toBeGreaterThanOrEqual(45);
});
