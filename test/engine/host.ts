import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The n8n whose engine the tests run in, where it is not the newest (test/matrix). */
const older = process.env.N8N_MODULES
	? (JSON.parse(readFileSync(join(process.env.N8N_MODULES, 'n8n', 'package.json'), 'utf8')) as { version: string }).version
	: undefined;

/** What is expected from a version of n8n on, as older ones do not have it; nothing in these. */
export function since<T extends object>(version: string, expected: T): Partial<T> {
	const isOlder = older !== undefined && older.localeCompare(version, undefined, { numeric: true }) < 0;
	return isOlder ? {} : expected;
}
