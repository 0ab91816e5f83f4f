import { startSimulator, type Simulator } from './index';
import { call } from './testing';

const PACKAGE = '/account/billing/package';
const BALANCE = '/account/billing/balance';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity, units: 100 });
	const jobs: [string, object][] = [
		['/v1/videos/omni-video', { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1', mode: 'std', sound: 'on' }],
		[
			'/v1/videos/omni-video',
			{ model_name: 'kling-v3-omni', prompt: 'x', video_list: [{ video_url: 'https://example.org/a.mp4', keep_original_sound: 'yes' }] },
		],
		['/v1/images/omni-image', { prompt: 'x' }],
	];
	for (const [path, body] of jobs) {
		const { data } = (await call(service, 'POST', path, body)).body;
		service.finish(data.task_id as string);
	}
});
afterAll(async () => await service.close());

const window = () => ({ start_time: Date.now() - 60_000, end_time: Date.now() + 1000 });
const rows = async (body: object) => (await call(service, 'POST', PACKAGE, body)).body.data;

test('every charge has a row', async () => {
	const { result, next_cursor, has_more } = await rows(window());
	expect({ count: result.count, next_cursor, has_more }).toEqual({ count: 3, next_cursor: '', has_more: false });
	expect(result.detail[2]).toEqual({
		task_id: service.created[0]?.taskId,
		api_key_name: expect.any(String),
		product_function: 'omni-video',
		model_name: 'kling-v3-omni',
		resolution: '720p',
		duration: '5.04',
		refer_video_input: false,
		voice_control: false,
		video_sound: 'native',
		deduction_time: expect.stringMatching(/^\d{13}$/),
		deduction_amount: 4,
		package_id: 'pack-video',
		product_type: 'video',
		unit_before_deduction: 100,
		unit_after_deduction: 96,
	});
	expect(result.detail[1]).toMatchObject({
		resolution: '1080p',
		refer_video_input: true,
		video_sound: 'original',
		unit_after_deduction: 90,
	});
	expect(result.detail[0]).toMatchObject({ product_type: 'image', deduction_amount: 8 });
	expect(result.detail[0]).not.toHaveProperty('duration');
});

test('a cursor brings everything along', async () => {
	const first = await rows({ ...window(), limit: 1, filters: [{ key: 'product_type', values: ['video'] }] });
	expect(first).toMatchObject({ result: { count: 1 }, has_more: true });
	const second = await rows({ cursor: first.next_cursor });
	expect(second).toMatchObject({
		result: { detail: [{ task_id: service.created[0]?.taskId }], count: 1 },
		next_cursor: '',
		has_more: false,
	});
});

test('filters', async () => {
	const count = async (...filters: object[]) => (await rows({ ...window(), filters })).result.count;
	expect(await count({ key: 'product_type', values: ['video', 'image'] })).toBe(3);
	expect(await count({ key: 'package_name', values: ['Image units'] })).toBe(1);
	expect(await count({ key: 'package_id', values: ['pack-video'] }, { key: 'product_type', values: ['image'] })).toBe(0);
});

test('the balance is never touched', async () => {
	expect((await call(service, 'POST', BALANCE, window())).body.data).toEqual({
		result: { detail: [], count: 0 },
		next_cursor: '',
		has_more: false,
	});
});

test.each<[string, object, string]>([
	[PACKAGE, {}, 'start_time and end_time can not be null'],
	[PACKAGE, { start_time: 1 }, 'start_time and end_time can not be null'],
	[PACKAGE, { start_time: 2, end_time: 1 }, 'must be earlier'],
	[PACKAGE, { start_time: '1', end_time: '2' }, 'start_time must be of type number'],
	[PACKAGE, { start_time: 1, end_time: 2, limit: 501 }, 'limit'],
	[
		PACKAGE,
		{
			start_time: 1,
			end_time: 2,
			filters: [
				{ key: 'package_name', values: ['a'] },
				{ key: 'package_id', values: ['b'] },
			],
		},
		'can not be used together',
	],
	[PACKAGE, { start_time: 1, end_time: 2, filters: [{ key: 'product_type', values: ['try_on'] }] }, "value 'try_on' is invalid"],
	[PACKAGE, { cursor: 'made up' }, 'cursor'],
	[BALANCE, {}, 'start_time and end_time can not be null'],
	[BALANCE, { start_time: 1, end_time: 2, filters: [{ key: 'product_type', values: ['video'] }] }, 'filters[0].key'],
])('%s refuses %j', async (path, body, message) => {
	expect(await call(service, 'POST', path, body)).toMatchObject({
		status: 400,
		body: { code: 1201, message: expect.stringContaining(message) },
	});
});
