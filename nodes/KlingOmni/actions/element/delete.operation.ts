import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forOperation } from '../../fields/forOperation';
import { elementLocator } from '../../fields/library';
import { deleteEntries } from '../../run/libraryItems';

export const description = () => forOperation('element', 'delete', [{ ...elementLocator('searchOwnElements'), required: true }]);

/** Deletes an element of the account's own; Kling's gallery stays as it is. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await deleteEntries(this, 'element');
}
