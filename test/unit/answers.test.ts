import { ServiceRefusal } from '../../nodes/kling/client';
import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { dialect as current } from '../../nodes/kling/dialects/current.dialect';
import type { DialectApi } from '../../nodes/kling/dialects/dialect';
import { dialect as modelStudio } from '../../nodes/kling/dialects/modelStudio.dialect';
import { parseJson } from '../../nodes/kling/json';
import type { Product, Task } from '../../nodes/kling/task';

/** Answers as the contract prints them (§4, §6, §13, §14, §16.3), written down by hand, and the Task that each means. */

const url = 'https://cdn.example/v-1.mp4';

type Case = [name: string, dialect: DialectApi, product: Product, answer: string, task: Omit<Task, 'raw' | 'product'>];

const cases: Case[] = [
	[
		'classic, just created',
		classic,
		'omniVideo',
		`{"task_id":"885001","task_info":{"external_task_id":"n8n-7-0"},"task_status":"submitted","created_at":1793000000000,"updated_at":1793000000000}`,
		{
			taskId: '885001',
			externalTaskId: 'n8n-7-0',
			status: 'submitted',
			outputs: [],
			createdAt: 1793000000000,
			updatedAt: 1793000000000,
		},
	],
	[
		'classic, finished: the success word has no ending, seconds and units are text, an empty text is nothing',
		classic,
		'omniVideo',
		`{"task_id":"885001","task_status":"succeed","task_status_msg":"","task_info":{"external_task_id":"n8n-7-0"},"watermark_info":{"enabled":false},
		"final_unit_deduction":"1.8","final_balance_deduction":{"quota":"","list_price":""},
		"task_result":{"videos":[{"id":"v-1","url":"${url}","watermark_url":"","duration":"3.041"}]},"created_at":1793000000000,"updated_at":1793000083000}`,
		{
			taskId: '885001',
			externalTaskId: 'n8n-7-0',
			status: 'succeeded',
			outputs: [{ type: 'video', id: 'v-1', url, seconds: 3.041 }],
			createdAt: 1793000000000,
			updatedAt: 1793000083000,
			units: 1.8,
		},
	],
	[
		'classic, with a second, watermarked file, paid from the cash balance, an id that is a number too large for one',
		classic,
		'textToVideo',
		`{"task_id":1029836802793406551,"task_status":"succeed","final_unit_deduction":"0","final_balance_deduction":{"quota":"0.42","list_price":"0.56"},
		"task_result":{"videos":[{"id":"v-1","url":"${url}","watermark_url":"${url}?w","duration":"5"}]}}`,
		{
			taskId: '1029836802793406551',
			status: 'succeeded',
			outputs: [{ type: 'video', id: 'v-1', url, watermarkUrl: `${url}?w`, seconds: 5 }],
			money: { amount: 0.42 },
		},
	],
	[
		'classic, failed: prose only',
		classic,
		'imageToVideo',
		`{"task_id":"885002","task_status":"failed","task_status_msg":"Failure to pass the risk control system","final_unit_deduction":"0","created_at":"1793000000000"}`,
		{
			taskId: '885002',
			status: 'failed',
			statusMessage: 'Failure to pass the risk control system',
			outputs: [],
			createdAt: 1793000000000,
			units: 0,
		},
	],
	[
		'classic, a series of pictures',
		classic,
		'omniImage',
		`{"task_id":"i1","task_status":"succeed","task_result":{"result_type":"series","images":[],"series_images":[{"index":0,"url":"https://cdn.example/0.png","watermark_url":""},{"index":1,"url":"https://cdn.example/1.png"}]},"final_unit_deduction":"16"}`,
		{
			taskId: 'i1',
			status: 'succeeded',
			outputs: [
				{ type: 'image', url: 'https://cdn.example/0.png' },
				{ type: 'image', url: 'https://cdn.example/1.png' },
			],
			units: 16,
		},
	],
	[
		'classic, an element: its id keeps every digit',
		classic,
		'element',
		`{"task_id":"e1","task_status":"succeed","task_result":{"elements":[{"element_id":829836802793406551,"element_name":"Captain","element_description":"at sea","reference_type":"image_refer","element_voice_info":{},"tag_list":[],"owned_by":7001,"status":"succeed"}]}}`,
		{
			taskId: 'e1',
			status: 'succeeded',
			outputs: [
				{
					type: 'element',
					id: '829836802793406551',
					name: 'Captain',
					description: 'at sea',
					kind: 'multiImage',
					ownedBy: '7001',
					status: 'succeed',
				},
			],
		},
	],
	[
		'current, just created',
		current,
		'omniVideo',
		`{"id":"T9","status":"submitted","external_id":"n8n-7-1","create_time":1793000000000,"update_time":1793000000000}`,
		{
			taskId: 'T9',
			externalTaskId: 'n8n-7-1',
			status: 'submitted',
			outputs: [],
			createdAt: 1793000000000,
			updatedAt: 1793000000000,
		},
	],
	[
		'current, finished and paid in units',
		current,
		'omniVideo',
		`{"id":"T9","status":"succeeded","message":"","external_id":"n8n-7-1","create_time":1793000000000,"update_time":1793000083000,
		"outputs":[{"type":"video","id":"o-1","url":"${url}","watermark_url":"","duration":"5.041"}],"billing":[{"charge_type":"unit","amount":"5","package_type":"video"}]}`,
		{
			taskId: 'T9',
			externalTaskId: 'n8n-7-1',
			status: 'succeeded',
			outputs: [{ type: 'video', id: 'o-1', url, seconds: 5.041 }],
			createdAt: 1793000000000,
			updatedAt: 1793000083000,
			units: 5,
		},
	],
	[
		'current, paid partly from two packs and partly in cash',
		current,
		'omniVideo',
		`{"id":"T9","status":"succeeded","outputs":[{"type":"video","url":"${url}","watermark_url":"${url}?w"}],
		"billing":[{"charge_type":"unit","amount":"1.5","package_type":"video"},{"charge_type":"unit","amount":"0.5","package_type":"video"},
		{"charge_type":"cash","amount":"0.42","cash_type":"balance","currency":"USD","list_price":"0.56"}]}`,
		{
			taskId: 'T9',
			status: 'succeeded',
			outputs: [{ type: 'video', url, watermarkUrl: `${url}?w` }],
			units: 2,
			money: { amount: 0.42, currency: 'USD' },
		},
	],
	[
		'current, with outputs and a bill that nobody knows yet beside the video',
		current,
		'omniVideo',
		`{"id":"T9","status":"succeeded","outputs":[{"type":"hologram","url":"x"},{"type":"video","id":"o-1","url":"${url}","duration":"5.041"}],"billing":[{"charge_type":"barter","goods":"salt"},7]}`,
		{ taskId: 'T9', status: 'succeeded', outputs: [{ type: 'video', id: 'o-1', url, seconds: 5.041 }] },
	],
	[
		'current, failed',
		current,
		'imageToVideo',
		`{"id":"T9","status":"failed","message":"Failure to pass the risk control system","outputs":[],"billing":[]}`,
		{ taskId: 'T9', status: 'failed', statusMessage: 'Failure to pass the risk control system', outputs: [] },
	],
	[
		'current, an element with a voice',
		current,
		'element',
		`{"id":"E9","status":"succeeded","outputs":[{"type":"element","id":"829836802793406551","name":"Captain","description":"","element_type":"video_character_elements","owned_by":"kling","status":"succeeded","tags":[],"references":[{"type":"voice","role":"refer","url":"u","id":"850000000000000001","name":"Nora","owned_by":"kling"}]}]}`,
		{
			taskId: 'E9',
			status: 'succeeded',
			outputs: [
				{
					type: 'element',
					id: '829836802793406551',
					name: 'Captain',
					kind: 'videoCharacter',
					voiceId: '850000000000000001',
					ownedBy: 'kling',
					status: 'succeeded',
				},
			],
		},
	],
	[
		'Model Studio, just created',
		modelStudio,
		'omniVideo',
		`{"request_id":"r1","output":{"task_id":"6f0c-1","task_status":"PENDING"}}`,
		{ taskId: '6f0c-1', status: 'submitted', outputs: [], requestId: 'r1' },
	],
	[
		'Model Studio, running',
		modelStudio,
		'omniVideo',
		`{"request_id":"r2","output":{"task_id":"6f0c-1","task_status":"RUNNING","submit_time":"2026-11-20 10:00:00.000","scheduled_time":"2026-11-20 10:00:01.000"}}`,
		{
			taskId: '6f0c-1',
			status: 'processing',
			outputs: [],
			requestId: 'r2',
			createdAt: Date.UTC(2026, 10, 20, 2),
			updatedAt: Date.UTC(2026, 10, 20, 2),
		},
	],
	[
		'Model Studio, finished: times are Beijing’s, the length is in the usage',
		modelStudio,
		'omniVideo',
		`{"request_id":"r2","output":{"task_id":"6f0c-1","task_status":"SUCCEEDED","submit_time":"2026-11-20 10:00:00.000","scheduled_time":"2026-11-20 10:00:01.000",
		"end_time":"2026-11-20 10:01:23.500","orig_prompt":"a boat","video_url":"${url}","watermark_video_url":"${url}?w"},
		"usage":{"duration":5,"size":"1280*720","fps":24,"video_count":1,"audio":false,"SR":"720"}}`,
		{
			taskId: '6f0c-1',
			status: 'succeeded',
			outputs: [{ type: 'video', url, watermarkUrl: `${url}?w`, seconds: 5 }],
			createdAt: Date.UTC(2026, 10, 20, 2),
			updatedAt: Date.UTC(2026, 10, 20, 2, 1, 23, 500),
			prompt: 'a boat',
			requestId: 'r2',
		},
	],
	[
		'Model Studio, failed: a word and a text',
		modelStudio,
		'imageToVideo',
		`{"request_id":"r3","output":{"task_id":"86ec-1","task_status":"FAILED","code":"InvalidParameter","message":"The parameter is invalid"}}`,
		{ taskId: '86ec-1', status: 'failed', statusMessage: 'InvalidParameter: The parameter is invalid', outputs: [], requestId: 'r3' },
	],
	[
		'Model Studio, cancelled',
		modelStudio,
		'omniVideo',
		`{"request_id":"r4","output":{"task_id":"86ec-1","task_status":"CANCELED"}}`,
		{ taskId: '86ec-1', status: 'canceled', outputs: [], requestId: 'r4' },
	],
];

test.each(cases)('%s', (_, dialect, product, answer, task) => {
	const data = parseJson(answer);
	expect(data).toBeDefined();
	expect(dialect.decodeCreated(data, product)).toEqual({ ...task, product, raw: data });
});

describe('a state that no page names', () => {
	test.each<[string, DialectApi, Partial<Task>]>([
		['{"task_id":"885001","task_status":"queued"}', classic, { taskId: '885001', status: 'processing', statusWord: 'queued' }],
		['{"task_id":"885001","task_status":"SUCCEED"}', classic, { taskId: '885001', status: 'succeeded' }],
		['{"task_id":"885001"}', classic, { taskId: '885001', status: 'processing' }],
		['{"id":"T9","status":"SUCCEEDED"}', current, { taskId: 'T9', status: 'succeeded' }],
		['{"id":"T9","status":"in_review"}', current, { taskId: 'T9', status: 'processing', statusWord: 'in_review' }],
		['{"output":{"task_id":"d1","task_status":"SUSPENDED"}}', modelStudio, { taskId: 'd1', status: 'processing', statusWord: 'SUSPENDED' }],
	])('%s', (answer, dialect, task) => expect(dialect.decodeCreated(parseJson(answer), 'omniVideo')).toMatchObject(task));
});

describe('times come out right or are absent', () => {
	const timed = (created: string) =>
		classic.decodeCreated(parseJson(`{"task_id":"x1","task_status":"submitted","created_at":${created}}`), 'omniVideo');
	test.each([
		['1739744384', 1739744384000],
		['"1739744384"', 1739744384000],
		['1739744384000', 1739744384000],
		['"2026-01-02T03:04:05Z"', Date.UTC(2026, 0, 2, 3, 4, 5)],
		['"2026-01-02 03:04:05"', Date.UTC(2026, 0, 2, 3, 4, 5)],
		['0', undefined],
		['"0"', undefined],
		['-1', undefined],
		['"soon"', undefined],
		['true', undefined],
	])('%s', (created, ms) => expect(timed(created).createdAt).toBe(ms));
});

describe('an answer that is none of these is an outcome that nobody knows', () => {
	const another: Record<string, DialectApi[]> = {
		'"task 885001"': [classic, current, modelStudio],
		null: [classic, current, modelStudio],
		'{}': [classic, current, modelStudio],
		// the words of one dialect mean nothing in another
		'{"task_id":"885001","task_status":"submitted"}': [current, modelStudio],
		'{"id":"T9","status":"submitted"}': [classic, modelStudio],
		'{"output":{"task_id":"6f0c","task_status":"PENDING"}}': [classic, current],
		'{"output":{"task_id":"6f0c","task_status":"UNKNOWN"}}': [modelStudio],
	};
	test.each(Object.entries(another).flatMap(([answer, dialects]) => dialects.map((dialect) => ({ answer, dialect, id: dialect.id }))))(
		'$id: $answer',
		({ answer, dialect }) => {
			const decode = () => dialect.decodeCreated(parseJson(answer), 'omniVideo');
			expect(decode).toThrow(ServiceRefusal);
			expect(decode).toThrow(/the answer holds no readable task/);
		},
	);
});
