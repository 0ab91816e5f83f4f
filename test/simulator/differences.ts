import { writeJson, type JsonObject } from './json';

/**
 * A service that is not what the contract says: what `npm run probe` must notice. Each difference turns one documented answer into
 * another; nothing is made and nothing is paid by it.
 *
 *     const spoiled = await startSimulator({ differences: [DIFFERENCES['an unknown task is 404']!] });
 */
export type Difference = (exchange: Exchange) => Answer | undefined;

/** A request and the answer it would get. */
export interface Exchange {
	method: string;
	/** Without the query. */
	path: string;
	query: URLSearchParams;
	/** Signed with access key and secret key rather than with an API key. */
	isSigned: boolean;
	/** The JSON of the request, `{}` if there is none. */
	request: JsonObject;
	status: number;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer of any of the three APIs
	answer: any;
}

export interface Answer {
	status: number;
	body: object;
}

const refused = (status: number, code: number | string, message: string): Answer => ({
	status,
	body: { code, message, request_id: 'r-1' },
});
const bad = (message: string): Answer => refused(400, 1201, message);
const fine = (data: unknown): Answer => ({ status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'r-1', data } });

const isTask = (path: string) => /^\/v1\/(videos|images|audio|general)\/.*\/[^/]+$/.test(path);
const isCreate = ({ method, path }: Exchange, name: string) => method === 'POST' && path.endsWith(name);

/** By what such a service would do. The rules and sections are the contract's that it contradicts. */
export const DIFFERENCES: Record<string, Difference> = {
	/** §10.2, C9. */
	'an unknown task is 404': ({ method, path, answer }) =>
		method === 'GET' && isTask(path) && /not found by id/.test(answer.message) ? refused(404, 1203, 'resource does not exist') : undefined,
	/** §6. */
	'an unknown task is an error on the current API': ({ method, path, status, answer }) =>
		method === 'GET' && path === '/tasks' && status === 200 && answer.data.length === 0 ? bad('task not found') : undefined,
	/** §6. */
	'fifty tasks in one call': ({ method, path, answer }) =>
		method === 'GET' && path === '/tasks' && /cannot exceed 20/.test(answer.message) ? fine([]) : undefined,
	/** R38. */
	'access keys on the current API': ({ isSigned, path, answer }) =>
		isSigned && !path.startsWith('/v1/') && answer.code === 1002 ? fine([]) : undefined,
	/** C20. */
	'no API keys on the omni create': (exchange) =>
		isCreate(exchange, '/v1/videos/omni-video') && !exchange.isSigned ? refused(401, 1002, 'Authorization is invalid') : undefined,
	/** §2.2, code 1003. */
	'a clock that does not matter': ({ path, answer }) =>
		path === '/account/costs' && answer.code === 1003 ? fine({ code: 0, msg: 'success', resource_pack_subscribe_infos: [] }) : undefined,
	/** C2. */
	'no planned shots': ({ request }) =>
		request.shot_type === 'intelligence' ? bad("shot_type value 'intelligence' is invalid") : undefined,
	/** C1. */
	'no 4k': ({ request }) => (request.mode === '4k' ? bad("video resolution value '4k' is invalid") : undefined),
	/** §4. */
	'lists of a thousand': ({ method, query, path, answer }) =>
		method === 'GET' && path.startsWith('/v1/videos/') && query.has('pageSize') && /pageSize/.test(answer.message) ? fine([]) : undefined,
	/** R30, §13. */
	'element ids as text': ({ path, status, answer }) => {
		if (path !== '/v1/general/advanced-presets-elements' || status !== 200) return undefined;
		for (const { task_result: result } of answer.data)
			for (const element of result.elements) element.element_id = String(element.element_id);
		return { status, body: answer };
	},
	/** R73, U14. */
	'motion control without a mode': (exchange) =>
		isCreate(exchange, '/motion-control') && /^mode can not be null/.test(exchange.answer.message)
			? bad("character_orientation value 'bogus' is invalid")
			: undefined,
	/** §6, U19. */
	'lists of sounds': ({ method, path, answer }) =>
		method === 'POST' && path === '/tasks' && /'audio' is invalid/.test(answer.message)
			? fine({ result: [], count: 0, next_cursor: '', has_more: false })
			: undefined,
	/** R93, U18. */
	'lip sync by our own id': ({ method, path, answer }) =>
		method === 'GET' && path.startsWith('/v1/videos/advanced-lip-sync/') && answer.code === 1201
			? bad(`Task not found by id/external id: ${path.split('/').pop()}`)
			: undefined,
	/** R91, U26. */
	'pictures that grow fourfold': (exchange) =>
		isCreate(exchange, '/editing/expand') && /_expansion_ratio/.test(exchange.answer.message) ? bad("n value '99' is invalid") : undefined,
	/** R22. */
	'videos of twenty seconds': (exchange) =>
		exchange.request.duration === '20' && /^duration/.test(exchange.answer.message) ? bad('prompt can not be null') : undefined,
	/** §15.4. */
	'costs without the inner code': ({ path, status, answer }) => {
		if (path !== '/account/costs' || status !== 200) return undefined;
		return fine({ resource_pack_subscribe_infos: answer.data.resource_pack_subscribe_infos });
	},
	/** C41, U24. */
	'no oss:// links': (exchange) =>
		isCreate(exchange, '/video-synthesis') && writeJson(exchange.request).includes('oss://')
			? refused(400, 'InvalidURL', 'The request URL is invalid')
			: undefined,
};
