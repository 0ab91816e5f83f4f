import type { INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { textToVideo, useKling } from './kling';

/** How many tasks run at once: the person's cap, and what the account's pack allows. */

const items = (count: number) => Array.from({ length: count }, (_, number) => ({ json: { prompt: `boat ${number}` } }));
const video = (options: INodeParameters, dialect: INodeParameters = {}) =>
	textToVideo({ ...dialect, prompt: '={{ $json.prompt }}', options });

/** A task more than there should be has so long to appear before the running ones end, ms. */
const margin = 150;

/**
 * Watches how many tasks run at the service, and ends them as soon as so many run, or all there will be: however slow
 * the machine is, the cap is reached.
 */
function endWhenRunning(service: Simulator, most: number, all: number) {
	const seen: number[] = [];
	const running = () => service.created.filter(({ status }) => status === 'submitted' || status === 'processing');
	let reachedAt: number | undefined;
	const timer = setInterval(() => {
		const now = running();
		seen.push(now.length);
		if (now.length < most && service.created.length < all) return;
		reachedAt ??= Date.now();
		if (Date.now() - reachedAt < margin) return;
		reachedAt = undefined;
		for (const { taskId } of now) service.finish(taskId);
	}, 2);
	return {
		stop: () => {
			clearInterval(timer);
			return seen;
		},
	};
}

const creates = (service: Simulator) => service.requests.filter(({ method }) => method === 'POST');

describe('the person’s cap', () => {
	const kling = useKling({ renderMs: Infinity });

	test.each([1, 4])('Max Concurrent Tasks %i is kept, and used', async (maxConcurrentTasks) => {
		const running = endWhenRunning(kling.service, maxConcurrentTasks, 6);
		const { items: made, error } = await kling.run(video({ maxConcurrentTasks }), { items: items(6) });
		expect(error).toBeUndefined();
		expect(made).toHaveLength(6);
		expect(Math.max(...running.stop())).toBe(maxConcurrentTasks);
	});

	test('5 run at once if nothing is said', async () => {
		const running = endWhenRunning(kling.service, 5, 8);
		await kling.run(video({}), { items: items(8) });
		expect(Math.max(...running.stop())).toBe(5);
	});
});

describe('a pack that allows fewer than the person', () => {
	const kling = useKling({ renderMs: Infinity, concurrency: 2 });

	test.each([{ apiVersion: 'classic' }, { apiVersion: 'current' }, { service: 'modelStudio' }])(
		'lowers the cap by itself, and all items are made (%j)',
		async (dialect) => {
			const running = endWhenRunning(kling.service, 2, 12);
			const { items: made, error } = await kling.run(video({ maxConcurrentTasks: 8 }, dialect), { items: items(12) });
			expect(error).toBeUndefined();
			expect(made.map(({ json }) => json.status)).toEqual(Array.from({ length: 12 }, () => 'succeeded'));
			expect(Math.max(...running.stop())).toBe(2);
			expect(creates(kling.service).some(({ status }) => status === 429)).toBe(true);
			expect(kling.service.created).toHaveLength(12);
		},
	);
});

describe('a pack that was full for a while', () => {
	const kling = useKling({ renderMs: Infinity });

	test('is tried higher again, up to the cap', async () => {
		// 1303 for the first creates only, as when another workflow's tasks end
		kling.service.fault({ method: 'POST', nth: 3, times: 6, action: 'error', code: 1303 });
		const running = endWhenRunning(kling.service, 4, 24);
		await kling.run(video({ maxConcurrentTasks: 4 }), { items: items(24) });
		const seen = running.stop();
		const full = seen.lastIndexOf(4);
		expect(seen.indexOf(2)).toBeLessThan(full);
		expect(Math.max(...seen)).toBe(4);
	});
});
