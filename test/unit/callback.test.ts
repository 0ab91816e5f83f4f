import fc from 'fast-check';
import { readCallback, signatureProblem, signingKey } from '../../nodes/kling/callback';
import { signCallback } from '../simulator/callbacks';

/** Vectors of the contract, §11. */
const ours = {
	secret: 'whsec_bjhuLWtsaW5nLXVuaXQtdGVzdC1zZWNyZXQtMDAwMSE=',
	id: 'msg_1',
	timestamp: 1700000000,
	body: '{"task_id":"T1","task_status":"succeed"}',
	signature: 'v1,41F1kJXgoIWmDDEcS2wJTN6M7UYoCpbb9n/GmU7i1qI=',
};
const vendors = {
	secret: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
	id: '9876543210',
	timestamp: 1781080794,
	body: '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
	signature: 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
};

type Vector = typeof ours;
const headersOf = ({ id, timestamp, signature }: Vector): Record<string, string> => ({
	'webhook-id': id,
	'webhook-timestamp': String(timestamp),
	'webhook-signature': signature,
});
const check = (vector: Vector, { headers = headersOf(vector), body = vector.body, now = vector.timestamp, secret = vector.secret } = {}) =>
	signatureProblem(signingKey(secret)!, headers, Buffer.from(body), now);

describe.each([
	['our vector', ours],
	['the vendor’s vector', vendors],
])('%s', (_, vector) => {
	test('is accepted', () => expect(check(vector)).toBeUndefined());

	test('is accepted among others, while a secret is replaced', () => {
		const headers = { ...headersOf(vector), 'webhook-signature': `v1,${'A'.repeat(43)}= v2,abc ${vector.signature} v1,` };
		expect(check(vector, { headers })).toBeUndefined();
	});

	test.each([299, -299])('is accepted %i s away', (seconds) => expect(check(vector, { now: vector.timestamp + seconds })).toBeUndefined());
	test.each([301, -301, 1e9])('is refused %i s away', (seconds) =>
		expect(check(vector, { now: vector.timestamp + seconds })).toMatch(/five minutes/),
	);
});

test('no change of a signed message is accepted', () => {
	const change = fc.record({
		part: fc.constantFrom('id', 'time', 'body', 'signature'),
		at: fc.nat(500),
		by: fc.integer({ min: 1, max: 93 }),
	});
	fc.assert(
		fc.property(change, ({ part, at, by }) => {
			const changed = (text: string) => {
				const index = at % text.length;
				const code = ((text.charCodeAt(index) - 33 + by) % 94) + 33;
				return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
			};
			const headers = headersOf(vendors);
			if (part === 'id') headers['webhook-id'] = changed(vendors.id);
			if (part === 'time') headers['webhook-timestamp'] = changed(String(vendors.timestamp));
			if (part === 'signature') headers['webhook-signature'] = `v1,${changed(vendors.signature.slice(3))}`;
			return check(vendors, { headers, ...(part === 'body' ? { body: changed(vendors.body) } : {}) }) !== undefined;
		}),
		{ numRuns: 2000 },
	);
});

test('bytes count, not their meaning', () => {
	const body = '{"task_id":"T1","prompt":"Ein Boot – für dich"}';
	const signature = `v1,${signCallback(ours.secret, 'm', 1700000000, body)}`;
	const vector = { ...ours, id: 'm', body, signature };
	expect(check(vector)).toBeUndefined();
	expect(check(vector, { body: JSON.stringify(JSON.parse(body), null, 1) })).toBe('the signature does not fit');
});

test.each(['', 'whsec_', 'whsec_not base64!', 'short', 'whsec_ä', '%%%'])('%j is no secret', (secret) =>
	expect(signingKey(secret)).toBeUndefined(),
);

describe('bodies', () => {
	test('the legacy shape', () => {
		const body = {
			task_id: '885001',
			task_status: 'succeed',
			task_status_msg: '',
			task_info: { external_task_id: 'spring:row-4:n8n-7-0' },
			created_at: 1793000000000,
			updated_at: 1793000083000,
			final_unit_deduction: '1.8',
			task_result: { videos: [{ id: 'v-1', url: 'https://cdn.example/v-1.mp4', duration: '3.041' }] },
		};
		expect(readCallback(Buffer.from(JSON.stringify(body)))).toMatchObject({
			dialect: { id: 'classic' },
			products: expect.arrayContaining(['omniVideo', 'textToVideo', 'imageToVideo', 'avatar', 'lipSync', 'videoToAudio']),
			task: {
				taskId: '885001',
				status: 'succeeded',
				externalTaskId: 'spring:row-4:n8n-7-0',
				units: 1.8,
				outputs: [{ type: 'video', seconds: 3.041 }],
			},
		});
	});

	test('the new shape, also as the console’s test sends it', () => {
		const body = { id: 'T9', status: 'submitted', outputs: [], message: '', create_time: 1, update_time: 2 };
		expect(readCallback(Buffer.from(JSON.stringify(body)))).toMatchObject({
			dialect: { id: 'current' },
			task: { taskId: 'T9', status: 'submitted' },
		});
		expect(readCallback(Buffer.from(vendors.body))?.task).toMatchObject({ taskId: '1234567890', status: 'succeeded' });
	});

	test('a byte order mark before the body says nothing', () =>
		expect(readCallback(Buffer.from('\uFEFF{"task_id":"8","task_status":"processing"}'))?.task.taskId).toBe('8'));

	test('images are told from videos, whose units cost more', () => {
		const body = { task_id: '1', task_status: 'succeed', task_result: { images: [{ index: 0, url: 'https://cdn.example/1.png' }] } };
		expect(readCallback(Buffer.from(JSON.stringify(body)))).toMatchObject({
			products: ['omniImage', 'image', 'expand'],
			task: { product: 'omniImage' },
		});
	});

	test('whatever else comes is no callback, and nothing breaks', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.json(),
					fc.string(),
					fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
				),
				(text) => {
					expect(readCallback(Buffer.from(text))).toBeUndefined();
				},
			),
			{ numRuns: 3000 },
		);
	});
});
