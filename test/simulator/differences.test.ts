import { SignJWT } from 'jose';
import { KEYS } from './auth';
import { DIFFERENCES } from './differences';
import { startSimulator } from './index';
import { call } from './testing';

const OMNI = '/v1/videos/omni-video';
const omni = { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1' };
const ids = Array.from({ length: 21 }, (_, at) => at).join();

async function token(notBefore = 0): Promise<string> {
	const now = Math.floor(Date.now() / 1000);
	const claims = { iss: KEYS.accessKey, exp: now + 1800, nbf: now + notBefore };
	return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(KEYS.secretKey))}`;
}

/** For each difference a request that shows it, what the contract says to it, and what the spoiled service says. */
const PROBES: Record<string, { ask: [string, string, object?]; key?: () => Promise<string>; contract: object; spoiled: object }> = {
	'an unknown task is 404': { ask: ['GET', `${OMNI}/x`], contract: { code: 1201 }, spoiled: { code: 1203 } },
	'an unknown task is an error on the current API': { ask: ['GET', '/tasks?task_ids=x'], contract: { data: [] }, spoiled: { code: 1201 } },
	'fifty tasks in one call': { ask: ['GET', `/tasks?task_ids=${ids}`], contract: { code: 1201 }, spoiled: { code: 0 } },
	'access keys on the current API': {
		ask: ['GET', '/tasks?task_ids=x'],
		key: async () => await token(-5),
		contract: { code: 1002 },
		spoiled: { code: 0 },
	},
	'no API keys on the omni create': {
		ask: ['POST', OMNI, { ...omni, duration: '99' }],
		contract: { code: 1201 },
		spoiled: { code: 1002 },
	},
	'a clock that does not matter': {
		ask: ['GET', '/account/costs?start_time=1&end_time=2'],
		key: async () => await token(60),
		contract: { code: 1003 },
		spoiled: { code: 0 },
	},
	'no planned shots': {
		ask: ['POST', OMNI, { ...omni, multi_shot: true, shot_type: 'intelligence', duration: '99' }],
		contract: { message: expect.stringContaining('duration') },
		spoiled: { message: expect.stringContaining('intelligence') },
	},
	'no 4k': {
		ask: ['POST', OMNI, { ...omni, mode: '4k', duration: '99' }],
		contract: { message: expect.stringContaining('duration') },
		spoiled: { message: expect.stringContaining('4k') },
	},
	'lists of a thousand': { ask: ['GET', `${OMNI}?pageSize=1000`], contract: { code: 1201 }, spoiled: { code: 0 } },
	'element ids as text': {
		ask: ['GET', '/v1/general/advanced-presets-elements?pageSize=1'],
		contract: { data: [{ task_result: { elements: [{ element_id: 829836802793406551n }] } }] },
		spoiled: { data: [{ task_result: { elements: [{ element_id: '829836802793406551' }] } }] },
	},
	'motion control without a mode': {
		ask: [
			'POST',
			'/v1/videos/motion-control',
			{ image_url: 'https://a.example/a.png', video_url: 'https://a.example/a.mp4', character_orientation: 'image' },
		],
		contract: { message: expect.stringContaining('mode') },
		spoiled: { message: expect.stringContaining('character_orientation') },
	},
	'lists of sounds': {
		ask: ['POST', '/tasks', { filters: [{ key: 'product_type', values: ['audio'] }] }],
		contract: { code: 1201 },
		spoiled: { code: 0 },
	},
	'lip sync by our own id': {
		ask: ['GET', '/v1/videos/advanced-lip-sync/x'],
		contract: { message: 'Task not found by id: x' },
		spoiled: { message: 'Task not found by id/external id: x' },
	},
	'pictures that grow fourfold': {
		ask: [
			'POST',
			'/v1/images/editing/expand',
			{
				image: 'https://a.example/a.png',
				up_expansion_ratio: 3,
				down_expansion_ratio: 0,
				left_expansion_ratio: 0,
				right_expansion_ratio: 0,
				n: 99,
			},
		],
		contract: { message: expect.stringContaining('up_expansion_ratio') },
		spoiled: { message: expect.stringContaining('n value') },
	},
	'videos of twenty seconds': {
		ask: ['POST', OMNI, { ...omni, prompt: '', duration: '20' }],
		contract: { message: expect.stringContaining('duration') },
		spoiled: { message: expect.stringContaining('prompt') },
	},
	'costs without the inner code': {
		ask: ['GET', '/account/costs?start_time=1&end_time=2'],
		contract: { data: { code: 0 } },
		spoiled: { data: expect.not.objectContaining({ code: 0 }) },
	},
	'no oss:// links': {
		ask: [
			'POST',
			'/api/v1/services/aigc/video-generation/video-synthesis',
			{ model: 'x', input: { media: [{ type: 'refer', url: 'oss://a' }] } },
		],
		key: async () => `Bearer ${KEYS.modelStudioKey}`,
		contract: { code: expect.not.stringMatching(/^InvalidURL$/) },
		spoiled: { code: 'InvalidURL' },
	},
};

test('every difference has a request that shows it', () => {
	expect(Object.keys(PROBES)).toEqual(Object.keys(DIFFERENCES));
});

test.each(Object.entries(PROBES))(
	'%s: seen by one request, and nothing is paid',
	async (name, { ask: [method, path, body], key, contract, spoiled }) => {
		for (const planted of [false, true]) {
			const service = await startSimulator({ differences: planted ? [DIFFERENCES[name]!] : [] });
			const answer = await call(service, method, path, body, await key?.());
			expect(answer.body).toMatchObject(planted ? spoiled : contract);
			expect(service.created).toEqual([]);
			await service.close();
		}
	},
);
