import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { imageModels } from '../../kling/imageModels';
import { modelsFor, videoModels, type VideoOperation } from '../../kling/models';
import { readCurrentDialect } from './currentDialect';

/** The models that the chosen service offers for the chosen operation, from the capability tables. */
export async function searchModels(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const results = this.getCurrentNodeParameter('resource') === 'image' ? imageResults() : videoResults(this);
	return { results: results.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(filter.toLowerCase())) };
}

const imageResults = () => Object.entries(imageModels).map(([value, { label: name }]) => ({ name, value }));

function videoResults(context: ILoadOptionsFunctions) {
	const operation = context.getCurrentNodeParameter('operation') as VideoOperation;
	return modelsFor(readCurrentDialect(context), operation).map((value) => ({ name: videoModels[value]!.label, value }));
}
