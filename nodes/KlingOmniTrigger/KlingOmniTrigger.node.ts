import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { serviceCredentials } from '../KlingOmni/fields/service';
import { properties } from './fields';
import { poll } from './poll';

export class KlingOmniTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Omni Trigger',
		name: 'klingOmniTrigger',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["watch"]).join(", ") }}',
		description: 'Starts the workflow when a video or an image is finished, once for each',
		defaults: { name: 'Kling Omni Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: serviceCredentials,
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
