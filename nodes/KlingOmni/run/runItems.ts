import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DialectApi } from '../../kling/dialects/dialect';
import type { Service } from '../../kling/service';
import { asNodeError, errorItem } from './failures';
import { serviceOf } from './serviceOf';

/** What an operation that pays for nothing works with, for one input item. */
export interface Item {
	itemIndex: number;
	service: Service;
	/** Ends waiting: the execution was cancelled, or an error ends the node. */
	signal: AbortSignal;
	/** Aborts the signal. */
	stop: () => void;
}

/**
 * Runs an operation that pays for nothing over all items side by side; each item may give several. The first error ends
 * the node when nothing goes on any more, unless the workflow goes on: then it is the item's.
 *
 * @param dialect the panel's, unless the operation is on another one
 */
export async function runItems(
	context: IExecuteFunctions,
	act: (item: Item) => Promise<INodeExecutionData[]>,
	dialect?: DialectApi,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled ? AbortSignal.any([cancelled, stop.signal]) : stop.signal;
	const service = await serviceOf(context, { ...(dialect ? { dialect } : {}) });
	let first: Error | undefined;
	const results = await Promise.all(
		context.getInputData().map(
			async (_, itemIndex) =>
				await act({ itemIndex, service, signal, stop: () => stop.abort() }).catch((cause: unknown): INodeExecutionData[] => {
					const error = asNodeError({ node, itemIndex }, cause);
					if (context.continueOnFail()) return [errorItem(node, itemIndex, error)];
					first ??= error;
					stop.abort();
					return [];
				}),
		),
	);
	if (first) throw first;
	return results.flat();
}
