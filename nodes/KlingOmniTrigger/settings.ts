import type { IPollFunctions } from 'n8n-workflow';
import { readDialect } from '../KlingOmni/readJob';
import { stopped } from '../kling/errors';
import type { DialectApi } from '../kling/dialects/dialect';
import { products, type Product } from '../kling/task';
import type { Filter } from './shared/filter';

/** What the panel says. */
export interface Settings {
	dialect: DialectApi;
	watch: Product[];
	filter: Filter;
	download: boolean;
	simplify: boolean;
}

/** @throws NodeOperationError if nothing is to be watched */
export function readSettings(context: IPollFunctions): Settings {
	const wanted = context.getNodeParameter('watch', ['omniVideo']) as unknown;
	const watch = products.filter((product) => Array.isArray(wanted) && wanted.includes(product));
	if (watch.length === 0) {
		throw stopped({ node: context.getNode() }, 'Watch is empty', 'Choose at least one kind of task.');
	}
	const { simplify, externalIdPrefix, tag } = context.getNodeParameter('options', {}) as Partial<Filter> & { simplify?: boolean };
	return {
		dialect: readDialect(context),
		watch,
		filter: {
			status: context.getNodeParameter('status', 'succeeded') as Filter['status'],
			externalIdPrefix: String(externalIdPrefix ?? ''),
			tag: String(tag ?? ''),
		},
		download: context.getNodeParameter('download', false) as boolean,
		simplify: simplify !== false,
	};
}
