import type { INode } from 'n8n-workflow';
import { judge as judgeNative, meaningOf, refusalOf } from '../../nodes/kling/dialects/klingErrors';
import { judge as judgeModelStudio } from '../../nodes/kling/dialects/modelStudioErrors';
import { inShort, isAbout, refusalError, type Outcome, type Reply } from '../../nodes/kling/errors';

/** What each answer means for a request that is repeated or not, and for the person (contract §10, §16.3). */

const node: INode = { id: '1', name: 'Kling Omni', type: 'klingOmni', typeVersion: 1, position: [0, 0], parameters: {} };

const native = (httpStatus: number, body: object | string): Reply => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return judgeNative({ httpStatus, body: typeof body === 'string' ? undefined : body, text });
};
const alibaba = (httpStatus: number, body: object | string): Reply => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return judgeModelStudio({ httpStatus, body: typeof body === 'string' ? undefined : body, text });
};

/** The sentence, the next step and n8n's own word for it, as the node shows them. */
function shown(reply: Reply) {
	if (reply.outcome === 'ok') throw new Error('this is no refusal');
	const { message, description, failure } = refusalError({ node }, reply) as Error & { description?: string; failure?: { cause: string } };
	return { message, description: description ?? '', cause: failure?.cause };
}

type Row = [code: number | string, httpStatus: number, outcome: Outcome, message: RegExp, cause?: string];

/** Contract §10.1, in its order. */
const nativeCodes: Row[] = [
	[1000, 401, 'refused', /does not accept the key/, 'credential-invalid'],
	[1001, 401, 'refused', /received no key/, 'credential-invalid'],
	[1002, 401, 'refused', /does not know this key/, 'credential-invalid'],
	[1003, 401, 'refused', /not valid yet/, 'credential-invalid'],
	[1004, 401, 'refused', /has expired/, 'credential-invalid'],
	[1100, 429, 'refused', /account is not in order/, 'configuration-invalid'],
	[1101, 429, 'refused', /in arrears/, 'quota-exhausted'],
	[1102, 429, 'refused', /no units left/, 'quota-exhausted'],
	[1103, 403, 'refused', /may not use this model/, 'configuration-invalid'],
	[1200, 400, 'refused', /could not read the request/],
	[1201, 400, 'refused', /refused a value/],
	[1202, 404, 'refused', /does not offer this call/, 'configuration-invalid'],
	[1203, 404, 'refused', /does not have this model/, 'configuration-invalid'],
	[1300, 400, 'refused', /platform policy/],
	[1301, 400, 'refused', /content check/],
	[1302, 429, 'notNow', /too many requests/, 'rate-limited'],
	[1303, 429, 'notNow', /More tasks run at once/, 'rate-limited'],
	[1304, 429, 'refused', /IP address/, 'configuration-invalid'],
	[5000, 500, 'unknown', /internal fault/, 'temporarily-unavailable'],
	[5001, 503, 'notNow', /maintenance/, 'temporarily-unavailable'],
	[5002, 504, 'unknown', /in time/, 'temporarily-unavailable'],
	// not in the table
	[1999, 400, 'refused', /Kling refused the request/],
	[5999, 500, 'unknown', /Kling had an internal fault/, 'temporarily-unavailable'],
];

/** Contract §16.3. */
const modelStudioWords: Row[] = [
	['InvalidParameter', 400, 'refused', /Model Studio refused the request/],
	['InvalidURL', 400, 'refused', /could not fetch a media address/],
	['BadRequest.TooLarge', 413, 'refused', /Model Studio refused the request/],
	['DataInspectionFailed', 400, 'refused', /content check/],
	['InvalidParameter.DataInspection', 400, 'refused', /content check/],
	['Arrearage', 400, 'refused', /in arrears/, 'quota-exhausted'],
	['InvalidApiKey', 401, 'refused', /does not know this key/, 'credential-invalid'],
	['AccessDenied', 403, 'refused', /does not allow this/, 'configuration-invalid'],
	['AccessDenied.Unpurchased', 403, 'refused', /not activated/, 'configuration-invalid'],
	['RequestTimeOut', 408, 'unknown', /internal fault/, 'temporarily-unavailable'],
	['Throttling', 429, 'notNow', /too many requests/, 'rate-limited'],
	['Throttling.RateQuota', 429, 'notNow', /too many requests/, 'rate-limited'],
	['Throttling.AllocationQuota', 429, 'notNow', /too many requests/, 'rate-limited'],
	['InternalError', 500, 'unknown', /internal fault/, 'temporarily-unavailable'],
	['InternalError.Timeout', 500, 'unknown', /internal fault/, 'temporarily-unavailable'],
	// not in the table
	['ServiceUnavailable', 503, 'unknown', /Model Studio had an internal fault/, 'temporarily-unavailable'],
	['SomethingNew', 400, 'refused', /Model Studio refused the request/],
];

describe.each([
	['Kling', nativeCodes, native],
	['Model Studio', modelStudioWords, alibaba],
] as const)('%s', (vendor, rows, judge) => {
	test.each(rows.map((row) => ({ row })))('$row.0 with HTTP $row.1 is $row.2', ({ row: [code, httpStatus, outcome, message, cause] }) => {
		const reply = judge(httpStatus, { code, message: 'their own words', request_id: 'req-7' });
		expect(reply).toEqual({
			outcome,
			code,
			httpStatus,
			message: 'their own words',
			requestId: 'req-7',
			meaning: expect.objectContaining({ outcome, vendor }),
		});
		const told = shown(reply);
		expect(told.message).toMatch(message);
		expect(told.cause).toBe(cause);
		expect(told.description).toContain(`“their own words” (code ${code})`);
		expect(told.description).toContain('Request id req-7');
		// a next step comes first
		expect(told.description).toMatch(/^[A-Z][^.]+[.;]/);
	});
});

test.each(nativeCodes.filter(([code]) => !String(code).endsWith('999')).map((row) => ({ row })))(
	'code $row.0 decides, whatever the HTTP status, also when it comes as text',
	({ row: [code, , outcome] }) => {
		for (const httpStatus of [200, 400, 429, 500, 502]) {
			expect(native(httpStatus, { code: String(code), message: 'x' })).toMatchObject({ outcome, code });
		}
	},
);

test('no sentence uses the words that n8n asks nodes to avoid', () => {
	for (const [code, httpStatus] of nativeCodes)
		expect(shown(native(httpStatus, { code })).message).not.toMatch(/error|problem|failure|mistake/i);
	for (const [code, httpStatus] of modelStudioWords)
		expect(shown(alibaba(httpStatus, { code })).message).not.toMatch(/error|problem|failure|mistake/i);
});

test('what is fine', () => {
	expect(native(200, { code: 0, message: 'SUCCEED', request_id: 'r', data: { task_id: '1' } })).toEqual({
		outcome: 'ok',
		data: { task_id: '1' },
		requestId: 'r',
	});
	expect(native(200, { code: '0', data: [] })).toEqual({ outcome: 'ok', data: [] });
	const body = { request_id: 'r', output: { task_id: '1', task_status: 'FAILED', code: 'InvalidParameter', message: 'the task’s own' } };
	expect(alibaba(200, body)).toEqual({ outcome: 'ok', data: body, requestId: 'r' });
});

describe('an answer that nobody can read', () => {
	test.each([
		[200, '<html>maintenance</html>', 'unknown', 'HTTP 200 with a web page instead of an answer'],
		[200, '{"code":0,"mess', 'unknown', 'HTTP 200 with something other than JSON instead of an answer'],
		[502, '', 'unknown', 'HTTP 502 with nothing instead of an answer'],
		[504, '<html>', 'unknown', 'HTTP 504 with a web page instead of an answer'],
		[408, '', 'unknown', 'HTTP 408 with nothing instead of an answer'],
		[429, '<html>', 'unknown', 'HTTP 429 with a web page instead of an answer'],
		// the request did not get past the door
		[302, '<html>', 'refused', 'HTTP 302 with a web page instead of an answer'],
		[403, '<html>', 'refused', 'HTTP 403 with a web page instead of an answer'],
		[413, '<html>', 'refused', 'HTTP 413 with a web page instead of an answer'],
	] as const)('HTTP %i “%s” is %s', (httpStatus, text, outcome, message) => {
		expect(native(httpStatus, text)).toEqual({ outcome, httpStatus, message });
		expect(alibaba(httpStatus, text)).toEqual({ outcome, httpStatus, message });
	});

	test('is an answer in another service’s words too', () => {
		expect(native(500, { error: 'x' })).toMatchObject({ outcome: 'unknown' });
		expect(native(200, { output: { task_id: '1' } })).toMatchObject({ outcome: 'unknown' });
		expect(alibaba(500, { error: 'x' })).toMatchObject({ outcome: 'unknown' });
	});
});

test('codes that mean several things are told apart by their text', () => {
	expect(isAbout('not found', refusalOf(1201, 'Task not found by id/external id: 7'))).toBe(true);
	expect(isAbout('not found', refusalOf(1203, 'anything'))).toBe(true);
	expect(isAbout('not found', refusalOf(1201, 'mode value is invalid'))).toBe(false);
	expect(isAbout('duplicate', refusalOf(1201, 'External_task_id n8n-1 already exists'))).toBe(true);
	expect(isAbout('duplicate', refusalOf(1203, 'already exists'))).toBe(false);
	expect([1002, 1003, 1004].map((code) => isAbout('stale token', refusalOf(code, '')))).toEqual([false, true, true]);
});

test('the credential window says the same in one line', () => {
	expect(inShort(meaningOf(1002))).toMatch(/^Kling does not know this key\. The most likely cause is the region/);
});

test('tasks that are paid for are named, with what to do instead of running again', () => {
	const { description } = refusalError({ node, taskIds: ['885001', '885002'] }, { outcome: 'unknown', message: 'the connection broke' });
	expect(description).toContain(
		'Already paid for: 885001, 885002. Do not run this again for them: use Kling Omni → Task → Wait with these ids.',
	);
});

describe('JSON that is not the service’s own is quoted, with what to do', () => {
	test.each<[number, object, RegExp, RegExp]>([
		[
			404,
			{ timestamp: 'x', status: 404, error: 'Not Found', message: 'No message available', path: '/v1/v1/videos' },
			/nothing at this address/,
			/No message available, Not Found, \/v1\/v1\/videos/,
		],
		[401, { error: { message: 'Invalid token', type: 'gateway_error', code: '' } }, /key was not accepted/, /“HTTP 401 .*Invalid token”/],
		[402, { detail: 'INSUFFICIENT_CREDITS' }, /Credit is asked for/, /Top up.*INSUFFICIENT_CREDITS/],
		[413, {}, /too large/, /smaller/],
		[429, { error: 'Too Many Requests' }, /Too many requests/, /Too Many Requests/],
		[400, { code: 'invalid_request', message: 'prompt is required', data: null }, /No readable answer/, /prompt is required/],
		[200, { code: 'success', message: '', data: { task_id: 't' } }, /No readable answer/, /HTTP 200/],
	])('HTTP %i %j', (httpStatus, body, message, description) => {
		const told = shown(native(httpStatus, body));
		expect(told.message).toMatch(message);
		expect(told.description).toMatch(description);
	});

	test('the words of Model Studio are called Model Studio’s', () =>
		expect(shown(alibaba(400, { code: 'InvalidParameter', message: 'size' })).description).toContain('Model Studio says: “size”'));

	test.each([
		['AllocationQuota.FreeTierOnly', 403, 'refused', /free quota/],
		['Model.AccessDenied', 403, 'refused', /may not use this model/],
		['ModelNotFound', 404, 'refused', /does not have this model/],
		['IPInfringementSuspect', 400, 'refused', /content check/],
		['LimitRequests', 429, 'notNow', /too many requests/],
		['SomethingNew', 429, 'notNow', /too many requests/],
	] as const)('Model Studio: %s', (code, httpStatus, outcome, message) => {
		const reply = alibaba(httpStatus, { code, message: 'x' });
		expect(reply.outcome).toBe(outcome);
		expect(shown(reply).message).toMatch(message);
	});
});
