import { sleep, type ICredentialDataDecryptedObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { isSigned, largestCallback, messageId, readCallback, signatureProblem, signingKey, type Report } from '../kling/callback';
import { isFinal, type Task } from '../kling/task';
import { matches } from '../KlingOmniTrigger/shared/filter';
import { triggerItem } from '../KlingOmniTrigger/shared/triggerItem';
import { confirm, type Confirmation } from './confirm';
import { Seen, type Kept } from './seen';
import { readSettings, type Settings } from './settings';

/** Kling has called (design §7): answer at once, believe only what is signed or what Kling says when asked. */

/** Kling gets its answer after this time at the latest, ms, whether or not the task could be read by then. */
const answerWithin = 150;

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
	if (!isWanted(settings, report.task)) return received;

	// a test in the editor may be repeated
	const seen = context.getMode() === 'manual' ? undefined : new Seen(nodeKey(context), context.getWorkflowStaticData('node') as Kept);
	const keys = [keyOf(report.task), ...(hasSignature ? [`message ${messageId(headers)}`] : [])];
	const isOver = (['succeeded', 'failed'] as const).some((status) => seen?.has(keyOf({ taskId: report.task.taskId, status })));
	if ((isOver && !isFinal(report.task)) || seen?.claim(keys) === false) return received;
	if (!hasSignature) return await startIfConfirmed(context, settings, report, seen, keys);
	return start(settings, { task: report.task, isTypeKnown: false }, seen);
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

/** Kling gets its answer early if the task takes long to read; the workflow starts in any case only when it is confirmed. */
async function startIfConfirmed(
	context: IWebhookFunctions,
	settings: Settings,
	report: Report,
	seen: Seen | undefined,
	keys: string[],
): Promise<IWebhookResponseData> {
	const asked = confirm(context, report);
	const isAnswered = (await Promise.race([asked, sleep(answerWithin).then(() => 'slow' as const)])) === 'slow';
	if (isAnswered) context.getResponseObject().status(200).json({ message: 'received' });

	const confirmation = await asked;
	const refusal = refusalOf(confirmation, report, settings);
	if (refusal) {
		seen?.release(keys);
		throw refusal;
	}
	const { task } = confirmation as Extract<Confirmation, { task: Task }>;
	const isNews = task.status === report.task.status || seen?.claim([keyOf(task)]) !== false;
	const response =
		isNews && isWanted(settings, task) ? start(settings, confirmation as Extract<Confirmation, { task: Task }>, seen) : received;
	return isAnswered ? { ...response, webhookResponse: undefined, noWebhookResponse: true } : response;
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
