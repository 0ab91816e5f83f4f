import type { INode, INodeParameters } from 'n8n-workflow';
import { runNode } from './engine';
import { credentials, task, textToVideo, useKling } from './kling';
import { captain, byId } from './libraryCalls';

/** n8n's four ways of going on after an error: what goes wrong with one item stays that item's, wherever it leaves. */

const kling = useKling({ renderMs: 20 });
const settings = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput', undefined] as const;
const prompts = (...all: string[]) => ({ items: all.map((p) => ({ json: { p } })) });
const video = (more: INodeParameters = {}) => textToVideo({ prompt: '={{ $json.p }}', ...more });

test('a failed item leaves by the error output, with its task id and all that the error says', async () => {
	const { items, failed } = await kling.run(video(), { ...prompts('good', '[[refuse]]', '', '[[fail]]'), onError: 'continueErrorOutput' });
	expect(items.map(({ json }) => json.status)).toEqual(['succeeded']);
	expect(failed).toHaveLength(3);
	const [refused, empty, lost] = failed.map(
		({ json }) => json as { error: string; p: string; details: { taskId?: string; description: string } },
	);
	expect(refused!.error).toContain('content check');
	expect(empty).toMatchObject({ error: 'Prompt is empty', p: '', details: { description: expect.stringContaining('Nothing was sent') } });
	const ids = kling.service.created.map(({ taskId }) => taskId);
	const { taskId } = lost!.details;
	expect(ids).toContain(taskId);
	expect(lost).toMatchObject({ p: '[[fail]]', details: { description: expect.stringContaining(taskId!) } });
});

test('Task → Wait behind the error output takes the id from the details by itself', async () => {
	const { failed } = await kling.run(video({ options: { timeLimit: 0.01 } }), {
		...prompts('[[slow]] boat'),
		onError: 'continueErrorOutput',
	});
	const { error } = await kling.run(task('get'), { items: failed.map(({ json }) => ({ json })) });
	expect(error).toBeUndefined();
});

/** What can go wrong with one of two items. */
const broken: Record<string, { parameters: INodeParameters; before?: () => void; says: RegExp }> = {
	'refused before anything is sent': { parameters: video(), says: /Prompt is empty/ },
	'an expression that cannot be worked out': {
		parameters: video({ prompt: '={{ $json.p ? $json.p : $("Nowhere").item.json.p }}' }),
		says: /^Prompt could not be read: /,
	},
	'refused by Kling': { parameters: video({ prompt: '={{ $json.p || "[[refuse]]" }}' }), says: /content check/ },
	'failed at Kling': { parameters: video({ prompt: '={{ $json.p || "[[fail]]" }}' }), says: /could not finish/ },
	'a ceiling that is reached': {
		parameters: video({ prompt: '={{ $json.p || "another" }}', options: { maxCost: 5 } }),
		says: /Max Cost per Run is 5 units/,
	},
	'a download that breaks': {
		parameters: video({ prompt: '={{ $json.p || "another" }}', download: '={{ !$json.p }}' }),
		before: () => kling.service.fault({ method: 'GET', path: /\.mp4/, action: 'error', status: 404, code: 404, times: Infinity }),
		says: /could not be fetched/,
	},
	'an unknown task': {
		parameters: task('get', { taskIds: '={{ $json.p === "good" ? $json.id : "404" }}' }),
		says: /does not know Task 404/,
	},
	'an unknown element': {
		parameters: { resource: 'element', operation: 'get', element: byId('={{ $json.p === "good" ? "829836802793406551" : "1" }}') },
		says: /does not know Element 1/,
	},
	'an element that is refused': {
		parameters: captain({ name: '={{ $json.p }}', options: { skipMediaChecks: true } }),
		says: /Name is empty/,
	},
	'images that are too many': {
		parameters: { resource: 'image', operation: 'generate', prompt: 'a boat', count: '={{ $json.p ? 1 : 10 }}' },
		says: /Number of Images is 10/,
	},
	'a period that is none': {
		parameters: { resource: 'account', operation: 'getResourcePacks', filters: { after: '={{ $json.p ? "" : "5" }}' } },
		says: /After is “5”, which is not a date/,
	},
};

describe.each(Object.entries(broken))('%s', (_, { parameters, before, says }) => {
	test.each(settings)('On Error: %s', async (onError) => {
		const made = await kling.run(textToVideo());
		kling.service.requests.length = 0;
		before?.();
		const id = made.items[0]!.json.taskId as string;
		const given = { items: [{ json: { p: 'good', id } }, { json: { p: '', id } }] };
		const { items, failed, error } = await kling.run(parameters, {
			...given,
			...(onError ? { onError: onError as INode['onError'] } : {}),
		});
		if (onError === 'continueErrorOutput') {
			expect(error).toBeUndefined();
			expect(items).not.toHaveLength(0);
			expect(items.filter(({ json }) => json.error !== undefined)).toEqual([]);
			expect(failed.map(({ json }) => json.error)).toEqual([expect.stringMatching(says)]);
		} else if (onError === 'continueRegularOutput') {
			expect(error).toBeUndefined();
			expect(failed).toEqual([]);
			expect(items.at(-1)!.json.error).toMatch(says);
			expect(items.filter(({ json }) => json.error === undefined)).not.toHaveLength(0);
		} else {
			expect(error?.message).toMatch(says);
			expect(items).toEqual([]);
		}
		// no input item passes for a result
		for (const { json } of [...items, ...failed]) if (json.p === 'good') expect(json.error).toBeDefined();
	});
});

describe('a fault of the credential as a whole is every item’s', () => {
	const broken = { authType: 'apiKey', apiKey: 'x', region: 'custom', baseUrl: '' };
	test.each([video(), task('get', { taskIds: '1' }), { resource: 'account', operation: 'getResourcePacks' }] as INodeParameters[])(
		'%j',
		async (parameters) => {
			const withKeys = async (onError: INode['onError']) =>
				await runNode(parameters, { ...credentials(kling.service), klingApi: broken }, { ...prompts('a', 'b'), onError });
			const regular = await withKeys('continueRegularOutput');
			expect(regular.items.map(({ json }) => Object.keys(json))).toEqual([
				['error', 'description'],
				['error', 'description'],
			]);
			const { items, failed } = await withKeys('continueErrorOutput');
			expect(items).toEqual([]);
			expect(failed.map(({ json }) => [json.p, json.error])).toEqual([
				['a', expect.stringMatching(/\S/)],
				['b', expect.stringMatching(/\S/)],
			]);
		},
	);
});

test('what the same run says twice in two ways is refused for all of it, before anything is paid', async () => {
	for (const [name, value] of [
		['maxCost', '={{ $json.p === "a" ? 20 : 30 }}'],
		['maxConcurrentTasks', '={{ $json.p === "a" ? 2 : 3 }}'],
	] as const) {
		const { error } = await kling.run(video({ options: { [name]: value } }), prompts('a', 'b'));
		expect(error?.message).toMatch(/^Max C\w+ .* holds for the whole run, but is \d+ for item 1 and \d+ for item 2$/);
	}
	expect(kling.service.created).toEqual([]);
});

test('a wait that ends by one item’s error asks Kling for nothing any more', async () => {
	const { items } = await kling.run(video({ completion: 'submit' }), prompts('[[slow]] boat', '[[fail]]'));
	const { error } = await kling.run(task('wait', { taskIds: '={{ $json.taskId }}' }), {
		items: items.map(({ json }) => ({ json: { taskId: json.taskId! } })),
	});
	expect(error?.message).toContain('could not finish');
	const asked = kling.service.requests.length;
	await new Promise((later) => setTimeout(later, 500));
	expect(kling.service.requests).toHaveLength(asked);
});
