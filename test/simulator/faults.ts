import type { Fault } from './types';

/**
 * Odd answers, ready made. Each is the second half of a fault; the first half says which requests it befalls:
 *
 *     service.fault({ method: 'GET', path: /omni-video/, times: 3, ...page(403) });
 *     service.fault({ method: 'GET', times: Infinity, ...statusWord('queued', taskId) });
 *
 * `taken(page(502))` is the same page, but the request has been processed first.
 */
export type Oddity = Pick<Fault, 'action' | 'status' | 'headers' | 'body' | 'change'>;

/** A proxy's HTML page instead of an answer: 401, 403, 404, 502 … */
export const page = (status = 502): Oddity => ({ action: 'html', status });

/** The page of a proxy that finds the request too large. */
export const tooLarge = (): Oddity => page(413);

/** Sends the caller elsewhere; by default to a page that this service does not have. */
export const redirect = (status = 301, location = '/login'): Oddity => ({ action: 'answer', status, headers: { location }, body: '' });

/** Any answer at all; an object leaves as JSON, a text as it is. */
export const answer = (status: number, body: object | string, headers: Record<string, string> = {}): Oddity => ({
	action: 'answer',
	status,
	body,
	headers,
});

/** What gateways and frameworks in front of a service say in JSON of their own. */
export const GATEWAY_ANSWERS: Record<string, Oddity> = {
	'a path that the framework does not know': answer(404, noSuchPath('/v1/v1/videos/omni-video')),
	'a token that the gateway does not know': answer(401, { error: { message: 'Invalid token', type: 'gateway_error', code: '' } }),
	'no credits': answer(402, { detail: 'INSUFFICIENT_CREDITS' }),
	'a word as code, refused': answer(400, { code: 'invalid_request', message: 'prompt is required', data: null }),
	'a word as code, taken': answer(200, { code: 'success', message: '', data: { task_id: 't', status: 'SUCCESS' } }),
	'only a message': answer(403, { message: 'Forbidden' }),
	'a list of problems': answer(422, { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'value_error.missing' }] }),
	'a limit of the gateway': answer(429, { error: 'Too Many Requests', retry_after: 1 }),
	'a gateway that gave up': answer(504, { message: 'Endpoint request timed out' }),
	'a bare text': answer(503, 'upstream connect error or disconnect/reset before headers'),
	nothing: answer(200, ''),
	'a bare list': answer(200, []),
	null: answer(200, 'null'),
};

/** The real service's words for a path that it does not have. */
export function noSuchPath(path: string) {
	return {
		timestamp: new Date().toISOString().replace('Z', '+0000'),
		status: 404,
		error: 'Not Found',
		message: 'No message available',
		path,
	};
}

/** The same answer, but the request has been processed before it: a create that is answered so has made a task. */
export function taken(oddity: Oddity): Oddity {
	if (oddity.action !== 'html' && oddity.action !== 'answer') throw new Error(`'${oddity.action}' has no such form`);
	return { ...oddity, action: `${oddity.action} after processing` };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer of any of the three APIs
type Any = any;

/**
 * The service's own answer with every task in it changed, or only the task with the id `taskId`: a task read alone, one
 * in a list, and what a create answers.
 */
export const changed = (change: (task: Any) => void, taskId?: string): Oddity => ({
	action: 'change',
	change: (body) =>
		tasksIn(body)
			.filter((task) => taskId === undefined || String(task.task_id ?? task.id) === taskId)
			.forEach(change),
});

/** A status word that the contract does not know. */
export const statusWord = (word: unknown, taskId?: string): Oddity =>
	changed((task) => {
		for (const key of ['task_status', 'status']) if (key in task) task[key] = word;
	}, taskId);

/** A field with another value, wherever in a task it stands, or at its top if it stands nowhere; `undefined` takes it away. */
export const field = (name: string, value: unknown, taskId?: string): Oddity =>
	changed((task) => {
		const places = objectsIn(task).filter((object) => name in object);
		for (const place of places.length ? places : [task]) place[name] = value;
	}, taskId);

/** Succeeded, but without a file: the result is not there, is empty, or has null in place of each link. */
export const withoutFiles = (how: 'absent' | 'empty' | 'null', taskId?: string): Oddity =>
	changed((task) => {
		for (const key of ['task_result', 'outputs', 'video_url']) {
			if (!(key in task)) continue;
			if (how === 'absent') delete task[key];
			else if (key === 'video_url') task[key] = how === 'empty' ? '' : null;
			else if (how === 'null') linksIn(task[key]).forEach(({ of, key: link }) => (of[link] = null));
			else if (key === 'outputs') task[key] = [];
			else for (const list of Object.keys(task[key])) if (Array.isArray(task[key][list])) task[key][list] = [];
		}
	}, taskId);

/** The first video several times over, each under an id of its own. Model Studio has room for one only. */
export const severalVideos = (count: number, taskId?: string): Oddity =>
	changed((task) => {
		const list: Any[] = task.task_result?.videos ?? task.outputs ?? [];
		const video = list.find(({ url, type }) => url && (type ?? 'video') === 'video');
		for (let n = 2; video && n <= count; n++) list.push({ ...video, id: `${video.id}-${n}` });
	}, taskId);

/** A picture beside the video, before it where there is one list for all. */
export const pictureFirst = (url: string, taskId?: string): Oddity =>
	changed((task) => {
		if (task.task_result) task.task_result = { images: [{ index: 0, url }], ...task.task_result };
		if (task.outputs) task.outputs.unshift({ type: 'image', url });
	}, taskId);

/** Other times: `timesAs((ms) => Math.floor(ms / 1000))` for seconds, `timesAs(() => 0)` for none. */
export const timesAs = (as: (milliseconds: number) => unknown, taskId?: string): Oddity =>
	changed((task) => {
		for (const key of ['created_at', 'updated_at', 'create_time', 'update_time']) if (key in task) task[key] = as(task[key]);
	}, taskId);

/** The tasks of an answer, whichever API it comes from. */
function tasksIn(body: Any): Any[] {
	const found = body?.output ?? body?.data?.result ?? body?.data ?? [];
	return (Array.isArray(found) ? found : [found]).filter((task) => typeof task === 'object' && task !== null);
}

function objectsIn(value: Any): Any[] {
	if (typeof value !== 'object' || value === null) return [];
	const inside = Object.values(value).flatMap(objectsIn);
	return Array.isArray(value) ? inside : [value, ...inside];
}

function linksIn(value: Any): { of: Any; key: string }[] {
	return objectsIn(value).flatMap((of) =>
		Object.keys(of)
			.filter((key) => /^(\w+_)?url(_\w+)?$/.test(key))
			.map((key) => ({ of, key })),
	);
}
