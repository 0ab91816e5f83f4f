import type { INodeParameters } from 'n8n-workflow';
import { file, png, withPicture } from './fixtures';
import type { EngineItem } from './engine';
import { credentials, imageToVideo, inField, task, textToVideo, useKling } from './kling';
import { runNode } from './engine';

const kling = useKling();
const binaryFrame = imageToVideo({ firstFrame: inField('data') });
const shots = (...seconds: number[]) => ({
	shots: 'storyboard',
	storyboard: { shot: seconds.map((length) => ({ prompt: 'rain', seconds: length })) },
});

describe('values that no request may carry are refused before anything is sent', () => {
	const cases: Array<[string, INodeParameters, RegExp, EngineItem]> = [
		['an empty prompt', textToVideo({ prompt: '  ' }), /^Prompt is empty$/, {}],
		['a prompt that is too long', textToVideo({ prompt: 'a'.repeat(2501) }), /Prompt has 2501 characters, but takes 2500/, {}],
		['shots that add up to too much', textToVideo(shots(9, 8)), /Storyboard shots add up to 17 s, but Kling 3\.0 Omni makes 3 to 15 s/, {}],
		['shots that add up to too little', textToVideo(shots(1, 1)), /Storyboard shots add up to 2 s/, {}],
		['a shot of no length', textToVideo(shots(0, 5)), /Storyboard shot 1 lasts 0 s/, {}],
		['half a second', textToVideo({ duration: 4.5 }), /Duration must be a whole number, but is “4\.5”/, {}],
		['a picture under 300 pixels', binaryFrame, /First Frame: the picture is 256 × 400 pixels/, withPicture(256, 400)],
		['a picture that is too wide', binaryFrame, /First Frame: .* 2\.5 times/, withPicture(1200, 400)],
		[
			'a picture over 10 MB',
			binaryFrame,
			/First Frame: the picture has 10\.\d MB, but Kling takes 10 MB/,
			{ files: { data: file(Buffer.concat([png(400, 400), Buffer.alloc(10.5 * 1024 * 1024)])) } },
		],
		[
			'a text file',
			binaryFrame,
			/First Frame: the file is not a JPG or PNG picture/,
			{ files: { data: file(Buffer.from('just text'), 'image/png') } },
		],
		['a missing binary field', binaryFrame, /First Frame: the item has no binary field “data”/, {}],
		['an empty URL', imageToVideo(), /First Frame is empty/, {}],
		['something that is no URL', imageToVideo({ firstFrame: 'boat.png' }), /First Frame: “boat\.png” is not a web address/, {}],
		['a reference to nothing', textToVideo({ prompt: '@image1 sails' }), /Prompt mentions @image1, but nothing is attached/, {}],
		[
			'a date that is none',
			task('getMany', { filters: { createdAfter: 'yesterday' } }),
			/Created After is “yesterday”, which is not a date/,
			{},
		],
		['no task id', task('get', { taskIds: ' ' }), /Task IDs is empty/, {}],
	];
	test.each(cases)('%s', async (_, parameters, message, item) => {
		const { error, items } = await kling.run(parameters, { items: [item] });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(error?.context?.itemIndex).toBe(0);
		expect(items).toEqual([]);
		expect(kling.service.requests).toEqual([]);
	});

	test.each([
		['{{ $json.scene }} at dusk', /^Prompt is “.*”, which n8n has not worked out: switch the field to Expression$/],
		['A boat near [object Object]', /^Prompt is “.*”: “\[object Object\]” stands where a value is missing$/],
		['#N/A', /^Prompt is “#N\/A”: “#N\/A” stands where a value is missing$/],
		['A boat in #REF!', /“#REF!” stands where a value is missing$/],
		[' undefined ', /“undefined” stands where a value is missing$/],
		['null', /“null” stands where a value is missing$/],
		['NaN', /“NaN” stands where a value is missing$/],
	])('a text that stands for nothing: %j', async (text, message) => {
		const { error } = await kling.run(textToVideo({ prompt: '={{ $json.text }}' }), { items: [{ json: { text } }] });
		expect(error?.message).toMatch(message);
		expect(kling.service.requests).toEqual([]);
	});

	test('words that only look like it are ordered', async () => {
		const { error } = await kling.run(textToVideo({ prompt: 'An undefined shape, null gravity, a #NA tag' }));
		expect(error).toBeUndefined();
		expect(kling.service.created).toHaveLength(1);
	});

	test('one bad item stops the run before the good ones are paid for', async () => {
		const { error } = await kling.run(textToVideo({ prompt: '={{ $json.prompt }}' }), {
			items: [{ json: { prompt: 'a boat' } }, { json: { prompt: '' } }],
		});
		expect(error?.context?.itemIndex).toBe(1);
		expect(kling.service.created).toEqual([]);
	});

	test('with Continue On Fail the good items still arrive', async () => {
		const { items } = await kling.run(textToVideo({ prompt: '={{ $json.prompt }}' }), {
			items: [{ json: { prompt: '' } }, { json: { prompt: 'a boat' } }],
			continueOnFail: true,
		});
		expect(items[0]).toEqual({
			json: { error: 'Prompt is empty', description: expect.stringContaining('(R12)') },
			pairedItem: { item: 0 },
		});
		expect(items[1]?.json.status).toBe('succeeded');
	});
});

describe('what the service says reaches the person in their own words', () => {
	const withKeys = async (keys: Record<string, string>) =>
		await runNode(textToVideo(), { klingApi: { ...credentials(kling.service).klingApi, ...keys } });

	test('a wrong key names the region as the likely cause', async () => {
		const { error } = await withKeys({ apiKey: 'not-a-key' });
		expect(error?.message).toBe('Kling does not know this key');
		expect(error?.description).toMatch(/region.*code 1002/s);
	});

	test('an access key pair signs every request', async () => {
		const { accessKey, secretKey } = kling.service;
		const { items } = await withKeys({ authType: 'accessKey', accessKey, secretKey });
		expect(items[0]?.json.status).toBe('succeeded');
		const { error } = await withKeys({ authType: 'accessKey', accessKey, secretKey: 'wrong' });
		expect(error?.description).toContain('code 100');
	});

	test('a host that must not get keys gets no request', async () => {
		const { error } = await withKeys({ baseUrl: 'http://media.example.org' });
		expect(error?.message).toContain('must begin with https://');
	});

	test('an address where nobody answers', async () => {
		const { error } = await withKeys({ baseUrl: 'http://127.0.0.1:9' });
		expect(error?.message).toBe('No readable answer came');
		expect(error?.description).toContain('ECONNREFUSED');
	});

	test.each([
		[1101, 'The Kling account is in arrears'],
		[1102, 'The Kling account has no units left for this product'],
		[1301, 'Kling’s content check refused the request'],
		[1304, 'Kling does not allow this machine’s IP address'],
	])('code %i is permanent, whatever its HTTP status', async (code, title) => {
		kling.service.fault({ method: 'POST', path: /omni-video/, action: 'error', status: 429, code, message: 'no', times: Infinity });
		const { error } = await kling.run(textToVideo());
		expect(error?.message).toBe(title);
		expect(kling.service.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	test('a server that answers with a web page', async () => {
		kling.service.fault({ action: 'html', times: Infinity });
		const { error } = await kling.run(textToVideo());
		expect(error?.message).toBe('No readable answer came');
		expect(error?.description).toContain('a web page');
		expect(kling.service.created).toEqual([]);
	});

	test('a media address that Kling cannot fetch', async () => {
		const { error } = await kling.run(imageToVideo({ firstFrame: 'https://unreachable.example.org/a.png' }));
		expect(error?.message).toBe('Kling refused a value');
		expect(error?.description).toMatch(/download failed/i);
	});

	test('a content refusal after the task was accepted names the task', async () => {
		const { error } = await kling.run(textToVideo({ prompt: '[[fail]] boat' }));
		expect(error?.message).toBe('Kling could not finish the task: Failure to pass the risk control system');
		expect(error?.description).toContain(kling.service.created[0]?.taskId);
	});

	test('a task that takes too long is named, with what to do', async () => {
		const { error } = await kling.run(textToVideo({ prompt: '[[slow]] boat', options: { timeLimit: 1 } }));
		const taskId = kling.service.created[0]!.taskId;
		expect(error?.message).toContain('did not finish it within the time limit');
		expect(error?.description).toContain(taskId);
		expect(error?.description).toContain('Do not run this again');
	});

	test('an error names the tasks of the other items, which are paid for', async () => {
		const { error } = await kling.run(textToVideo({ prompt: '={{ $json.prompt }}' }), {
			items: [{ json: { prompt: 'a boat' } }, { json: { prompt: '[[refuse]]' } }],
		});
		expect(error?.message).toContain('content check');
		expect(kling.service.created).toHaveLength(1);
		expect(error?.description).toContain(kling.service.created[0]?.taskId);
	});
});
