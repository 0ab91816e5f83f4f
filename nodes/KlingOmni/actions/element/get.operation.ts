import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forOperation } from '../../fields/forOperation';
import { elementLocator } from '../../fields/library';
import { getEntries } from '../../run/libraryItems';

export const description = () => forOperation('element', 'get', [{ ...elementLocator('searchAllElements'), required: true }]);

/** An element of the account's library or of Kling's gallery. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await getEntries(this, 'element');
}
