import type { INodeParameters } from 'n8n-workflow';
import { png, file, withPicture } from './fixtures';
import { task, useKling } from './kling';

const kling = useKling();
const picture = 'https://media.example.org/boat.png';
const gallery = '829836802793406551';

const generate = ({ model, ...parameters }: INodeParameters = {}): INodeParameters => ({
	resource: 'image',
	download: false,
	operation: 'generate',
	...(model ? { model: { __rl: true, mode: 'list', value: model } } : {}),
	prompt: 'A paper boat on a calm harbour',
	...parameters,
});

const pictures = (count: number) => ({
	imageInput: 'references',
	images: { image: Array.from({ length: count }, () => ({ url: picture })) },
});
/** As an expression gives them: there n8n does not count. */
const listed = (count: number) => ({ imageInput: 'references', lists: { images: JSON.stringify(Array(count).fill(picture)) } });
const element = { elements: { element: [{ element: { __rl: true, mode: 'id', value: gallery } }] } };

test('words become images', async () => {
	const { items, error } = await kling.run(generate({ count: 3, resolution: '2k', aspectRatio: '21:9' }));
	expect(error).toBeUndefined();
	expect(items).toEqual([
		{
			json: {
				taskId: expect.stringMatching(/^\d+$/),
				taskType: 'omniImage',
				externalTaskId: expect.stringMatching(/^n8n-[0-9a-f]{32}$/),
				status: 'succeeded',
				model: 'kling-v3-omni',
				imageUrl: expect.any(String),
				imageUrls: [expect.any(String), expect.any(String), expect.any(String)],
				createdAt: expect.any(String),
				updatedAt: expect.any(String),
				expiresAt: expect.any(String),
				cost: { units: 24, estimatedUsd: 0.084, estimatedUnits: 24, chargedUnits: 24, thisRunUnits: 24, thisRunUsd: 0.084 },
				found: false,
				requestId: expect.any(String),
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(kling.service.created[0]?.body).toEqual({
		model_name: 'kling-v3-omni',
		prompt: 'A paper boat on a calm harbour',
		resolution: '2k',
		aspect_ratio: '21:9',
		result_type: 'single',
		n: 3,
		external_task_id: items[0]?.json.externalTaskId,
	});
});

test('a series follows pictures and elements, in their own ratio', async () => {
	const { items, error } = await kling.run(
		generate({
			...pictures(2),
			...element,
			prompt: 'Four pages: @element1 sails from @image1 to @image2',
			resultType: 'series',
			seriesAmount: 5,
			count: 9, // still stored, but hidden beside a series
			resolution: '4k',
			aspectRatio: 'auto',
			options: { watermark: true },
		}),
	);
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ cost: { units: 80, estimatedUsd: 0.28 } });
	expect(items[0]?.json.imageUrls).toHaveLength(5);
	expect(items[0]?.json.watermarkUrls).toHaveLength(5);
	expect(kling.service.created[0]?.body).toEqual({
		model_name: 'kling-v3-omni',
		prompt: 'Four pages: <<<element_1>>> sails from <<<image_1>>> to <<<image_2>>>',
		image_list: [{ image: picture }, { image: picture }],
		element_list: [{ element_id: BigInt(gallery) }],
		resolution: '4k',
		aspect_ratio: 'auto',
		result_type: 'series',
		series_amount: 5,
		watermark_info: { enabled: true },
		external_task_id: items[0]?.json.externalTaskId,
	});
});

test('a series of a length that the prompt decides', async () => {
	const { items } = await kling.run(generate({ ...pictures(1), prompt: '@image1 in seasons', resultType: 'series', seriesAmount: 'auto' }));
	expect(kling.service.created[0]?.body).toMatchObject({ series_amount: 'auto' });
	expect(items[0]?.json.imageUrls).toHaveLength(4);
	// how many they will be, nobody knows beforehand
	expect(items[0]?.json.cost).toEqual({ units: 32, estimatedUsd: 0.112, chargedUnits: 32, thisRunUnits: 32, thisRunUsd: 0.112 });
});

test('Image 3.0 and 2.1 are on the other endpoint', async () => {
	await kling.run(generate({ model: 'kling-v3', negativePrompt: 'text', count: 2 }));
	await kling.run(generate({ model: 'kling-v3', ...pictures(1), ...element, negativePrompt: 'hidden', aspectRatio: '3:2' }));
	await kling.run(generate({ model: 'kling-v2-1', ...pictures(1), ...element, pictureUse: 'subject', faceFidelity: 0.9 }));
	await kling.run(generate({ model: 'kling-v2-1', pictureUse: 'face', pictureFidelity: 1, resultType: 'series' }));
	const common = { prompt: 'A paper boat on a calm harbour', resolution: '1k', external_task_id: expect.any(String) };
	expect(kling.service.created.map(({ product, body }) => ({ product, body }))).toEqual([
		{
			product: 'images-generations',
			body: { ...common, model_name: 'kling-v3', negative_prompt: 'text', aspect_ratio: '16:9', n: 2 },
		},
		{
			product: 'images-generations',
			body: {
				...common,
				model_name: 'kling-v3',
				image: picture,
				element_list: [{ element_id: BigInt(gallery) }],
				aspect_ratio: '3:2',
				n: 1,
			},
		},
		{
			product: 'images-generations',
			body: {
				...common,
				model_name: 'kling-v2-1',
				image: picture,
				image_reference: 'subject',
				image_fidelity: 0.5,
				human_fidelity: 0.9,
				aspect_ratio: '16:9',
				n: 1,
			},
		},
		{ product: 'images-generations', body: { ...common, model_name: 'kling-v2-1', aspect_ratio: '16:9', n: 1 } },
	]);
	// from words alone 2.1 costs half
	expect(kling.service.created.map(({ units }) => units)).toEqual([16, 8, 8, 4]);
});

test('a picture from a binary field leaves as raw base64', async () => {
	const { error } = await kling.run(
		generate({ imageInput: 'references', images: { image: [{ source: 'binary', binaryProperty: 'data' }] } }),
		{ items: [withPicture(640, 360)] },
	);
	expect(error).toBeUndefined();
	const [{ image }] = kling.service.created[0]?.body.image_list as [{ image: string }];
	expect(Buffer.from(image, 'base64').subarray(1, 4).toString()).toBe('PNG');
});

test('O1 takes the ratio of nothing, 3.0 Omni a fixed one', async () => {
	for (const model of ['kling-image-o1', 'kling-v3-omni']) await kling.run(generate({ model, aspectRatio: '={{ "auto" }}' }));
	expect(kling.service.created.map(({ body }) => body.aspect_ratio)).toEqual(['auto', '16:9']);
});

describe('the files', () => {
	test('each image has a binary field of its own', async () => {
		const { items } = await kling.run(generate({ count: 2, download: true }));
		expect(items).toHaveLength(1);
		const taskId = String(items[0]?.json.taskId);
		expect(items[0]?.binary).toEqual({
			image1: expect.objectContaining({ mimeType: 'image/png', fileName: `${taskId}-1.png` }),
			image2: expect.objectContaining({ mimeType: 'image/png', fileName: `${taskId}-2.png` }),
		});
		expect(kling.service.downloads.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
	});

	test('or an item of its own', async () => {
		const { items } = await kling.run(generate({ count: 2, download: true, options: { imageItems: 'each', watermark: true } }), {
			items: [{}, {}],
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 1 }]);
		expect(items.map(({ json }) => json.imageNumber)).toEqual([1, 2, 1, 2]);
		for (const { json, binary } of items) {
			expect(json).toMatchObject({
				imageUrl: expect.any(String),
				watermarkUrl: expect.any(String),
				cost: { units: 8, estimatedUsd: 0.028, estimatedUnits: 8, chargedUnits: 8 },
			});
			expect(json).not.toHaveProperty('imageUrls');
			expect(Object.keys(binary!)).toEqual(['data']);
		}
	});

	test('Task finds images by their id alone, and downloads them', async () => {
		const { items: sent } = await kling.run(generate({ model: 'kling-v3', count: 2, completion: 'submit' }));
		expect(sent[0]?.json).toMatchObject({ status: 'submitted', taskType: 'image', cost: { units: 16 } });
		const { items, error } = await kling.run(task('wait', { taskIds: String(sent[0]?.json.taskId), download: true }));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ taskType: 'image', cost: { units: 16, estimatedUsd: 0.056 } });
		expect(Object.keys(items[0]!.binary!)).toEqual(['image1', 'image2']);
		const { items: listed } = await kling.run(task('getMany', { taskType: 'image' }));
		expect(listed.map(({ json }) => json.taskId)).toEqual([sent[0]?.json.taskId]);
	});
});

describe('money', () => {
	test('an own price is used for the ceiling and for the money', async () => {
		const { items } = await kling.run(generate({ count: 2, options: { dryRun: true, unitsEach: 10, usdPerUnit: 0.003 } }));
		expect(items[0]?.json.cost).toEqual({ units: 20, estimatedUsd: 0.06, estimatedUnits: 20 });
		const { error } = await kling.run(generate({ count: 2, options: { unitsEach: 10, maxCost: 19 } }));
		expect(error?.message).toMatch(/Max Cost per Run is 19 units, but this job would bring the run to 20/);
		expect(kling.service.requests.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('what was charged is told in image units', async () => {
		const { items } = await kling.run(generate({ options: { unitsEach: 99 } }));
		expect(items[0]?.json.cost).toEqual({
			units: 8,
			estimatedUsd: 0.028,
			estimatedUnits: 99,
			chargedUnits: 8,
			thisRunUnits: 8,
			thisRunUsd: 0.028,
		});
	});

	test('a price that is no number', async () => {
		const { error } = await kling.run(generate({ options: { usdPerUnit: '={{ "cheap" }}' } }));
		expect(error?.message).toBe('Price per Unit must be a number, but is “cheap”');
	});

	test('a rerun with an own key gets the first images', async () => {
		const options = { idempotency: 'ownKey', idempotencyKey: 'poster-7' };
		const { items: first } = await kling.run(generate({ options }));
		const { items: second } = await kling.run(generate({ options }));
		expect(second[0]?.json.taskId).toBe(first[0]?.json.taskId);
		expect(kling.service.created).toHaveLength(1);
	});
});

describe('what does not fit is refused by name, and nothing is sent', () => {
	const huge = file(Buffer.concat([png(400, 400), Buffer.alloc(10.5 * 1024 * 1024)]));
	const cases: Array<[string, INodeParameters, RegExp]> = [
		['an empty prompt', generate({ prompt: '={{ " " }}' }), /Prompt is empty/],
		['a long prompt', generate({ prompt: 'x'.repeat(2501) }), /Prompt has 2501 characters, but takes 2500/],
		['too many images', generate({ count: '={{ 10 }}' }), /Number of Images is 10, but takes 1 to 9/],
		['half an image', generate({ count: '={{ 1.5 }}' }), /Number of Images must be a whole number/],
		[
			'a short series',
			generate({ ...pictures(1), resultType: 'series', seriesAmount: '={{ 1 }}' }),
			/Images in the Series is 1, but takes 2 to 9/,
		],
		[
			'a series of something',
			generate({ ...pictures(1), resultType: 'series', seriesAmount: '={{ "many" }}' }),
			/Images in the Series must be/,
		],
		['4k on O1', generate({ model: 'kling-image-o1', resolution: '={{ "4k" }}' }), /Resolution is 4k, but Image O1 makes 1k and 2k/],
		[
			'a free ratio on Image 3.0',
			generate({ model: 'kling-v3', aspectRatio: '={{ "auto" }}' }),
			/Aspect Ratio is auto, but Image 3\.0 takes fixed/,
		],
		['eleven pictures', generate(listed(11)), /Images has 11 rows, but takes 10/],
		['ten pictures and an element', generate({ ...pictures(10), ...element }), /Images and Elements have 11 rows together, but take 10/],
		['two pictures on Image 3.0', generate({ model: 'kling-v3', ...listed(2) }), /Images has 2 rows, but takes 1/],
		['a reference to nothing', generate({ prompt: '@image1 sails' }), /Prompt mentions @image1, but nothing is attached/],
		[
			'a small picture',
			generate({ imageInput: 'references', images: { image: [{ source: 'binary', binaryProperty: 'small' }] } }),
			/200 × 200/,
		],
		[
			'a huge picture',
			generate({ imageInput: 'references', images: { image: [{ source: 'binary', binaryProperty: 'huge' }] } }),
			/takes 10 MB/,
		],
		[
			'an element id with lost digits',
			generate({ imageInput: 'references', lists: { elements: '={{ [829836802793406551] }}' } }),
			/too large to be exact/,
		],
	];
	test.each(cases)('%s', async (_, parameters, message) => {
		const { error } = await kling.run(parameters, { items: [{ files: { small: file(png(200, 200)), huge } }] });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(kling.service.requests).toEqual([]);
	});

	test('a service without images', async () => {
		const { error } = await kling.run({ ...generate(), service: 'modelStudio' });
		expect(error?.message).toMatch(/Credential is of Alibaba Cloud Model Studio, which makes videos only/);
	});

	test('hints: a reference that nobody mentions, a series from words', async () => {
		const { hints } = await kling.run(generate(pictures(1)));
		expect(hints.join()).toMatch(/Prompt does not mention @image1/);
		const { hints: others } = await kling.run(generate({ resultType: 'series' }));
		expect(others.join()).toMatch(/Result is a series, but Kling lists a series for references only/);
	});
});
