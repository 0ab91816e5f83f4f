import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { router } from './actions/router';
import * as account from './actions/account';
import * as element from './actions/element';
import * as image from './actions/image';
import * as task from './actions/task';
import * as video from './actions/video';
import * as voice from './actions/voice';
import { service, serviceCredentials } from './fields/service';
import { searchAllElements, searchElements, searchOwnElements, searchOwnVoices, searchVoices } from './methods/searchLibrary';
import { searchModels } from './methods/searchModels';
import { resume, resumeWebhooks } from './run/park';

/** Model Studio sells videos only. */
const onKling = { show: { service: ['kling'] } };

export class KlingOmni implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni',
		name: 'klingOmni',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Make and edit videos and images with Kling',
		defaults: { name: 'Kling Omni' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: serviceCredentials,
		webhooks: resumeWebhooks,
		waitingNodeTooltip: '=Parked until Kling reports that the videos are finished',
		properties: [
			...service,
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Account', value: 'account', displayOptions: onKling },
					{ name: 'Element', value: 'element', displayOptions: onKling },
					{ name: 'Image', value: 'image', displayOptions: onKling },
					{ name: 'Task', value: 'task' },
					{ name: 'Video', value: 'video' },
					{ name: 'Voice', value: 'voice', displayOptions: onKling },
				],
				default: 'video',
			},
			...video.description,
			...image.description,
			...element.description,
			...voice.description,
			...task.description,
			...account.description,
		],
	};

	methods = {
		listSearch: { searchModels, searchElements, searchAllElements, searchOwnElements, searchVoices, searchOwnVoices },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume.call(this);
	}
}
