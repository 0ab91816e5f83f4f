import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { imageToVideo, referenceToVideo, textToVideo, useKling } from './kling';

/**
 * Values that come from a spreadsheet, an expression or a language model: what is clear is taken, anything else is
 * refused in the words that the panel's own values get.
 */

const kling = useKling();
const url = 'https://media.example.org/a.png';
const clip = 'https://media.example.org/a.mp4';
const looks = { skipMediaChecks: true };
const from = (json: IDataObject) => ({ items: [{ json }] });
const created = () => kling.service.created.at(-1)?.body;
const sent = () => kling.service.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('a value that is clear is taken as it is meant', () => {
	const cases: Array<[field: string, parameters: INodeParameters, values: unknown[], body: object]> = [
		['duration', textToVideo({ duration: '={{ $json.v }}' }), [7, '7', ' 7 ', '７', '7 s', '7.0', '7 seconds'], { duration: '7' }],
		['sound', textToVideo({ sound: '={{ $json.v }}' }), [true, 'TRUE', 'true ', 'Yes', 'on', '１', 1], { sound: 'on' }],
		['sound', textToVideo({ sound: '={{ $json.v }}' }), [false, 'FALSE', 'no', 'Off', '0'], { sound: 'off' }],
		['quality', textToVideo({ quality: '={{ $json.v }}' }), ['720p', '720P', ' 720p ', '７２０ｐ'], { mode: 'std' }],
		['aspectRatio', textToVideo({ aspectRatio: '={{ $json.v }}' }), ['9:16', ' 9:16', '９：１６'], { aspect_ratio: '9:16' }],
		['prompt', textToVideo({ prompt: '={{ $json.v }}' }), [' a boat ', 'a boat'], { prompt: 'a boat' }],
		['prompt', textToVideo({ prompt: '={{ $json.v }}' }), [42, '42'], { prompt: '42' }],
		[
			'storyboard',
			textToVideo({ shots: 'storyboard', storyboard: { shot: [{ prompt: 'rain', seconds: '={{ $json.v }}' }] } }),
			[4, '4', '４ s'],
			{ duration: '4', multi_prompt: [{ index: 1, prompt: 'rain', duration: '4' }] },
		],
	];
	test.each(cases)('%s', async (_, parameters, values, body) => {
		for (const v of values) {
			const { error } = await kling.run(parameters, from({ v: v as string }));
			expect({ v, error }).toEqual({ v, error: undefined });
			expect(created()).toMatchObject(body);
		}
		expect(kling.service.created).toHaveLength(values.length);
	});

	test('a model by any of its names', async () => {
		for (const v of ['kling-v3-omni', 'kling-3.0-omni', 'KLING-V3-OMNI', 'Kling 3.0 Omni', ' kling 3.0 omni ']) {
			await kling.run(textToVideo({ model: '={{ $json.v }}' }), from({ v }));
			expect(created()).toMatchObject({ model_name: 'kling-v3-omni' });
		}
	});

	test('an element id as text keeps every digit', async () => {
		const { error } = await kling.run(
			referenceToVideo({ elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '={{ $json.v }}' } }] } }),
			from({ v: ' 829836802793406551 ' }),
		);
		expect(error).toBeUndefined();
		expect(sent()[0]).toContain('"element_id":829836802793406551');
	});
});

describe('anything else is refused by the name of its field, and nothing is sent', () => {
	const images = (row: INodeParameters) => referenceToVideo({ images: { image: [{ url, ...row }] }, options: looks });
	const frame = (value: string) => imageToVideo({ firstFrame: { __rl: true, mode: 'url', value }, options: looks });
	const element = (value: string) =>
		referenceToVideo({ elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value } }] } });
	const cases: Array<[INodeParameters, unknown, string]> = [
		[textToVideo({ duration: '={{ $json.v }}' }), 'five', 'Duration must be a number, but is “five”'],
		[textToVideo({ duration: '={{ $json.v }}' }), '4.5', 'Duration must be a whole number, but is “4.5”'],
		[textToVideo({ duration: '={{ $json.v }}' }), 16, 'Duration is 16 s, but Kling 3.0 Omni makes 3 to 15 s'],
		[textToVideo({ duration: '={{ $json.v }}' }), null, 'Duration must be a number, but is empty'],
		[textToVideo({ sound: '={{ $json.v }}' }), 'maybe', 'Sound must be true or false, but is “maybe”'],
		[textToVideo({ quality: '={{ $json.v }}' }), '8k', 'Quality must be 720p, 1080p or 4K, but is “8k”'],
		[textToVideo({ aspectRatio: '={{ $json.v }}' }), '4:3', 'Aspect Ratio must be 16:9, 9:16 or 1:1, but is “4:3”'],
		[textToVideo({ prompt: '={{ $json.v }}' }), { text: 'a boat' }, 'Prompt must be text, but is “{"text":"a boat"}”'],
		[textToVideo({ prompt: '={{ $json.missing }}' }), 1, 'Prompt is empty'],
		[textToVideo({ model: '={{ $json.v }}' }), ' ', 'Model is empty'],
		[textToVideo({ model: '={{ $json.v }}' }), null, 'Model is empty'],
		[textToVideo({ model: '={{ $json.v }}' }), ['kling-v3'], 'Model must be text, but is “["kling-v3"]”'],
		[textToVideo({ model: 'kling-video-o1', quality: '={{ $json.v }}' }), '4k', 'Quality is 4k, but Kling O1 does not make 4k'],
		[images({ url: '={{ $json.v }}' }), '', 'Images, row 1 needs either a URL or the name of a binary field'],
		[frame('={{ $json.v }}'), 7, 'First Frame: “7” is not a web address'],
		[
			element('={{ $json.v }}'),
			829836802793406600,
			'Elements, row 1, Id was given as a number too large to be exact (829836802793406600); give it as text',
		],
		[element('={{ $json.v }}'), 'ada', 'Elements, row 1, Id must be a number of digits only'],
		[
			textToVideo({ shots: 'storyboard', storyboard: { shot: [{ prompt: 'rain', seconds: '={{ $json.v }}' }] } }),
			'long',
			'Storyboard, row 1, Seconds must be a number, but is “long”',
		],
		[
			referenceToVideo({ video: clip, keepSound: '={{ $json.v }}', options: looks }),
			'perhaps',
			'Keep Original Sound must be true or false, but is “perhaps”',
		],
	];
	test.each(cases)('%#: %j', async (parameters, v, message) => {
		const { error } = await kling.run(parameters, from({ v: v as string }));
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/Nothing was sent to Kling/);
		expect(kling.service.requests).toEqual([]);
	});

	test('several fields at once are all named', async () => {
		const { error } = await kling.run(textToVideo({ duration: '={{ "x" }}', quality: '={{ "8k" }}' }));
		expect(error?.message).toBe('2 fields need a change: Duration, Quality');
		expect(error?.description).toContain('Duration must be a number, but is “x”. Correct Duration. (§3)');
	});
});
