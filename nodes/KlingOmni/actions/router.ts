import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isTool, itemForModel } from '../run/asTool';
import { errorItem } from '../run/failures';
import * as account from './account';
import * as element from './element';
import * as image from './image';
import * as task from './task';
import * as video from './video';
import * as voice from './voice';

const resources: Record<string, Record<string, { execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[]> }>> = {
	account: account.operations,
	element: element.operations,
	image: image.operations,
	task: task.operations,
	video: video.operations,
	voice: voice.operations,
};

/** Hands all items to the operation that the panel names; each operation takes them side by side. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0) as string;
	const operation = this.getNodeParameter('operation', 0) as string;
	const run = resources[resource]![operation]!.execute.call(this);
	if (!isTool(this)) return [await run];
	// of an error that is thrown, some agents show the model the message alone, and others nothing
	const items = await run.catch((error: Error) => [errorItem(0, error)]);
	return [items.map(itemForModel)];
}
