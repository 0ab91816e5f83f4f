import { NodeApiError, NodeOperationError, type Failure, type INode, type JsonObject } from 'n8n-workflow';
import type { Problem } from './rules/problem';

/**
 * What a refusal means and how a person reads it. A service's codes stand with its dialect; what is here holds for all of
 * them, and for whatever answers in their place.
 */

/** The three ways in which a request can have no result (design §5). */
export type Outcome =
	/** Kling said no; asking again changes nothing. */
	| 'refused'
	/** Kling did not take it for now; the same request may be sent again. */
	| 'notNow'
	/** Nobody knows whether Kling took it. */
	| 'unknown';

export interface Refusal {
	outcome: Outcome;
	/** The service's number or word for it; absent when no readable answer came. */
	code?: number | string;
	httpStatus?: number;
	/** The service's own text, or what happened to the connection. */
	message: string;
	requestId?: string;
	/** What the code means; absent together with it. */
	meaning?: Meaning;
}

export type Reply = { outcome: 'ok'; data: unknown; requestId?: string } | Refusal;

export interface Meaning {
	outcome: Outcome;
	/** What happened. */
	title: string;
	/** What to do next. */
	remedy: string;
	/** Whoever says so, as a sentence calls them; absent for something on the way. */
	vendor?: string;
	/** n8n's own word for it, by which its scheduler decides how long to leave a polling trigger alone. */
	cause?: Failure['cause'];
	/** What the node itself acts upon. */
	is?: Matter;
}

type Matter =
	/** The task is not known. */
	| 'not found'
	/** The external task id was used before (R33). */
	| 'duplicate'
	/** As many tasks run as the account's pack allows. */
	| 'busy'
	/** The token was rejected because of clocks: worth signing afresh, once (contract §2.2). */
	| 'stale token';

export const isAbout = (matter: Matter, { meaning }: Partial<Refusal>) => meaning?.is === matter;

/** Meanings in somebody's name, by their outcome. */
export function meaningsOf(vendor?: string) {
	const of =
		(outcome: Outcome) =>
		(title: string, remedy: string, more: Pick<Meaning, 'cause' | 'is'> = {}): Meaning => ({
			outcome,
			title,
			remedy,
			...more,
			...(vendor ? { vendor } : {}),
		});
	return { refused: of('refused'), notNow: of('notNow'), unknown: of('unknown') };
}

export const tooBusy = 'Wait a little, lower Max Concurrent Tasks, or use a larger pack.';
export const laterOrCheck =
	'Try later. If a video was being made, look for it with Kling Omni → Task → Get Many before running this again.';

/**
 * A code that no table knows yet.
 *
 * @param httpStatus a fault on their side may have come after the task was taken
 */
export function meaningOfNew(vendor: string, httpStatus = 0): Meaning {
	const { refused, unknown } = meaningsOf(vendor);
	return httpStatus >= 500
		? unknown(`${vendor} had an internal fault`, laterOrCheck)
		: refused(`${vendor} refused the request`, 'Change what the text names.');
}

/** One sentence or two for places that show no more (the credential test). */
export const inShort = ({ title, remedy }: Meaning) => `${title}. ${remedy}`;

const { refused, unknown } = meaningsOf();
const checkAddress = 'Check Region and Base URL in the credential.';

/** Statuses of an answer that is not the service's own: a gateway, a proxy or another service stands at the address. */
const strangers = new Map<number, Meaning>([
	[401, refused('The key was not accepted on the way', `Check the key. ${checkAddress}`)],
	[402, refused('Credit is asked for on the way', `Top up the account of the gateway that the address belongs to. ${checkAddress}`)],
	[404, refused('There is nothing at this address', `${checkAddress} The address may have a part too many.`)],
	[
		413,
		refused('The request is too large for something on the way', 'Make the pictures smaller, or give addresses instead of binary fields.'),
	],
	[429, unknown('Too many requests for something on the way', tooBusy)],
]);

const noAnswer = unknown('No readable answer came', `Check the connection, the region and the base URL. ${laterOrCheck}`);

/** Why a request failed in n8n's own terms. n8n versions that do not know it ignore it. */
function failureOf({ meaning, outcome, httpStatus }: Refusal): Failure | undefined {
	if (meaning?.cause) return { cause: meaning.cause };
	if (outcome === 'refused') return undefined;
	return { cause: httpStatus === 429 ? 'rate-limited' : 'temporarily-unavailable' };
}

/** What an error needs to know about where it happened. */
export interface Scene {
	node: INode;
	itemIndex?: number;
	/** Tasks that exist at the service and must not get lost. */
	taskIds?: string[];
	/** What else was paid for; a sentence. */
	also?: string;
}

const paidFor = (taskIds: string[] = []) =>
	taskIds.length === 0
		? ''
		: ` Already paid for: ${taskIds.join(', ')}. Do not run this again for ${taskIds.length === 1 ? 'it' : 'them'}: use Kling Omni → Task → Wait with ${taskIds.length === 1 ? 'this id' : 'these ids'}.`;

/** The error for a request that the service refused or that got no answer. */
export function refusalError(scene: Scene, refusal: Refusal): NodeApiError {
	const { code, message, requestId, httpStatus = 0 } = refusal;
	const { title, remedy, vendor = 'It' } = refusal.meaning ?? strangers.get(httpStatus) ?? noAnswer;
	const theirs = message ? ` ${vendor} says: “${message}”${code === undefined ? '' : ` (code ${code})`}.` : '';
	const cause = { message, ...(httpStatus ? { statusCode: httpStatus } : {}) } as JsonObject;
	const failure = failureOf(refusal);
	return new NodeApiError(scene.node, cause, {
		message: title,
		description: `${remedy}${theirs}${requestId ? ` Request id ${requestId}.` : ''}${paidFor(scene.taskIds)}${scene.also ?? ''}`,
		httpCode: httpStatus ? String(httpStatus) : undefined,
		...(failure ? { failure } : {}),
		...(scene.itemIndex === undefined ? {} : { itemIndex: scene.itemIndex }),
	});
}

/** The error for values that a rule does not allow; nothing has been sent. The contract's rules are named in the details only. */
export function problemsError(scene: Scene, problems: Problem[]): NodeOperationError {
	const [first, ...others] = problems;
	const isOne = first !== undefined && others.length === 0;
	const fields = [...new Set(problems.map(({ field }) => field))];
	const message = isOne ? first.message : `${problems.length} fields need a change: ${fields.join(', ')}`;
	const details = problems.map((problem) => `${isOne ? '' : `${problem.message}. `}${problem.remedy}. (${problem.rule})`);
	return stopped(scene, message, `${details.join('\n')}${isOne ? ' ' : '\n'}Nothing was sent to Kling.`);
}

/** The error for anything else: a message that says what happened, a description that says what to do next. */
export function stopped({ node, itemIndex, taskIds, also = '' }: Scene, message: string, description: string): NodeOperationError {
	return new NodeOperationError(node, message, {
		description: `${description}${paidFor(taskIds)}${also}`,
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
}
