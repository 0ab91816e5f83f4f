import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forOperation } from '../../fields/forOperation';
import { voiceLocator } from '../../fields/library';
import { deleteEntries } from '../../run/libraryItems';

export const description = () => forOperation('voice', 'delete', [{ ...voiceLocator('searchOwnVoices'), required: true }]);

/** Deletes a voice of the account's own; Kling's gallery stays as it is. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await deleteEntries(this, 'voice');
}
