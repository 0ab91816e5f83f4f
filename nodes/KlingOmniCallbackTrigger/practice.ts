import type { IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sampleTask } from '../KlingOmniTrigger/shared/practice';
import { triggerItem } from '../KlingOmniTrigger/shared/triggerItem';
import { sleep } from '../kling/clock';
import { readSettings } from './settings';

/** Practice while the editor listens: nobody would call, so n8n calls its own Test URL, and whoever calls brings a sample. */

/** n8n has to listen before the call comes, ms. */
const listensAfter = 1_000;

export const isPractice = (context: IHookFunctions | IWebhookFunctions): boolean =>
	context.getMode() === 'manual' && readSettings(context).practice;

/** Calls a moment later; where n8n does not reach its own address, any other call to it does. */
export async function callLater(context: IHookFunctions): Promise<void> {
	const url = context.getNodeWebhookUrl('default')!;
	await sleep(listensAfter);
	await context.helpers.httpRequest({ method: 'POST', url, body: { practice: true } }).catch(({ message }: Error) => {
		context.logger.warn(
			`Kling Omni Callback Trigger “${context.getNode().name}”: n8n could not call its Test URL for practice: ${message}`,
		);
	});
}

export function practiceEvent(context: IWebhookFunctions): IWebhookResponseData {
	const { filter, simplify } = readSettings(context);
	return { workflowData: [[triggerItem(sampleTask('omniVideo', filter, true), { simplify, isTypeKnown: true })]] };
}
