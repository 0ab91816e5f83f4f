import type { DialectApi } from './dialect';
import { registry } from './registry';

/** All dialects; the first is the usual one, and so is the first of each service. */
export const dialects: readonly DialectApi[] = Object.values(registry).sort((one, other) => one.place - other.place);

/** @throws Error if there is none */
export const dialectWith = (id: string): DialectApi => dialectWhere((dialect) => dialect.id === id);

/** The first dialect that can do something. @throws Error if none can */
export function dialectWhere(can: (dialect: DialectApi) => boolean): DialectApi {
	const found = dialects.find(can);
	if (!found) throw new Error('no dialect can do this');
	return found;
}
