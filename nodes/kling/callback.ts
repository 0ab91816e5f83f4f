import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/v4-mini';
import { dialects } from './dialects';
import type { DialectApi } from './dialects/dialect';
import { parseJson } from './json';
import type { Output } from './outputs';
import { isAtOnce } from './studio/products';
import { lacksResult, products, resultOf, type Product, type Task } from './task';

/** What Kling sends to a job's callback URL (contract §11): its signature, and both shapes of its body. */

/** The largest body that is looked at, bytes; real ones have a few thousand. */
export const largestCallback = 256 * 1024;

/** How far the time of a signature may be away, seconds, in both directions. */
const freshness = 300;

/** Header names are lower case, as Node gives them. */
type Headers = Record<string, string | string[] | undefined>;

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

export const isSigned = (headers: Headers) => names.some((name) => headers[name] !== undefined);

/** The id of a signed message: the same for every delivery of it. */
export const messageId = (headers: Headers) => String(headers['webhook-id']);

/**
 * The key in a webhook secret.
 *
 * @param secret as the console shows it, `whsec_` and base64
 * @returns `undefined` if it is none
 */
export function signingKey(secret: string): Buffer | undefined {
	const encoded = secret.trim().replace(/^whsec_/, '');
	return /^[A-Za-z0-9+/]{8,}={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}

/**
 * Checks a signature of the Standard Webhooks scheme over the body as it was sent.
 *
 * @param now seconds since the epoch
 * @returns why the message is refused, or `undefined` if it is genuine
 */
export function signatureProblem(key: Buffer, headers: Headers, body: Buffer, now: number): string | undefined {
	const [id, timestamp, signatures] = names.map((name) => headers[name]);
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string' || !id)
		return 'a signature header is missing';
	if (!/^\d{1,12}$/.test(timestamp)) return 'the time of the signature cannot be read';
	if (Math.abs(now - Number(timestamp)) > freshness) return 'the signature is more than five minutes away from now';
	const expected = Buffer.from(createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64'));
	// several are sent while a secret is being replaced
	const isGenuine = signatures
		.split(' ')
		.filter((signature) => signature.startsWith('v1,'))
		.map((signature) => Buffer.from(signature.slice(3)))
		.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
	return isGenuine ? undefined : 'the signature does not fit';
}

/** What a callback says of a task. */
export interface Report {
	task: Task;
	/** Where the task can be read: the shape of the body tells how it was made (C18). */
	dialect: DialectApi;
	/** What the task may be; some dialects keep each kind on a path of its own (R39). */
	products: Product[];
	/** R94: the task may have made more than the body says, as jobs with sound do. */
	isSignal: boolean;
}

/** What is made of another video: a lip sync, or a sound with its video (contract §21). */
const ofAnotherVideo = z.object({ task_info: z.object({ parent_video: z.object({}) }) });

/** Whatever calls, and is not an answer at once (R87). A sound may come with the video that it is for. */
const productsOf = (result?: Output['type']): Product[] =>
	products.filter((product) => {
		const made = resultOf(product);
		return !isAtOnce(product) && (result === undefined || made === result || (result === 'video' && made === 'audio'));
	});

/** @returns `undefined` if the body is not a callback */
export function readCallback(body: Buffer): Report | undefined {
	const content = parseJson(body.toString('utf8'));
	if (!content || typeof content !== 'object') return undefined;
	const dialect = dialects.find(({ callbackIdKey }) => callbackIdKey !== undefined && Object.hasOwn(content, callbackIdKey));
	try {
		const task = dialect?.decodeCreated(content, 'omniVideo');
		if (!dialect || !task || !/^[\w-]{1,128}$/.test(task.taskId)) return undefined;
		const candidates = productsOf((task.outputs.find(({ type }) => type === 'video') ?? task.outputs[0])?.type);
		return {
			// enough to tell video units from image units
			task: { ...task, product: candidates[0]! },
			dialect,
			products: candidates,
			isSignal: task.status === 'succeeded' && (lacksResult(task) || ofAnotherVideo.safeParse(content).success),
		};
	} catch {
		return undefined;
	}
}
