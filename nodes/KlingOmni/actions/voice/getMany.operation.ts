import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forOperation } from '../../fields/forOperation';
import { manyFields } from '../../fields/library';
import { getManyEntries } from '../../run/libraryItems';

export const description = () => forOperation('voice', 'getMany', manyFields);

/** The voices of the account's library, or of Kling's gallery. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await getManyEntries(this, 'voice');
}
