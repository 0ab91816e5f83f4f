import { classic } from './classic';
import { current } from './current';
import type { DialectApi } from './dialect';
import { modelStudio } from './modelStudio';

/** The table of dialects; the first of a service is its usual one. A new one is a file, its credential, and a line here. */
export const dialects: readonly DialectApi[] = [classic, current, modelStudio];

/** @throws Error if there is none */
export const dialectWith = (id: string): DialectApi => dialectWhere((dialect) => dialect.id === id);

/** The first dialect that can do something. @throws Error if none can */
export function dialectWhere(can: (dialect: DialectApi) => boolean): DialectApi {
	const found = dialects.find(can);
	if (!found) throw new Error('no dialect can do this');
	return found;
}
