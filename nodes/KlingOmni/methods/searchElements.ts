import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listTasks } from '../../kling/dialects/dialect';
import type { Output } from '../../kling/task';
import { openService } from '../../kling/service';

/** The account's own elements, newest first as the service gives them; ids as text (R30). */
export async function searchElements(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { client, dialect } = await openService(this, 'classic');
	const results: INodeListSearchResult['results'] = [];
	for await (const page of listTasks(dialect, client, { product: 'element' })) {
		const found = page
			.flatMap(({ outputs }) => outputs)
			.filter((output): output is Extract<Output, { type: 'element' }> => output.type === 'element' && output.status !== 'deleted');
		results.push(...found.map(({ id, name, description }) => ({ name, value: id, ...(description ? { description } : {}) })));
	}
	return { results: results.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(filter.toLowerCase())) };
}
