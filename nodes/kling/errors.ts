import { NodeApiError, NodeOperationError, type Failure, type INode, type JsonObject } from 'n8n-workflow';
import type { Problem } from './rules/problem';

/**
 * What an answer means and how a person reads it. Decided by the business code in the body, never by the HTTP status
 * alone: HTTP 429 carries three permanent refusals (contract §10).
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
	/** Kling's number or Model Studio's word; absent when no readable answer came. */
	code?: number | string;
	httpStatus?: number;
	/** The service's own text, or what happened to the connection. */
	message: string;
	requestId?: string;
}

export type Reply = { outcome: 'ok'; data: unknown; requestId?: string } | Refusal;

export interface Meaning {
	outcome: Outcome;
	/** What happened. */
	title: string;
	/** What to do next. */
	remedy: string;
}

const refused = (title: string, remedy: string): Meaning => ({ outcome: 'refused', title, remedy });
const notNow = (title: string, remedy: string): Meaning => ({ outcome: 'notNow', title, remedy });
const unknown = (title: string, remedy: string): Meaning => ({ outcome: 'unknown', title, remedy });

const checkKey = 'Check the keys in the Kling credential.';
const tooBusy = 'Wait a little, lower Max Concurrent Tasks, or use a larger pack.';
const laterOrCheck = 'Try later. If a video was being made, look for it with Kling Omni → Task → Get Many before running this again.';

/** Business codes of Kling's classic and current API (contract §10.1). */
const nativeCodes: Record<number, Meaning> = {
	1000: refused('Kling does not accept the key', checkKey),
	1001: refused('Kling received no key', checkKey),
	1002: refused(
		'Kling does not know this key',
		'The most likely cause is the region: keys of the Global site are unknown on the China host and the other way round. Check Region in the Kling credential. The current API takes an API key only, no access key and secret key.',
	),
	1003: refused('Kling says the signed token is not valid yet', 'Check the clock of the machine that n8n runs on.'),
	1004: refused('Kling says the signed token has expired', 'Check the clock of the machine that n8n runs on.'),
	1100: refused('The Kling account is not in order', 'Look into the Kling developer console.'),
	1101: refused('The Kling account is in arrears', 'Top up the account in the Kling developer console.'),
	1102: refused(
		'The Kling account has no units left for this product',
		'Buy a resource pack for this product (video and image packs are separate), or use another account.',
	),
	1103: refused('The Kling account may not use this model', 'Choose another model, or ask Kling for access.'),
	1200: refused('Kling could not read the request', 'Please report this together with the request id.'),
	1201: refused('Kling refused a value', 'Change the field that the text names.'),
	1202: refused('Kling does not offer this call', 'Check API Version.'),
	1203: refused('Kling does not have this model or resource', 'Check Model and API Version.'),
	1300: refused('Kling’s platform policy does not allow this request', 'Change the prompt or the media.'),
	1301: refused('Kling’s content check refused the request', 'Change the prompt or the media; nothing was charged.'),
	1302: notNow('Kling receives too many requests', tooBusy),
	1303: notNow('More tasks run at once than the Kling pack allows', tooBusy),
	1304: refused('Kling does not allow this machine’s IP address', 'Add the address to the allow-list in the Kling developer console.'),
	5000: unknown('Kling had an internal fault', laterOrCheck),
	5001: notNow('Kling is under maintenance', 'Try later.'),
	5002: unknown('Kling did not finish the request in time', laterOrCheck),
};

/** Error words of Model Studio, by their beginning (contract §16.3). */
const modelStudioCodes: Array<[RegExp, Meaning]> = [
	[
		/^InvalidApiKey/,
		refused('Model Studio does not know this key', 'Check the key in the credential; it must be a key of the Beijing region.'),
	],
	[
		/^AccessDenied\.Unpurchased/,
		refused('Kling is not activated in this Model Studio account', 'Search for Kling in the Model Studio console and activate it.'),
	],
	[/^AccessDenied/, refused('Model Studio does not allow this', 'Check the rights of the key in the Model Studio console.')],
	[/^Arrearage/, refused('The Model Studio account is in arrears', 'Top up the account.')],
	[
		/^AllocationQuota\.FreeTierOnly/,
		refused('The free quota of Model Studio is used up', 'Switch off “free tier only” in the Model Studio console.'),
	],
	[
		/^Model\.AccessDenied/,
		refused('The Model Studio key may not use this model', 'Give its workspace access to the model in the console.'),
	],
	[/^ModelNotFound/, refused('Model Studio does not have this model', 'Check Model, and activate Kling in the Model Studio console.')],
	[/^IPInfringementSuspect/, refused('Model Studio’s content check suspects a protected work', 'Change the prompt or the media.')],
	[/DataInspection/, refused('Model Studio’s content check refused the request', 'Change the prompt or the media.')],
	[/^InvalidURL/, refused('Model Studio could not fetch a media address', 'Use public addresses.')],
	[/^(Throttling|LimitRequests)/, notNow('Model Studio receives too many requests', tooBusy)],
	[/^(Internal|RequestTimeOut)/, unknown('Model Studio had an internal fault', laterOrCheck)],
];

/** Every code that has words of its own, for the page about errors. */
export const knownCodes: Array<[service: 'Kling' | 'Model Studio', code: string, meaning: Meaning]> = [
	...Object.entries(nativeCodes).map(([code, meaning]): (typeof knownCodes)[number] => ['Kling', code, meaning]),
	...modelStudioCodes.map(([{ source }, meaning]): (typeof knownCodes)[number] => ['Model Studio', source, meaning]),
];

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

function meaningOf({ code, httpStatus = 0 }: Pick<Refusal, 'code' | 'httpStatus'>): Meaning {
	if (!code) return strangers.get(httpStatus) ?? noAnswer;
	const [service, known] =
		typeof code === 'number'
			? ['Kling', nativeCodes[code]]
			: ['Model Studio', modelStudioCodes.find(([pattern]) => pattern.test(code))?.[1]];
	if (known) return known;
	if (service === 'Model Studio' && httpStatus === 429) return notNow('Model Studio receives too many requests', tooBusy);
	// a code that nobody knows yet: a fault on their side may have come after the task was taken
	return httpStatus >= 500
		? unknown(`${service} had an internal fault`, laterOrCheck)
		: refused(`${service} refused the request`, 'Change what the text names.');
}

/** Which kind of refusal a code is. */
export const outcomeOf = (refusal: Pick<Refusal, 'code' | 'httpStatus'>): Outcome => meaningOf(refusal).outcome;

/** One sentence or two for a business code, for places that show no more (the credential test). */
export const messageOfCode = (code: number | string) => `${meaningOf({ code }).title}. ${meaningOf({ code }).remedy}`;

/** A task id that the service does not know: HTTP 400 and 1201 live, 1203 by the table (C9). */
export const isNotFound = ({ code, message }: Refusal) => code === 1203 || (code === 1201 && /not found/i.test(message));

/** The external task id was used before (R33). */
export const isDuplicate = ({ code, message }: Refusal) => code === 1201 && /already exists/i.test(message);

/** As many tasks run as the account's pack allows. */
export const isBusy = ({ code }: Pick<Refusal, 'code'>) => code === 1303 || code === 'Throttling.AllocationQuota';

/** A token that was rejected because of clocks: worth signing afresh, once (contract §2.2). */
export const isStaleToken = ({ code }: Refusal) => code === 1003 || code === 1004;

/**
 * Why a request failed in n8n's own terms, by which its scheduler decides how long to leave a polling trigger alone.
 * n8n versions that do not know it ignore it.
 */
function failureOf({ code, outcome, httpStatus }: Refusal): Failure | undefined {
	const word = String(code ?? '');
	if (/^(100\d|InvalidApiKey)/.test(word)) return { cause: 'credential-invalid' };
	if (/^(1101|1102|Arrearage|AllocationQuota)/.test(word)) return { cause: 'quota-exhausted' };
	if (/^(1100|1103|120[23]|1304|AccessDenied|Model\.AccessDenied|ModelNotFound)/.test(word)) return { cause: 'configuration-invalid' };
	if (/^(1302|1303|Throttling)/.test(word) || (outcome !== 'refused' && httpStatus === 429)) return { cause: 'rate-limited' };
	return outcome === 'refused' ? undefined : { cause: 'temporarily-unavailable' };
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
	const { title, remedy } = meaningOf(refusal);
	const { code, message, requestId, httpStatus } = refusal;
	const theirs = message
		? ` ${code === undefined ? 'It says' : typeof code === 'string' ? 'Model Studio says' : 'Kling says'}: “${message}”${code === undefined ? '' : ` (code ${code})`}.`
		: '';
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
