import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Keys } from '../../scripts/probe/ask';
import { paidQuestions } from '../../scripts/probe/paid';
import { asJson, differs, probe, type Row } from '../../scripts/probe/run';
import { questions } from '../../scripts/probe/questions';
import { startSimulator, type Simulator } from '../simulator';
import { DIFFERENCES } from '../simulator/differences';

/** `npm run probe` against the simulator, and against one whose answers are spoiled on the way. */

interface Spoil {
	/** Method and address, and a part of the body where several creates go to one address. */
	when: RegExp;
	http?: number;
	body: string;
}

const DOCUMENTS = '/llms.txt';
let service: Simulator;
let front: ReturnType<typeof createServer>;
let url: string;
let spoils: Spoil[] = [];
let index = 'Kling 3.0 Omni\nKling 2.6';

/** Stands before the simulator and answers in its place where something is spoiled. */
async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
	let body = '';
	for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
	const spoil = spoils.find(({ when }) => when.test(`${request.method} ${request.url} ${body}`));
	if (request.url === DOCUMENTS) return void response.end(index);
	if (spoil) return void response.writeHead(spoil.http ?? 200, { 'content-type': 'application/json' }).end(spoil.body);
	const { authorization, 'content-type': type } = request.headers;
	const answer = await fetch(service.url + request.url, {
		method: request.method,
		headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
		...(body === '' ? {} : { body }),
	});
	response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
}

beforeAll(async () => {
	service = await startSimulator({ renderMs: 50 });
	front = createServer((request, response) => void passOn(request, response));
	await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});
afterEach(() => ((spoils = []), (index = 'Kling 3.0 Omni\nKling 2.6')));
afterAll(async () => {
	front.close();
	await service.close();
});

const keys = (): Keys => ({
	url,
	modelStudioUrl: `${url}/api/v1`,
	documents: url + DOCUMENTS,
	apiKey: service.apiKey,
	accessKey: service.accessKey,
	secretKey: service.secretKey,
	modelStudioKey: service.modelStudioKey,
});
const named = (rows: Row[], verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).map(({ name }) => name);

test('every free question is answered, none differs, and nothing is ordered', async () => {
	const rows = await probe(keys(), {});
	expect(rows).toHaveLength(questions.length);
	expect(rows.filter(({ verdict }) => verdict === 'differs' || verdict === 'unclear' || verdict === 'not asked')).toEqual([]);
	expect(service.created).toHaveLength(0);
});

test.each<[string, Spoil]>([
	['account', { when: /^GET \/account\/costs/, body: '{"code":0,"data":{}}' }],
	['unknown-task-classic', { when: /^GET \/v1\/videos\/omni-video\//, body: '{"code":0,"data":{"task_status":"failed"}}' }],
	['unknown-task-current', { when: /^GET \/tasks\?task_ids=probe-no-such-task /, http: 400, body: '{"code":1201,"message":"not found"}' }],
	['many-ids', { when: /^GET \/tasks\?task_ids=.*,/, body: '{"code":0,"data":[]}' }],
	['api-key-classic', { when: /omni-video .*"std"/, http: 401, body: '{"code":1002,"message":"API key is not supported"}' }],
	['quality-4k', { when: /omni-video .*"4k"/, http: 400, body: '{"code":1201,"message":"mode value \'4k\' is invalid"}' }],
	['no-such-model', { when: /kling-no-such-model/, body: '{"code":0,"data":{"task_id":"1"}}' }],
	['base64-on-current', { when: /first_frame/, http: 400, body: '{"code":1201,"message":"File is not in a valid base64 format"}' }],
	['speech-length', { when: /audio\/tts/, http: 400, body: '{"code":1201,"message":"Voice id not found: oversea_male1"}' }],
	['upload-policy', { when: /uploads/, http: 404, body: '{"code":"NotFound"}' }],
])('a service that answers otherwise is noticed: %s', async (name, spoil) => {
	spoils = [spoil];
	const rows = await probe(keys(), { only: [name] });
	expect(named(rows, 'differs')).toContain(name);
	expect(differs(rows)).toBe(true);
});

// a file that was uploaded is not asked for: it would be an order
test.each(Object.keys(DIFFERENCES).filter((name) => name !== 'no oss:// links'))(
	'a simulator that differs is noticed: %s',
	async (name) => {
		const spoiled = await startSimulator({ differences: [DIFFERENCES[name]!] });
		try {
			const rows = await probe({ ...keys(), url: spoiled.url, modelStudioUrl: spoiled.modelStudioUrl }, {});
			expect(named(rows, 'differs')).not.toEqual([]);
			expect(spoiled.created).toHaveLength(0);
		} finally {
			await spoiled.close();
		}
	},
);

test('a page about Kling 4.0 is noticed', async () => {
	index = 'Kling 4.0: text to video';
	expect(named(await probe(keys(), { only: ['kling-4'] }), 'differs')).toEqual(['kling-4']);
});

test('a service that is busy or away leaves a question open and is no difference', async () => {
	spoils = [{ when: /omni-video/, http: 429, body: '{"code":1302,"message":"too fast"}' }];
	const rows = await probe(keys(), { only: ['api-key-classic', 'no-such-model'] });
	expect(named(rows, 'unclear')).toEqual(['api-key-classic', 'no-such-model']);
	expect(differs(rows)).toBe(false);
});

test('what cannot be asked without a key says which', async () => {
	const rows = await probe(
		{ ...keys(), accessKey: undefined, secretKey: undefined, modelStudioKey: '' },
		{ only: ['token-skew-10', 'upload-policy'] },
	);
	expect(rows.map(({ verdict, said }) => [verdict, said])).toEqual([
		['not asked', 'KLING_ACCESS_KEY and KLING_SECRET_KEY are not set'],
		['not asked', 'KLING_MODEL_STUDIO_KEY is not set'],
	]);
});

test('the report has no key in it, though the service repeats them', async () => {
	const { apiKey, secretKey, accessKey, modelStudioKey } = service;
	spoils = [
		{ when: /account/, http: 401, body: JSON.stringify({ code: 1002, message: `${apiKey} ${secretKey} ${accessKey} ${modelStudioKey}` }) },
	];
	const text = asJson(await probe(keys(), { only: ['account'] }), keys());
	expect(text).toContain('[removed] [removed] [removed] [removed]');
	for (const key of [apiKey, secretKey, accessKey, modelStudioKey]) expect(text).not.toContain(key);
});

describe('paid questions', () => {
	test('are asked only by name and within what is allowed', async () => {
		await expect(probe(keys(), { only: ['-'], pay: ['german-speech'], maxUnits: 1 })).rejects.toThrow('--max-units 2.4');
		await expect(probe(keys(), { pay: ['all'], maxUnits: 99 })).rejects.toThrow('no paid question "all"');
		expect(service.created).toHaveLength(0);
	});

	test('are ordered once and say what was charged', async () => {
		const rows = await probe(keys(), { only: ['kling-4'], pay: ['sound-length', 'speech-time'], maxUnits: 0.3 });
		expect(rows.map(({ name, verdict }) => [name, verdict]).slice(1)).toEqual([
			['sound-length', 'settled'],
			['speech-time', 'settled'],
		]);
		expect(rows[1]?.said).toMatch(/0\.25 units/);
		expect(service.created).toHaveLength(2);
	});
});

test('the page about it names every paid question with its price', async () => {
	const page = await readFile(join(__dirname, '../../docs/truth.md'), 'utf8');
	for (const { name, units } of paidQuestions) expect(page).toMatch(new RegExp(`\\| \`${name}\` \\|.*\\| ${units} units \\|`));
});
