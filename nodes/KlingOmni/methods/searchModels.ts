import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { modelsFor, videoModels, type VideoOperation } from '../../kling/models';
import { readCurrentDialect } from './currentDialect';

/** The models that the chosen service offers for the chosen operation, from the capability table. */
export async function searchModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const operation = this.getCurrentNodeParameter('operation') as VideoOperation;
	const results = modelsFor(readCurrentDialect(this), operation).map((id) => ({ name: videoModels[id]!.label, value: id }));
	return { results: results.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(filter.toLowerCase())) };
}
