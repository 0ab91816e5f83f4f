import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkout } from '../../scripts/n8n/folders';
import type { Installation } from '../../scripts/n8n/install';

/** The tests of test/engine whose outcome depends on n8n's engine, and not only on the node. */
const suites = [
	'callback',
	'callbackStudio',
	'download',
	'errorOutputPutAside',
	'expressions',
	'idempotency',
	'image',
	'mediaChecks',
	'modelStudio',
	'onError',
	'practice',
	'practiceTriggers',
	'putAside',
	'secrets',
	'stop',
	'tool',
	'trigger',
	'triggerRefused',
	'video',
];

/** Runs them in an installed n8n's engine, on its Node, and prints what failed. @returns whether all passed */
export async function engineTestsPass({ folder, node }: Installation): Promise<boolean> {
	const files = suites.map((name) => `test/engine/${name}.test.ts`);
	const args = [require.resolve('jest/bin/jest'), '--silent', '--runTestsByPath', ...files];
	const env = { ...process.env, N8N_MODULES: join(folder, 'node_modules') };
	const jest = spawn(node, args, { cwd: checkout, env, stdio: 'inherit' });
	const [code] = (await once(jest, 'exit')) as [number | null];
	return code === 0;
}
