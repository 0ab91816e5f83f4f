import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { properties } from './fields';
import { checkSecret } from './ready';
import { receive } from './receive';

export class KlingOmniCallbackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni Callback Trigger',
		name: 'klingOmniCallbackTrigger',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["startOn"] === "everyChange" ? "every change" : "final state" }}',
		description: 'Starts the workflow when Kling calls because a video or an image is finished',
		builderHint: {
			searchHint: 'Starts when Kling reports a finished video or image; the order names its URL in Options → Callback URL',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-kling-omni.klingOmni', relationHint: 'Orders the videos and passes on the Callback URL' },
				{ nodeType: 'n8n-nodes-kling-omni.klingOmniTrigger', relationHint: 'The same by polling, where Kling cannot reach n8n' },
			],
		},
		defaults: { name: 'Kling Omni Callback Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'klingApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'kling' }],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkSecret(this);
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
