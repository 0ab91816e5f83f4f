import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { resources } from './index';
import { isTool, itemForModel } from '../run/asTool';
import { errorItem } from '../run/failures';

/** Hands all items to the operation that the panel names; each operation takes them side by side. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const chosen = <One extends { value: string }>(name: string, among: readonly One[]) =>
		among.find(({ value }) => value === this.getNodeParameter(name, 0))!;
	const { operations } = chosen('resource', resources);
	const run = chosen('operation', operations).execute.call(this);
	if (!isTool(this)) return [await run];
	// of an error that is thrown, some agents show the model the message alone, and others nothing
	const items = await run.catch((error: Error) => [errorItem(0, error)]);
	return [items.map(itemForModel)];
}
