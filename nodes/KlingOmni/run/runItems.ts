import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DialectApi } from '../../kling/dialects/dialect';
import { openService, type Service } from '../../kling/service';
import { readDialect } from '../readJob';
import { asNodeError, errorItem } from './failures';

/** What an operation that pays for nothing works with, for one input item. */
export interface Item {
	itemIndex: number;
	service: Service;
}

/**
 * Runs an operation that pays for nothing over all items side by side; each item may give several.
 *
 * @param dialect the panel's, unless the operation is on another one
 */
export async function runItems(
	context: IExecuteFunctions,
	act: (item: Item) => Promise<INodeExecutionData[]>,
	dialect: DialectApi = readDialect(context),
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const service = await openService(context, dialect, context.getExecutionCancelSignal()).catch((error: unknown) => {
		throw asNodeError({ node }, error);
	});
	const results = await Promise.all(
		context.getInputData().map(
			async (_, itemIndex) =>
				await act({ itemIndex, service }).catch((cause: unknown): INodeExecutionData[] => {
					const error = asNodeError({ node, itemIndex }, cause);
					if (!context.continueOnFail()) throw error;
					return [errorItem(itemIndex, error)];
				}),
		),
	);
	return results.flat();
}
