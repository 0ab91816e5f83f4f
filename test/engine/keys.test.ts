import type { INodeParameters } from 'n8n-workflow';
import { runNodes } from './engine';
import { credentials, editVideo, imageToVideo, textToVideo, useKling } from './kling';
import { ownKey, rows } from './ownKeys';

/** A key means one video: whose it is, what counts as the same, and what a person is told of a video that was found. */

const kling = useKling({ renderMs: 20 });

const created = () => kling.service.created;
const day = 24 * 3_600_000;

describe.each(['classic', 'current'])('on the %s API', (apiVersion) => {
	const video = (options: INodeParameters = {}, prompt = 'A paper boat') => textToVideo({ apiVersion, prompt, options });
	const image = (options: INodeParameters): INodeParameters => ({
		resource: 'image',
		download: false,
		operation: 'generate',
		apiVersion,
		prompt: 'A paper boat',
		options,
	});

	describe('an attempt after a failure', () => {
		test.each(['summer-sale-2', 'summer-sale~try2', 'summer-sale~7Etry2', 'summer-sale:2', 'summer-sale~2'])(
			'is not mixed up with the row “%s”',
			async (other) => {
				await kling.run(video(ownKey(other), 'the other post'));
				const failed = await kling.run(video(ownKey('summer-sale'), '[[fail]] the first post'));
				expect(failed.error?.message).toContain('could not finish');
				const { items } = await kling.run(video(ownKey('summer-sale'), 'the first post'));
				expect(created()).toHaveLength(3);
				expect(items[0]?.json).toMatchObject({ taskId: created()[2]?.taskId, found: false });
			},
		);
	});

	describe('Tag and Reference do not change what counts as the same', () => {
		test.each<[string, INodeParameters[]]>([
			['a tag, then a reference join', [{}, { tag: 'content-plan' }, { tag: 'content-plan', reference: 'row-1' }]],
			['another tag', [{ tag: 'spring' }, { tag: 'autumn' }]],
			['another reference', [{ reference: '1' }, { reference: '2' }]],
			['a reference in place of a tag', [{ tag: 'a:b' }, { reference: 'a:b' }]],
		])('%s', async (_, changes) => {
			const runs = [];
			for (const change of changes) runs.push(await kling.run(video({ ...ownKey('row-1'), ...change })));
			expect(created()).toHaveLength(1);
			expect(runs.map(({ items }) => items[0]?.json.taskId)).toEqual(changes.map(() => created()[0]?.taskId));
			expect(runs.map(({ items }) => items[0]?.json.found)).toEqual(changes.map((_change, index) => index > 0));
		});

		test('Same Input with another tag', async () => {
			await kling.run(video({ idempotency: 'sameInput', tag: 'spring' }));
			await kling.run(video({ idempotency: 'sameInput', tag: 'autumn' }));
			expect(created()).toHaveLength(1);
		});

		test('within one run', async () => {
			const node = video({ ...ownKey('row-1'), tag: '={{ $json.tag }}' });
			await kling.run(node, rows({ tag: 'a' }, { tag: 'b' }));
			expect(created()).toHaveLength(1);
		});

		test('a failed task of another tag does not stand in the way', async () => {
			await kling.run(video({ ...ownKey('row-1'), tag: 'a' }, '[[fail]]'));
			const { items } = await kling.run(video({ ...ownKey('row-1'), tag: 'b' }));
			expect(items[0]?.json).toMatchObject({ status: 'succeeded', found: false, tag: 'b' });
		});
	});

	test.each(['2026-11-25T08:00:00', 'a:b:c', 'https://example.com/a?b=c#d', '100 % sure, ~yes', '雨/猫', '\\n;x'])(
		'the key “%s” comes back as it was given, and finds its video',
		async (key) => {
			const first = await kling.run(video(ownKey(key)));
			expect(first.error).toBeUndefined();
			expect(first.items[0]?.json).toMatchObject({ idempotencyKey: key });
			expect(first.items[0]?.json).not.toHaveProperty('tag');
			const { items } = await kling.run(video({ ...ownKey(key), tag: key, reference: key }));
			expect(items[0]?.json).toMatchObject({ idempotencyKey: key, found: true });
			const other = await kling.run(video({ ...ownKey(`${key}!`), tag: key, reference: key }));
			expect(other.items[0]?.json).toMatchObject({ idempotencyKey: `${key}!`, tag: key, reference: key, found: false });
		},
	);

	describe('a key with a hole is refused by name, before anything is sent', () => {
		const holes: Array<[string, object]> = [
			['={{ $json.id }}', { id: { v: 1 } }],
			['={{ $json.id }}', { id: [1, 2] }],
			['={{ $json.id }}', { id: true }],
			['={{ $json.id }}', { id: 829836802793406600 }],
			['={{ $json.id }}', {}],
			['={{ $json.id }}', { id: 'row-undefined' }],
			['={{ $json.id }}', { id: 'row-' }],
			['=row-{{ $json.missing }}', {}],
			['=row-{{ $json.id }}', { id: null }],
			['=row-{{ $json.id }}-v1', { id: '' }],
			['={{ $json.a }}-{{ $json.b }}', { a: 1 }],
			['=row-{{ $json.id }}', { id: { v: 1 } }],
			['={{ "row-" + $json.missing }}', {}],
			['={{ `row-${$json.id}` }}', { id: {} }],
			['={{ "row-" + ($json.missing ?? "") }}', {}],
			['={{ $json.missing + "-7" }}', {}],
			['={{ Number($json.x) }}', { x: 'a' }],
			['=row-{{ Number($json.x) }}', { x: 'a' }],
			// nothing has been worked out: the same text for all rows
			['{{ $json.id }}', { id: 1 }],
			['row-{{ $json.id }}', { id: 1 }],
			['={{ $json.id }}', { id: '{{ $json.id }}' }],
			// what a sheet and JavaScript show for a value that is none
			...['#N/A', '#REF!', 'row-#VALUE!', '#DIV/0!', '#NAME?', 'Invalid Date', 'Invalid DateTime', 'row-Infinity'].map(
				(id): [string, object] => ['={{ $json.id }}', { id }],
			),
		];
		test.each(holes)('%s of %j', async (key, json) => {
			const { error, items } = await kling.run(video(ownKey(key)), rows(json));
			expect(items).toEqual([]);
			expect(error?.message).toContain('Idempotency Key');
			expect(error?.context?.itemIndex).toBe(0);
			expect(kling.service.requests).toEqual([]);
		});

		test.each<[unknown, object]>([
			['={{ $json.id }}', { id: 0 }],
			['={{ $json.id }}', { id: -5 }],
			['=row-{{ $json.id }}', { id: 7 }],
			['={{ $json.url }}', { url: 'https://example.com/page/' }],
			['={{ $json.id }}', { id: 'nullable-undefinedness' }],
			['={{ $now.toISODate() }}', {}],
			['row-', {}],
			[7, {}],
		])('%s of %j is a key', async (key, json) => {
			const { error } = await kling.run(video({ ...ownKey(key), dryRun: true }), rows(json));
			expect(error).toBeUndefined();
		});
	});

	test('an ID that is longer than what is sure to be found again is refused by name', async () => {
		const { error } = await kling.run(video({ ...ownKey('x'.repeat(190)), tag: 'a-tag-of-12c' }));
		expect(error?.message).toContain('Idempotency Key, Tag and Reference make an external ID of 204 characters');
		expect(kling.service.requests).toEqual([]);
	});

	test('two items with one key and different jobs are refused before anything is sent, and both are named', async () => {
		const node = textToVideo({ apiVersion, prompt: '={{ $json.prompt }}', options: ownKey('={{ $json.id }}') });
		const given = rows({ id: 'a', prompt: 'one' }, { id: 'b', prompt: 'two' }, { id: 'a', prompt: 'three' });
		const { error } = await kling.run(node, given);
		expect(error?.message).toBe('Items 1 and 3 have the same Idempotency Key “a”, but different jobs');
		expect(kling.service.requests).toEqual([]);
		const { items } = await kling.run(node, { ...given, continueOnFail: true });
		expect(items.map(({ json }) => Boolean(json.error))).toEqual([true, false, true]);
		expect(created()).toHaveLength(1);
	});

	test('a found video says so, and sums over items are right', async () => {
		const node = textToVideo({ apiVersion, prompt: '={{ $json.id }}', options: ownKey('={{ $json.id }}') });
		const first = await kling.run(node, rows({ id: 'a' }, { id: 'b' }));
		const second = await kling.run(node, rows({ id: 'a' }, { id: 'c' }, { id: 'b' }));
		const costs = [first, second].map(({ items }) => items.map(({ json }) => (json.cost as Record<string, number>).thisRunUnits));
		expect(costs).toEqual([
			[4, 4],
			[0, 4, 0],
		]);
		expect(second.items.map(({ json }) => json.found)).toEqual([true, false, true]);
		expect(second.items[0]?.json.cost).toMatchObject({ units: 4, chargedUnits: 4, thisRunUsd: 0 });
		expect(first.hints.join()).not.toContain('Found');
		expect(second.hints.join()).toContain('Found under the same key and not ordered again: items 1 and 3');
	});

	test('two nodes of one workflow with the same key: one order, and the second says that it is another job', async () => {
		const node = (aspectRatio: string) => textToVideo({ apiVersion, aspectRatio, options: ownKey('={{ $json.id }}') });
		const items = await runNodes([node('16:9'), node('9:16')], credentials(kling.service), rows({ id: 'row-1' }).items);
		expect(created()).toHaveLength(1);
		expect(items).toEqual([
			expect.objectContaining({ found: false }),
			expect.objectContaining({ found: true, sameJob: false, taskId: created()[0]?.taskId }),
		]);
	});

	test('two workflows with the same key: the length gives away that it is another job', async () => {
		await kling.run({ ...video(ownKey('2')), duration: 10 }, { workflowId: 'A' });
		const { items, hints } = await kling.run(video(ownKey('2')), { workflowId: 'B' });
		expect(items[0]?.json).toMatchObject({ found: true, sameJob: false });
		expect(hints.join()).toContain('The key of item 1 belongs to another job');
	});

	test('a key of an image is not one of a video: “this key belongs to another kind of task”', async () => {
		await kling.run(image(ownKey('row-1')));
		const { error } = await kling.run(video(ownKey('row-1')));
		expect(error?.message).toBe('This key belongs to another kind of task: “row-1” is an image');
		expect(error?.description).toContain('Nothing was ordered');
		expect(error?.description).not.toContain('may have been created');
		expect(created()).toHaveLength(1);
	});

	describe('a video whose file Kling has deleted', () => {
		const longAgo = () => created().forEach((task) => ((task.createdAt -= 31 * day), (task.updatedAt -= 31 * day)));

		test.each<[string, INodeParameters, string]>([
			['Same Input', { idempotency: 'sameInput' }, 'set Idempotency to Per Execution for one run'],
			['Own Key', ownKey('row-1'), 'give another Idempotency Key'],
		])('%s says when, and what to change', async (_, options, remedy) => {
			await kling.run(video(options));
			longAgo();
			kling.service.deleteFiles(created()[0]!.taskId);
			const { error } = await kling.run(video(options));
			const deleted = new Date(created()[0]!.updatedAt + 30 * day).toISOString().slice(0, 10);
			expect(error?.message).toBe(`What was made for this key has expired: Kling has deleted its file on ${deleted}`);
			expect(error?.description).toContain(remedy);
			expect(error?.description).toContain(created()[0]!.taskId);
			expect(created()).toHaveLength(1);
		});

		test('is noticed by its link, too', async () => {
			await kling.run(video({ idempotency: 'sameInput' }));
			kling.service.deleteFiles(created()[0]!.taskId);
			const { error } = await kling.run({ ...video({ idempotency: 'sameInput' }), download: true });
			expect(error?.message).toBe('What was made for this key has expired: Kling has deleted its file');
			expect(error?.description).toContain('set Idempotency to Per Execution for one run');
		});
	});

	test('Same Input does not count the signature of a picture’s link', async () => {
		const node = (query: string) =>
			imageToVideo({
				apiVersion,
				firstFrame: `https://media.example.org/a.png?${query}`,
				options: { idempotency: 'sameInput', skipMediaChecks: true },
			});
		for (const query of ['X-Amz-Date=1&X-Amz-Signature=2', 'X-Amz-Date=3&X-Amz-Signature=4', 'v=2&X-Amz-Date=5'])
			await kling.run(node(query));
		expect(created()).toHaveLength(2);
	});

	test.each(['https://n8n.example.com/a', '={{ $execution.resumeUrl }}'])('Same Input does not count the callback URL %s', async (url) => {
		const node = { ...video({ idempotency: 'sameInput', callbackUrl: url }), completion: 'submit' };
		await kling.run(node);
		await kling.run({ ...node, ...video({ idempotency: 'sameInput' }), completion: 'submit' });
		await kling.run(node);
		expect(created()).toHaveLength(1);
	});
});

test('classic: a key that is the ID of a task is refused by name, since Kling looks both up in the same way', async () => {
	const source = await kling.run(textToVideo());
	const { taskId, videoUrl } = source.items[0]!.json;
	const node = editVideo({
		video: String(videoUrl),
		prompt: 'at night',
		options: { ...ownKey('={{ $json.taskId }}'), skipMediaChecks: true },
	});
	const { error } = await kling.run(node, rows({ taskId }));
	expect(error?.message).toBe(`Idempotency Key “${String(taskId)}” is the ID of a task`);
	expect(error?.description).toContain(`edit-${String(taskId)}`);
	expect(created()).toHaveLength(1);
});

test('current: a key that is the ID of a task is a key like any other', async () => {
	const source = await kling.run(textToVideo({ apiVersion: 'current' }));
	const { taskId, videoUrl } = source.items[0]!.json;
	const node = editVideo({
		apiVersion: 'current',
		video: String(videoUrl),
		prompt: 'at night',
		options: { ...ownKey('={{ $json.taskId }}'), skipMediaChecks: true },
	});
	await kling.run(node, rows({ taskId }));
	const { items } = await kling.run(node, rows({ taskId }));
	expect(created()).toHaveLength(2);
	expect(items[0]?.json).toMatchObject({ taskId: created()[1]?.taskId, found: true });
});

test('classic: a key of a video made by another model’s path is still a video’s', async () => {
	await kling.run(textToVideo({ model: 'kling-v3', options: ownKey('row-1') }));
	const { items, error } = await kling.run(textToVideo({ model: 'kling-v3-omni', options: ownKey('row-1') }));
	expect(error).toBeUndefined();
	expect(created()).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ found: true, taskId: created()[0]?.taskId });
});
