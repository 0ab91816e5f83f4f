import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { optionalForPractice } from '../KlingOmni/fields/practice';
import { properties } from './fields';
import { learnPanel } from '../KlingOmni/panelTexts';
import { callLater, isPractice, practiceEvent } from './practice';
import { checkSecret } from './ready';
import { receive } from './receive';

learnPanel(properties);

const whenActive =
	'<b>Once the workflow is active</b>, the Production URL takes its place: every job that names it starts this workflow when it is finished.';

export class KlingOmniCallbackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni Callback Trigger',
		name: 'klingOmniCallbackTrigger',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["startOn"] === "everyChange" ? "every change" : "final state" }}',
		description: 'Starts the workflow when Kling calls because a video, an image or a sound is finished',
		builderHint: {
			searchHint: 'Starts when Kling reports a finished video, image or sound; the order names its URL in Options → Callback URL',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-kling-omni.klingOmni', relationHint: 'Orders the videos and passes on the Callback URL' },
				{ nodeType: 'n8n-nodes-kling-omni.klingOmniTrigger', relationHint: 'The same by polling, where Kling cannot reach n8n' },
			],
		},
		defaults: { name: 'Kling Omni Callback Trigger' },
		eventTriggerDescription: 'Waiting for Kling to call the Test URL: run a Kling Omni node with it as Callback URL',
		activationMessage: 'From now on the workflow starts when Kling calls the Production URL.',
		triggerPanel: {
			header: 'Wait for a call from Kling',
			executionsHelp: {
				inactive: `<b>While you build the workflow</b>, run a Kling Omni node with the Test URL as its Callback URL. The call comes when its video is finished; Kling must be able to reach this n8n by HTTPS. With Options → Practice, a sample comes at once, without an account.<br /><br />${whenActive}`,
				active: `${whenActive} What it has started is in the <a data-key="executions">executions list</a>.`,
			},
			activationHint:
				'Copy the Test URL into Options → Callback URL of a Kling Omni node, press the button here and run that node. Once this workflow is active, the Production URL takes its place.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: optionalForPractice([{ name: 'klingApi', required: true }]),
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'kling' }],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return !isPractice(this) && (await checkSecret(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				if (isPractice(this)) void callLater(this);
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return isPractice(this) ? practiceEvent(this) : await receive.call(this);
	}
}
