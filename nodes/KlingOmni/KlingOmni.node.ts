import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { subtitle } from './subtitle';
import { router } from './actions/router';
import { optionalForPractice } from './fields/practice';
import { serviceCredentials } from './fields/service';
import { searchAllElements, searchElements, searchOwnElements, searchOwnVoices, searchVoices } from './methods/searchLibrary';
import { learnPanel } from './panelTexts';
import { properties } from './properties';
import { resume, resumeWebhooks } from './run/resume';

learnPanel(properties);

export class KlingOmni implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni',
		name: 'klingOmni',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Make and edit videos and images with Kling',
		builderHint: {
			searchHint:
				'Makes videos from text, images, references or a video; by default it waits until they are finished and gives out videoUrl. No polling loop and no Wait node are needed',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-kling-omni.klingOmniTrigger', relationHint: 'Starts a workflow for each finished video' },
				{
					nodeType: 'n8n-nodes-kling-omni.klingOmniCallbackTrigger',
					relationHint: 'Starts a workflow when Kling reports a finished video',
				},
			],
		},
		defaults: { name: 'Kling Omni' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: optionalForPractice(serviceCredentials),
		webhooks: resumeWebhooks,
		waitingNodeTooltip: '=Parked until Kling reports that the videos are finished',
		properties,
	};

	methods = {
		listSearch: { searchElements, searchAllElements, searchOwnElements, searchVoices, searchOwnVoices },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume.call(this);
	}
}
