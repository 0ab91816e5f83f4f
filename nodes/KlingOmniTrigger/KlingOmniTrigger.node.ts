import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { serviceCredentials } from '../KlingOmni/fields/service';
import { optionalForPractice } from '../KlingOmni/fields/practice';
import { properties } from './fields';
import { learnPanel } from '../KlingOmni/panelTexts';
import { poll } from './poll';

learnPanel(properties);

const whenActive = '<b>Once the workflow is active</b>, it starts by itself, once for each task that is finished from then on.';

export class KlingOmniTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni Trigger',
		name: 'klingOmniTrigger',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["watch"]).join(", ") }}',
		// n8n shows this text over the entry that it makes of the node and this trigger
		description: 'Make videos and images with Kling, wait for them, or start a workflow when one is finished',
		builderHint: {
			searchHint: 'Asks Kling regularly and starts once for each video or image that is finished, wherever it was ordered',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-kling-omni.klingOmni',
					relationHint: 'Orders the videos; with How to Wait set to Return at Once (completion: submit) it does not wait for them',
				},
				{ nodeType: 'n8n-nodes-kling-omni.klingOmniCallbackTrigger', relationHint: 'The same at once, where Kling can reach n8n' },
			],
		},
		defaults: { name: 'Kling Omni Trigger' },
		polling: true,
		eventTriggerDescription: 'Fetching the newest finished video or image that fits',
		activationMessage: 'From now on the workflow starts once for each video or image that is finished.',
		triggerPanel: {
			header: 'Fetch the newest finished video',
			executionsHelp: {
				inactive: `<b>While you build the workflow</b>, Fetch Test Event brings the newest finished task that fits these settings; with Options → Practice, a sample, without an account.<br /><br />${whenActive}`,
				active: `${whenActive} What it has started is in the <a data-key="executions">executions list</a>.`,
			},
			activationHint:
				'The output stays empty if nothing fits yet: make a video with a Kling Omni node of the same account, or relax Watch, Status and the options. Once the workflow is active, it starts by itself for what is finished from then on.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: optionalForPractice(serviceCredentials),
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
