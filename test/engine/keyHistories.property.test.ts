import fc from 'fast-check';
import { cases } from '../effort';
import { textToVideo, useKling } from './kling';

/** Histories of runs with keys of persons that look like each other's attempts: each key gets one video, and it is its own. */

const kling = useKling({ renderMs: 5, units: 1e9 });

interface Order {
	key: string;
	fails: boolean;
	tag: string;
}

const order: fc.Arbitrary<Order> = fc.record({
	key: fc.constantFrom('a', 'a-2', 'a~try2', 'a:2', 'a:b:a', 'a~7Etry2', '%3A', 'A'),
	fails: fc.boolean(),
	tag: fc.constantFrom('t', 'a', 'a:b'),
});

/** Orders without a tag come first: after a tag was taken away, an order cannot be found any more. */
const history = fc
	.tuple(fc.array(order, { maxLength: 3 }), fc.array(order, { maxLength: 4 }))
	.map(([plain, tagged]) => [...plain.map((one) => ({ ...one, tag: '' })), ...tagged]);

test.each(['classic', 'current'])(
	'on the %s API',
	async (apiVersion) => {
		let histories = 0;
		await fc.assert(
			fc.asyncProperty(history, async (orders) => {
				const mine = `h${++histories}-`;
				const made = new Map<string, unknown>();
				for (const { key, fails, tag } of orders) {
					const before = kling.service.created.length;
					const { items } = await kling.run(
						textToVideo({
							apiVersion,
							prompt: fails ? '[[fail]]' : 'A paper boat',
							options: { idempotency: 'ownKey', idempotencyKey: mine + key, tag },
						}),
						{ continueOnFail: true },
					);
					const [{ json } = { json: {} as Record<string, unknown> }] = items;
					const paid = kling.service.created.length - before;
					expect(paid).toBe(made.has(key) ? 0 : 1);
					if (made.has(key)) expect(json).toMatchObject({ taskId: made.get(key), found: true, idempotencyKey: mine + key });
					else if (!fails) {
						expect(json).toMatchObject({ status: 'succeeded', found: false, idempotencyKey: mine + key });
						made.set(key, json.taskId);
					}
				}
			}),
			{ numRuns: cases(100) },
		);
	},
	300_000,
);
