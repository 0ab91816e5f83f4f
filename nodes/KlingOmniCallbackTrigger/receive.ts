import type { ICredentialDataDecryptedObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isSigned, largestCallback, messageId, readCallback, signatureProblem, signingKey, type Report } from '../kling/callback';
import { isFinal, type Task } from '../kling/task';
import { matches } from '../KlingOmniTrigger/shared/filter';
import { triggerItem } from '../KlingOmniTrigger/shared/triggerItem';
import { confirm, type Confirmation } from './confirm';
import { Seen, type Kept } from './seen';
import { readSettings, type Settings } from './settings';

/**
 * Kling has called (design §7): believe only what is signed or what Kling says when asked, and answer 200 only when nothing
 * has to come again.
 */

/** Kling gets its answer after this time at the latest, ms: 503, if it is not known by then whether the call is true. */
const answerWithin = 3_000;

/** What becomes of the calls that are being confirmed, by node and event. */
const beingConfirmed = new Map<string, Promise<IWebhookResponseData>>();

/** Thrown to answer with a client error, or with 503 if the caller may try again. */
class Refused extends Error {
	constructor(
		readonly httpStatus: 400 | 401 | 403 | 413 | 503,
		message: string,
	) {
		super(message);
	}
}

/** The answer to a call that starts nothing. */
const received: IWebhookResponseData = { webhookResponse: 'received' };

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await answer(this);
	} catch (error) {
		const { httpStatus, message } = error instanceof Refused ? error : new Refused(503, (error as Error).message);
		const response = this.getResponseObject();
		const what = response.headersSent ? 'started nothing after all' : `answered ${httpStatus}`;
		this.logger.warn(`Kling Omni Callback Trigger “${this.getNode().name}” ${what}: ${message}`);
		if (!response.headersSent) response.status(httpStatus).json({ message: httpStatus === 503 ? 'try again later' : 'refused' });
		return { noWebhookResponse: true };
	}
}

async function answer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readSettings(context);
	const headers = context.getHeaderData();
	const body = await rawBody(context);
	const hasSignature = await checkSignature(context, settings, body);
	const report = readCallback(body);
	if (!report) throw new Refused(400, 'the body is not a callback of Kling');
	// of a state that nobody knows, the task itself says whether it is an end
	if (report.task.statusWord === undefined && !isWanted(settings, report.task)) return received;

	return await inTime(context, dealWith(context, settings, report, hasSignature ? messageId(headers) : undefined));
}

/** Kling has its answer in time; what is found out later starts the workflow all the same. */
async function inTime(context: IWebhookFunctions, dealing: Promise<IWebhookResponseData>): Promise<IWebhookResponseData> {
	const over = AbortSignal.timeout(answerWithin);
	const late = new Promise<'late'>((resolve) => over.addEventListener('abort', () => resolve('late'), { once: true }));
	const first = await Promise.race([dealing, late]);
	if (first !== 'late') return first;
	context.getResponseObject().status(503).json({ message: 'try again later' });
	return { ...(await dealing), webhookResponse: undefined, noWebhookResponse: true };
}

/** @param message the id of a signed call; an unsigned one is confirmed first */
async function dealWith(
	context: IWebhookFunctions,
	settings: Settings,
	report: Report,
	message: string | undefined,
): Promise<IWebhookResponseData> {
	const { task } = report;
	// a test in the editor may be repeated
	const seen = context.getMode() === 'manual' ? undefined : new Seen(nodeKey(context), context.getWorkflowStaticData('node') as Kept);
	const event = (status: Task['status']) => `${nodeKey(context)} ${keyOf({ taskId: task.taskId, status })}`;
	// the first may turn out not to be true, so that this one is needed
	await beingConfirmed.get(event(task.status))?.catch(() => undefined);
	if (seen && beingConfirmed.has(event(task.status))) throw new Refused(503, `task ${task.taskId} is being read for another call`);
	const isOver = (['succeeded', 'failed'] as const).some(
		(status) => seen?.has(keyOf({ taskId: task.taskId, status })) && !beingConfirmed.has(event(status)),
	);
	const keys = [keyOf(task), ...(message === undefined ? [] : [`message ${message}`])];
	if ((isOver && !isFinal(task)) || seen?.claim(keys) === false) return received;
	const isTrue = message !== undefined && task.statusWord === undefined;
	if (isTrue && !report.isSignal) return start(settings, { task, isTypeKnown: false }, seen);
	const confirming = startIfConfirmed(context, settings, report, seen, keys, isTrue);
	beingConfirmed.set(event(task.status), confirming);
	return await confirming.finally(() => beingConfirmed.delete(event(task.status)));
}

/** n8n has read the body, or refused it; it is kept as it was sent. */
async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	if (Number(request.headers['content-length'] ?? 0) > largestCallback) throw new Refused(413, 'the body is too large');
	if (!request.rawBody) await request.readRawBody?.();
	const body = request.rawBody;
	if (!Buffer.isBuffer(body)) throw new Refused(400, 'the body is not JSON');
	if (body.length > largestCallback) throw new Refused(413, 'the body is too large');
	return body;
}

/** @returns whether the call is signed by Kling; @throws Refused if it pretends to be */
async function checkSignature(context: IWebhookFunctions, { requireSignature }: Settings, body: Buffer): Promise<boolean> {
	const { webhookSecret }: ICredentialDataDecryptedObject = await context.getCredentials('klingApi');
	const headers = context.getHeaderData();
	const secret = String(webhookSecret ?? '').trim();
	if (secret && isSigned(headers)) {
		const key = signingKey(secret);
		const problem = key ? signatureProblem(key, headers, body, Date.now() / 1000) : 'the Webhook Secret of the credential is not one';
		if (problem) throw new Refused(401, problem);
		return true;
	}
	if (requireSignature) throw new Refused(401, secret ? 'the call is not signed' : 'the credential has no Webhook Secret');
	return false;
}

/** @param isTrue the call is Kling's own, and may only say too little */
async function startIfConfirmed(
	context: IWebhookFunctions,
	settings: Settings,
	report: Report,
	seen: Seen | undefined,
	keys: string[],
	isTrue: boolean,
): Promise<IWebhookResponseData> {
	const confirmation = await confirm(context, report);
	const refusal = refusalOf(confirmation, report, settings);
	// what is true starts the workflow, even if the rest of it cannot be read
	if (refusal && isTrue) return start(settings, { task: report.task, isTypeKnown: false }, seen);
	if (refusal) {
		seen?.release(keys);
		throw refusal;
	}
	const { task } = confirmation as Extract<Confirmation, { task: Task }>;
	const isNews = task.status === report.task.status || seen?.claim([keyOf(task)]) !== false;
	return isNews && isWanted(settings, task) ? start(settings, confirmation as Extract<Confirmation, { task: Task }>, seen) : received;
}

function refusalOf(confirmation: Confirmation, { task: { taskId, status } }: Report, { everyChange }: Settings): Refused | undefined {
	if ('trouble' in confirmation) return new Refused(503, `task ${taskId} could not be read: ${confirmation.trouble}`);
	if ('refusal' in confirmation) return new Refused(403, `an unsigned call names task ${taskId}, but ${confirmation.refusal}`);
	const { task } = confirmation;
	const isTrue = isFinal(task) || (everyChange && task.status === status);
	return isTrue ? undefined : new Refused(403, `an unsigned call says that task ${taskId} is ${status}, but it is ${task.status}`);
}

function start(
	{ simplify }: Settings,
	{ task, isTypeKnown }: { task: Task; isTypeKnown: boolean },
	seen: Seen | undefined,
): IWebhookResponseData {
	seen?.keep();
	return { workflowData: [[triggerItem(task, { simplify, isTypeKnown })]] };
}

const isWanted = ({ everyChange, filter }: Settings, task: Task) =>
	matches({ ...filter, ...(everyChange ? { status: 'both' as const } : {}) }, task) && (everyChange || isFinal(task));

const keyOf = ({ taskId, status }: Pick<Task, 'taskId' | 'status'>) => `${taskId} ${status}`;

const nodeKey = (context: IWebhookFunctions) => `${context.getWorkflow().id}/${context.getNode().id}`;
