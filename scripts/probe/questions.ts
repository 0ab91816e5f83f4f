/**
 * The contract's questions that cost nothing (§20 and what can be seen beside it). Every create below carries a value that
 * is refused before anything is paid for; one that is accepted nevertheless is reported as a difference.
 */
import { signToken } from '../../credentials/KlingApi.credentials';
import { ask, type Answer, type Keys } from './ask';
import { answered, refused, said, settled, type Finding } from './verdict';

export interface Question {
	name: string;
	/** As in the contract's table of open questions. */
	id?: string;
	question: string;
	/** What the contract says. */
	contract: string;
	/** What has to be in the environment; an API key where nothing else is said. */
	needs?: 'keyPair' | 'modelStudioKey' | 'nothing';
	ask: (keys: Keys) => Promise<Finding>;
}

const NO_SUCH = 'probe-no-such-task';
const DAY_MS = 86_400_000;
/** A length that no model makes. */
const TOO_LONG = { classic: '99', current: 99 };
/** A black picture of 64 × 64 pixels, which every model refuses as too small. */
const TINY_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAD0lEQVR42mNgGAWjgHwAAAJAAAHgTR1EAAAAAElFTkSuQmCC';

const get = async ({ url, apiKey: token }: Keys, path: string) => await ask({ method: 'GET', url: url + path, token });
const post = async ({ url, apiKey: token }: Keys, path: string, body: unknown) =>
	await ask({ method: 'POST', url: url + path, token, body });
const costs = () => `/account/costs?start_time=${Date.now() - DAY_MS}&end_time=${Date.now()}`;

const classic = { model_name: 'kling-v3-omni', prompt: 'a probe', mode: 'std', aspect_ratio: '16:9', duration: TOO_LONG.classic };
const omni = async (keys: Keys, change: object) => await post(keys, '/v1/videos/omni-video', { ...classic, ...change });
const current = async (keys: Keys, contents: object[], settings: object) =>
	await post(keys, '/omni-video/kling-3.0-omni', { contents: [{ type: 'prompt', text: 'a probe' }, ...contents], settings });

const motion = { model_name: 'kling-v3', image_url: TINY_PNG, video_url: 'https://example.com/a.mp4', mode: 'std' };
const motionControl = async (keys: Keys, change: object) => await post(keys, '/v1/videos/motion-control', { ...motion, ...change });
const outpaint = async (keys: Keys, up: number, n: number) =>
	await post(keys, '/v1/images/editing/expand', {
		image: TINY_PNG,
		up_expansion_ratio: up,
		down_expansion_ratio: 0,
		left_expansion_ratio: 0,
		right_expansion_ratio: 0,
		n,
	});

/** A token that becomes valid so many seconds from now. */
async function early({ url, accessKey = '', secretKey = '' }: Keys, seconds: number): Promise<Answer> {
	const token = await signToken(accessKey, secretKey, Math.floor(Date.now() / 1000) + 5 + seconds);
	return await ask({ method: 'GET', url: url + costs(), token });
}

function firstElementId(data: unknown): unknown {
	type Listed = Array<{ task_result?: { elements?: Array<{ element_id?: unknown }> } }>;
	return (data as Listed | undefined)?.[0]?.task_result?.elements?.[0]?.element_id;
}

const hasList = (field: string) => (data: unknown) => Array.isArray((data as Record<string, unknown> | undefined)?.[field]);

export const questions: Question[] = [
	{
		name: 'account',
		question: 'May an account be asked for its packs with an API key?',
		contract: 'Yes, free (§2.3)',
		ask: async (keys) => answered(await get(keys, costs()), hasList('resource_pack_subscribe_infos')),
	},
	{
		name: 'account-inner-code',
		question: 'Does the account answer with a code of its own inside?',
		contract: 'Yes: data.code is 0 (§15.4)',
		ask: async (keys) => answered(await get(keys, costs()), (data) => (data as { code?: unknown } | undefined)?.code === 0),
	},
	{
		name: 'no-key',
		question: 'What does a request without a key get?',
		contract: '401, 1001 (§10.1)',
		needs: 'nothing',
		ask: async ({ url }) => refused(await ask({ method: 'GET', url: url + costs() }), { http: 401, code: 1001 }),
	},
	{
		name: 'wrong-key',
		question: 'What does a made-up key get?',
		contract: '401, 1002 (§10.2)',
		needs: 'nothing',
		ask: async ({ url }) =>
			refused(await ask({ method: 'GET', url: url + costs(), token: 'probe-no-such-key' }), { http: 401, code: 1002 }),
	},
	{
		name: 'unknown-task-classic',
		question: 'What does an unknown task get on the classic API?',
		contract: '400, 1201 “Task not found by id/external id” (§10.2)',
		ask: async (keys) => refused(await get(keys, `/v1/videos/omni-video/${NO_SUCH}`), { http: 400, code: 1201, names: /not found/i }),
	},
	{
		name: 'unknown-task-current',
		question: 'What does an unknown task get on the current API?',
		contract: '200 and an empty list (§6)',
		ask: async (keys) => answered(await get(keys, `/tasks?task_ids=${NO_SUCH}`), (data) => Array.isArray(data) && data.length === 0),
	},
	{
		name: 'no-ids',
		question: 'What if no ids are asked for?',
		contract: '400, 1201 “task_ids or external_task_ids is required” (§6)',
		ask: async (keys) => refused(await get(keys, '/tasks'), { http: 400, code: 1201, names: /required/i }),
	},
	{
		name: 'many-ids',
		question: 'May 21 tasks be asked for at once?',
		contract: '400, 1201, at most 20 (§6)',
		ask: async (keys) => {
			const ids = Array.from({ length: 21 }, (_, index) => `${NO_SUCH}-${index}`).join(',');
			return refused(await get(keys, `/tasks?task_ids=${ids}`), { http: 400, code: 1201, names: /20/ });
		},
	},
	{
		name: 'page-size',
		question: 'How many tasks may a page of a list have?',
		contract: '500: 1000 is refused with 1201 (§4)',
		ask: async (keys) => refused(await get(keys, '/v1/videos/omni-video?pageNum=1&pageSize=1000'), { code: 1201 }),
	},
	{
		name: 'element-ids',
		question: 'Are ids of elements numbers?',
		contract: 'Yes, with more digits than most programs keep (R30)',
		ask: async (keys) => {
			const answer = await get(keys, '/v1/general/advanced-presets-elements?pageNum=1&pageSize=1');
			return answered(answer, (data) => typeof firstElementId(data) === 'number');
		},
	},
	{
		name: 'api-key-classic',
		question: 'Does the classic API take an API key for videos?',
		contract: 'Yes: 1201 about the duration, not 1002 (C20)',
		ask: async (keys) => refused(await omni(keys, {}), { code: 1201, names: /duration/i }),
	},
	{
		name: 'quality-4k',
		question: 'Is 4k open to this account?',
		contract: 'Yes: only the duration is refused (§3)',
		ask: async (keys) => refused(await omni(keys, { mode: '4k' }), { code: 1201, names: /duration/i, allows: /mode|4k/i }),
	},
	{
		name: 'automatic-shots',
		question: 'Are automatic shots open to this account?',
		contract: 'Yes: only the duration is refused (§3)',
		ask: async (keys) =>
			refused(await omni(keys, { multi_shot: true, shot_type: 'intelligence' }), {
				code: 1201,
				names: /duration/i,
				allows: /shot_type|intelligence/i,
			}),
	},
	{
		name: 'quality-words',
		question: 'Is “standard” a quality?',
		contract: 'No: 1201 names mode (§10.2)',
		ask: async (keys) => refused(await omni(keys, { mode: 'standard' }), { code: 1201, names: /mode/i, masks: /duration/i }),
	},
	{
		name: 'long-prompt',
		question: 'How long may a prompt be?',
		contract: '2500 characters: 1201 “size must be between 0 and 2500” (§10.2)',
		ask: async (keys) => refused(await omni(keys, { prompt: 'a'.repeat(2501) }), { code: 1201, names: /2500/, masks: /duration/i }),
	},
	{
		name: 'long-video',
		question: 'May a video last 20 s?',
		contract: 'No: 1201 names the duration (R22)',
		ask: async (keys) =>
			// were it allowed, the tiny picture would be refused
			refused(await omni(keys, { duration: '20', image_list: [{ image_url: TINY_PNG }] }), {
				code: 1201,
				names: /duration/i,
				masks: /pixel/i,
			}),
	},
	{
		name: 'no-such-model',
		question: 'What does an unknown model get?',
		contract: '1201 or 1203 (§10.2)',
		ask: async (keys) => {
			const answer = await omni(keys, { model_name: 'kling-no-such-model' });
			return refused(answer, { code: answer.code === 1203 ? 1203 : 1201, names: /model/i });
		},
	},
	{
		name: 'token-skew-10',
		question: 'Is a token accepted that becomes valid in 10 s?',
		contract: 'Not documented (§2.2)',
		needs: 'keyPair',
		ask: async (keys) => settled(await early(keys, 10)),
	},
	{
		name: 'token-skew-60',
		question: 'Is a token accepted that becomes valid in 60 s?',
		contract: 'Not documented (§2.2)',
		needs: 'keyPair',
		ask: async (keys) => settled(await early(keys, 60)),
	},
	{
		name: 'token-early',
		question: 'Is a token accepted that becomes valid in an hour?',
		contract: 'No: 401, 1003 (§10.1)',
		needs: 'keyPair',
		ask: async (keys) => refused(await early(keys, 3600), { http: 401, code: 1003 }),
	},
	{
		name: 'token-on-current',
		question: 'Does the current API take an access key pair?',
		contract: 'No: 401, 1002 (R38)',
		needs: 'keyPair',
		ask: async ({ url, accessKey = '', secretKey = '' }) =>
			refused(await ask({ method: 'GET', url: `${url}/tasks?task_ids=${NO_SUCH}`, token: await signToken(accessKey, secretKey) }), {
				http: 401,
				code: 1002,
			}),
	},
	{
		name: 'base64-on-current',
		question: 'Does the current API read base64 pictures?',
		contract: 'Yes: 1201 about the size of a tiny one (§20)',
		ask: async (keys) =>
			refused(await current(keys, [{ type: 'first_frame', url: TINY_PNG }], { duration: 3, resolution: '720p' }), {
				code: 1201,
				names: /pixel|size|image/i,
				allows: /base64/i,
			}),
	},
	{
		name: 'reference-video-sound',
		question: 'May a reference video keep its sound on the current API (3.0 Omni)?',
		contract: 'No: 1201 names audio (R54)',
		ask: async (keys) => {
			const video = { type: 'feature_video', url: 'https://example.com/a.mp4', id: 'v1' };
			const tiny = { type: 'refer_image', url: TINY_PNG, id: 'i1' };
			return refused(await current(keys, [video, tiny], { audio: 'original', duration: 3, multi_shot: true }), {
				code: 1201,
				names: /audio/i,
				masks: /pixel|image|video/i,
			});
		},
	},
	{
		name: 'motion-mode',
		id: 'U14',
		question: 'Does motion control need a quality?',
		contract: 'Yes: 1201 names mode (§21.1)',
		ask: async (keys) =>
			refused(await motionControl(keys, { mode: undefined, character_orientation: 'video' }), { code: 1201, names: /mode/i }),
	},
	{
		name: 'motion-prompt',
		id: 'U14',
		question: 'Does motion control need a prompt?',
		contract: 'No: 1201 names only the tiny picture (§21.1)',
		ask: async (keys) =>
			refused(await motionControl(keys, { character_orientation: 'video' }), { code: 1201, names: /image|pixel/i, allows: /prompt/i }),
	},
	{
		name: 'motion-element',
		id: 'U15',
		question: 'Does motion control 2.6 take an element?',
		contract: 'No (R75); what is named first is not documented',
		ask: async (keys) =>
			settled(
				await motionControl(keys, {
					model_name: 'kling-v2-6',
					mode: 'bogus',
					character_orientation: 'video',
					element_list: [{ element_id: 1 }],
				}),
			),
	},
	{
		name: 'lip-sync-ids',
		id: 'U18',
		question: 'Can lip sync be read by an external id?',
		contract: 'Not that we know: the text says “id”, not “id/external id” (R93)',
		ask: async (keys) =>
			refused(await get(keys, `/v1/videos/advanced-lip-sync/${NO_SUCH}`), { code: 1201, names: /not found/i, allows: /external/i }),
	},
	{
		name: 'lip-sync-session',
		id: 'U18',
		question: 'What does an old lip sync session get?',
		contract: '1201 (R84)',
		ask: async (keys) => {
			const face = { face_id: '0', audio_id: '1', sound_start_time: 0, sound_end_time: 2000, sound_insert_time: 0, sound_volume: 9 };
			return refused(await post(keys, '/v1/videos/advanced-lip-sync', { session_id: '1', face_choose: [face] }), { code: 1201 });
		},
	},
	{
		name: 'list-of-sounds',
		id: 'U19',
		question: 'Can the current API list sounds?',
		contract: 'No: 1201, only videos, images and try-ons are printed (§6)',
		ask: async (keys) =>
			refused(await post(keys, '/tasks', { limit: 1, filters: [{ key: 'product_type', values: ['audio'] }] }), { code: 1201 }),
	},
	{
		name: 'speech-length',
		id: 'U21',
		question: 'Is the voice oversea_male1 alive?',
		contract: 'Yes: 1201 about 1001 characters, not about the voice (§21.4)',
		ask: async (keys) =>
			refused(await post(keys, '/v1/audio/tts', { text: 'a'.repeat(1001), voice_id: 'oversea_male1', voice_language: 'en' }), {
				code: 1201,
				allows: /voice id not found/i,
			}),
	},
	{
		name: 'outpaint-ratio',
		id: 'U26',
		question: 'How far may a picture grow on one side?',
		contract: 'Twice its height: 3 is refused (§21.6)',
		ask: async (keys) => refused(await outpaint(keys, 3, 1), { code: 1201, names: /ratio/i, masks: /pixel/i }),
	},
	{
		name: 'outpaint-nothing',
		id: 'U26',
		question: 'May a picture grow by nothing?',
		contract: 'Not documented (R91); asked with 99 pictures, which are refused',
		ask: async (keys) => settled(await outpaint(keys, 0, 99)),
	},
	{
		name: 'upload-policy',
		id: 'U24',
		question: 'Does Model Studio give a place for files of Kling models?',
		contract: 'Yes: a policy with upload_host (§16.4)',
		needs: 'modelStudioKey',
		ask: async ({ modelStudioUrl, modelStudioKey: token }) => {
			const model = encodeURIComponent('kling/kling-v3-omni-video-generation');
			const answer = await ask({ method: 'GET', url: `${modelStudioUrl}/uploads?action=getPolicy&model=${model}`, token });
			return answered(answer, (data) => typeof (data as { upload_host?: unknown } | undefined)?.upload_host === 'string');
		},
	},
	{
		name: 'kling-4',
		id: 'U27',
		question: 'Is there a page about Kling 4.0’s own API?',
		contract: 'No (§18)',
		needs: 'nothing',
		ask: async ({ documents }) => {
			const answer = await ask({ method: 'GET', url: documents });
			if (answer.http !== 200) return { verdict: 'unclear', said: said(answer) };
			const line = String(answer.data)
				.split('\n')
				.find((text) => /kling[- ]?(v)?4(\.0)?\b/i.test(text));
			return line === undefined ? { verdict: 'agrees', said: 'no page names it' } : { verdict: 'differs', said: line.trim() };
		},
	},
];
