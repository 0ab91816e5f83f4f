import type { INodeParameters } from 'n8n-workflow';
import { runNode } from './engine';
import { credentials, editVideo, textToVideo, useKling } from './kling';

const account = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'account',
	operation,
	...parameters,
});

describe('resource packs', () => {
	const kling = useKling({ renderMs: 50, units: 100, imageUnits: 0 });

	test('are an item each, with what is left', async () => {
		await kling.run(textToVideo());
		const { items, error } = await kling.run(account('getResourcePacks'));
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					packName: 'Video units',
					packId: 'pack-video',
					type: 'decreasing_total',
					status: 'online',
					totalUnits: 100,
					remainingUnits: 96,
					purchasedAt: expect.stringMatching(/^\d{4}-/),
					effectiveAt: expect.stringMatching(/^\d{4}-/),
					expiresAt: expect.stringMatching(/^\d{4}-/),
				},
				pairedItem: { item: 0 },
			},
			{ json: expect.objectContaining({ packName: 'Image units', remainingUnits: 0, status: 'runOut' }), pairedItem: { item: 0 } },
		]);
	});

	test('can be asked for by name and period, with any kind of key', async () => {
		const { accessKey, secretKey } = kling.service;
		const keys = { klingApi: { ...credentials(kling.service).klingApi, authType: 'accessKey', accessKey, secretKey } };
		const filters = { packName: 'Video units', after: '2026-01-01T00:00:00Z', before: '2026-02-01T00:00:00Z' };
		const { items, error } = await runNode(account('getResourcePacks', { apiVersion: 'current', filters }), keys);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.packName)).toEqual(['Video units']);
		expect(kling.service.requests.at(-1)?.query).toContain(`start_time=${Date.UTC(2026, 0, 1)}&end_time=${Date.UTC(2026, 1, 1)}`);
	});

	test('a period that makes no sense is refused before anything is sent', async () => {
		const cases: Array<[INodeParameters, string]> = [
			[{ after: '2026-02-01', before: '2026-01-01' }, 'After is not before Before'],
			[{ after: 'yesterday' }, 'After is “yesterday”, which is not a date'],
		];
		for (const [filters, message] of cases) {
			const { error } = await kling.run(account('getResourcePacks', { filters }));
			expect(error?.message).toBe(message);
		}
		expect(kling.service.requests).toEqual([]);
	});
});

describe('deductions', () => {
	const kling = useKling({ renderMs: 50 });

	test('are an item each, in the node’s words', async () => {
		const { items: made } = await kling.run(textToVideo({ sound: true, quality: '720p' }));
		await kling.run(editVideo({ video: 'https://media.example.org/ride.mp4', keepSound: true }));
		const { items, error } = await kling.run(account('getDeductions'));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(items[1]).toEqual({
			json: {
				taskId: made[0]?.json.taskId,
				deductedAt: expect.stringMatching(/^\d{4}-/),
				units: 4,
				model: 'kling-v3-omni',
				product: 'omni-video',
				productType: 'video',
				resolution: '720p',
				durationSeconds: 5.04,
				sound: 'native',
				videoInput: false,
				voiceControl: false,
				packId: 'pack-video',
				unitsBefore: 10_000,
				unitsAfter: 9_996,
				apiKeyName: 'simulator',
			},
			pairedItem: { item: 0 },
		});
		expect(items[0]?.json).toMatchObject({ sound: 'original', videoInput: true, units: 6 });
		// the charge that the video's own item told
		expect(made[0]?.json.cost).toMatchObject({ units: items[1]?.json.units });
	});

	test('are filtered and limited; the raw row comes when Simplify is off', async () => {
		await kling.run(textToVideo());
		await kling.run({ resource: 'image', operation: 'generate', prompt: 'a boat' });
		const filters = { products: ['image'], keyNames: 'simulator, other' };
		const { items } = await kling.run(
			account('getDeductions', { packFilter: 'package_name', packs: 'Image units', filters, simplify: false }),
		);
		expect(items.map(({ json }) => json.product_function)).toEqual(['omni-image']);
		expect(JSON.parse(kling.service.requests.at(-1)!.body!)).toMatchObject({
			filters: [
				{ key: 'api_key_name', values: ['simulator', 'other'] },
				{ key: 'product_type', values: ['image'] },
				{ key: 'package_name', values: ['Image units'] },
			],
		});
		expect((await kling.run(account('getDeductions', { limit: 1 }))).items).toHaveLength(1);
		expect((await kling.run(account('getDeductions', { paidWith: 'balance', packFilter: 'package_id', packs: 'hidden' }))).items).toEqual(
			[],
		);
	});

	test('an access key pair is refused before anything is sent', async () => {
		const { accessKey, secretKey } = kling.service;
		const keys = { klingApi: { ...credentials(kling.service).klingApi, authType: 'accessKey', accessKey, secretKey } };
		const { error } = await runNode(account('getDeductions'), keys);
		expect(error?.message).toMatch(/takes an API key only here/);
		expect(kling.service.requests).toEqual([]);
	});
});
