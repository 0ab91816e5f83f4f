import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forOperation } from '../../fields/forOperation';
import { voiceLocator } from '../../fields/library';
import { getEntries } from '../../run/libraryItems';

export const description = () => forOperation('voice', 'get', [{ ...voiceLocator('searchVoices'), required: true }]);

/** A voice of the account's library or of Kling's gallery. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await getEntries(this, 'voice');
}
