import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { oneOf } from '../../kling/values';
import { readItem } from '../parameters';
import { isTool, itemForModel } from '../run/asTool';
import { asNodeError, errorItem, forErrorOutput } from '../run/failures';
import { resources } from './index';

/**
 * Hands all items to the operation that the panel names; each operation takes them side by side.
 *
 * What goes wrong for all of them is every item's error where the workflow goes on: n8n would pass the input items on as
 * if they were results.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const items = await execute(this).catch((cause: unknown) => {
		const error = asNodeError({ node }, cause);
		// of an error that is thrown, some agents show the model the message alone, and others nothing
		if (!this.continueOnFail() && !isTool(this)) throw error;
		return this.getInputData().map((_, itemIndex) => errorItem(node, itemIndex, error));
	});
	return [isTool(this) ? items.map(itemForModel) : forErrorOutput(node, items)];
}

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = <One extends { value: string }>(name: string, among: readonly One[]) => {
		const read = readItem(context, 0, z.object({ [name]: oneOf(among.map(({ value }) => value)) }));
		return among.find(({ value }) => value === read[name])!;
	};
	const { operations } = chosen('resource', resources);
	return await chosen('operation', operations).execute.call(context);
}
