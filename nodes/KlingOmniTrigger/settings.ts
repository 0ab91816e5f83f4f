import type { IPollFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { readDialect, readNode } from '../KlingOmni/parameters';
import type { DialectApi } from '../kling/dialects/dialect';
import { products, type Product } from '../kling/task';
import { flag, someOf } from '../kling/values';
import { filterParameters, type Filter } from './shared/filter';

/** What the panel says. */
export interface Settings {
	dialect: DialectApi;
	watch: Product[];
	filter: Filter;
	download: boolean;
	simplify: boolean;
	/** Tests in the editor get a sample. */
	practice: boolean;
}

const schema = z.object({
	watch: someOf(products).check(z.refine((watched) => watched.length > 0, { error: 'is empty\nChoose at least one kind of task' })),
	download: flag,
	...filterParameters,
});

/** @throws NodeOperationError that names each field whose value is not clear */
export function readSettings(context: IPollFunctions): Settings {
	const { watch, download, status, options } = readNode(context, schema);
	const { simplify, practice, ...filter } = options;
	return {
		dialect: readDialect(context),
		watch: products.filter((product) => watch.includes(product)),
		filter: { status, ...filter },
		download,
		simplify,
		practice,
	};
}
