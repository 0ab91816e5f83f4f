import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { editVideo, imageToVideo, referenceToVideo, textToVideo, useKling } from './kling';

/** Whole lists from an expression in place of rows: the answer of a language model, aggregated items, JSON text. */

const kling = useKling();
const url = 'https://media.example.org/a.png';
const other = 'https://media.example.org/b.png';
const clip = 'https://media.example.org/a.mp4';
const gallery = '829836802793406551';
const options = { skipMediaChecks: true };
const body = () => kling.service.created.at(-1)?.body;
const run = async (parameters: INodeParameters, list: unknown) =>
	await kling.run({ ...parameters, options }, { items: [{ json: { list } as IDataObject }] });

const shots = textToVideo({ shots: 'storyboard', lists: { storyboard: '={{ $json.list }}' } });
const pictures = referenceToVideo({ lists: { images: '={{ $json.list }}' }, prompt: 'a boat' });
const elements = referenceToVideo({ lists: { elements: '={{ $json.list }}' }, prompt: 'a boat' });

describe('a storyboard', () => {
	const board = [
		{ prompt: 'rain', seconds: 3 },
		{ prompt: 'a kettle', seconds: '5' },
	];
	const sent = [
		{ index: 1, prompt: 'rain', duration: '3' },
		{ index: 2, prompt: 'a kettle', duration: '5' },
	];
	test.each<[string, unknown]>([
		['an array', board],
		['JSON text', JSON.stringify(board)],
		['JSON text as a language model fences it', `\`\`\`json\n${JSON.stringify(board, null, 2)}\n\`\`\``],
		['shots whose length is called duration', board.map(({ prompt, seconds }) => ({ prompt, duration: seconds }))],
	])('as %s', async (_, list) => {
		const { error } = await run(shots, list);
		expect(error).toBeUndefined();
		expect(body()).toMatchObject({ multi_prompt: sent, duration: '8' });
	});

	test('one per item', async () => {
		const { items } = await kling.run(
			{ ...shots, options },
			{ items: [3, 4].map((seconds) => ({ json: { list: [{ prompt: 'rain', seconds }] } })) },
		);
		expect(items).toHaveLength(2);
		expect(kling.service.created.map(({ body: { duration } }) => duration).sort()).toEqual(['3', '4']);
	});

	test.each<[unknown, string]>([
		['rain, then sun', 'Storyboard must be a list, but is “rain, then sun”'],
		[[{ prompt: 'rain', seconds: 'long' }], 'Storyboard, row 1, Seconds must be a number, but is “long”'],
		[[{ prompt: 'rain', seconds: 2.5 }], 'Storyboard, row 1, Seconds must be a whole number, but is “2.5”'],
		[[{ prompt: '', seconds: 4 }], 'The prompt of storyboard shot 1 is empty'],
		[[], 'Storyboard has 0 shots, but takes 1 to 6'],
		[null, 'Storyboard has 0 shots, but takes 1 to 6'],
		[Array(7).fill({ prompt: 'rain', seconds: 2 }), 'Storyboard has 7 shots, but takes 1 to 6'],
		[[{ prompt: 'rain', seconds: 16 }], 'Storyboard shots add up to 16 s, but Kling 3.0 Omni makes 3 to 15 s'],
	])('%j is refused in the words of the rows', async (list, message) => {
		const { error } = await run(shots, list);
		expect(error?.message).toBe(message);
		expect(kling.service.requests).toEqual([]);
	});

	test('stays out where Shots is not Storyboard, whatever it holds', async () => {
		const { error } = await run(referenceToVideo({ lists: { storyboard: '={{ $json.list }}', images: [url] } }), 'nonsense');
		expect(error).toBeUndefined();
		expect(body()).not.toHaveProperty('multi_prompt');
	});
});

describe('images', () => {
	test.each<[string, unknown, object[]]>([
		['addresses', [url, other], [{ image_url: url }, { image_url: other }]],
		['entries with a role', [{ url, role: 'FIRSTFRAME' }, { url: other }], [{ image_url: url, type: 'first_frame' }, { image_url: other }]],
		['JSON text', JSON.stringify([{ url }]), [{ image_url: url }]],
	])('as %s', async (_, list, images) => {
		const { error } = await run(pictures, list);
		expect(error).toBeUndefined();
		expect(body()?.image_list).toEqual(images);
	});

	test('take the place of the rows', async () => {
		await run(imageToVideo({ firstFrame: url, lists: { images: '={{ $json.list }}' } }), [{ url: other, role: 'firstFrame' }]);
		expect(body()?.image_list).toEqual([{ image_url: other, type: 'first_frame' }]);
	});

	test.each<[unknown, string]>([
		['not a list', 'Images must be a list, but is “not a list”'],
		[[{ role: 'firstFrame' }], 'Images, row 1 needs either a URL or the name of a binary field'],
		[[url, { url, role: 'hero' }], 'Images, row 2, Role must be firstFrame, lastFrame or reference, but is “hero”'],
		[['a.png'], 'Images, row 1: “a.png” is not a web address'],
		[Array(8).fill(url), 'Images: 8 reference pictures and multi-image elements, but at most 7 are possible'],
		[[{ url, role: 'lastFrame' }], 'First Frame is empty, but Last Frame is given'],
	])('%j is refused in the words of the rows', async (list, message) => {
		const { error } = await run(pictures, list);
		expect(error?.message).toBe(message);
		expect(kling.service.requests).toEqual([]);
	});
});

describe('elements', () => {
	const raw = () => kling.service.requests.find(({ method }) => method === 'POST')?.body;
	test.each<[string, unknown]>([
		['ids', [gallery]],
		['JSON text with ids as bare numbers', `[${gallery}]`],
		['JSON text with entries', `[{ "id": ${gallery}, "kind": "multiImage" }]`],
	])('as %s, with every digit', async (_, list) => {
		const { error } = await run(elements, list);
		expect(error).toBeUndefined();
		expect(raw()).toContain(`"element_list":[{"element_id":${gallery}}]`);
	});

	test.each<[INodeParameters, unknown, string]>([
		[elements, [Number(gallery)], 'Elements, row 1, Id was given as a number too large to be exact (829836802793406600); give it as text'],
		[elements, [{ id: gallery, kind: 'person' }], 'Elements, row 1, Kind must be multiImage or videoCharacter, but is “person”'],
		[
			editVideo({ video: clip, lists: { elements: '={{ $json.list }}' } }),
			[{ id: gallery, kind: 'videoCharacter' }],
			'Elements has a video-character element, but a video input excludes video-character elements',
		],
	])('%#: refused in the words of the rows', async (parameters, list, message) => {
		const { error } = await run(parameters, list);
		expect(error?.message).toBe(message);
		expect(kling.service.requests).toEqual([]);
	});
});
