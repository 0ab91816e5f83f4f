/** `npm test`: jest, then the real n8n; that one fails does not hide what the other finds. */
import { spawnSync } from 'node:child_process';
import { checkout } from './n8n/folders';

const jest = [require.resolve('jest/bin/jest')];
// this process's own options are those of tsx
const realN8n = [...process.execArgv, 'test/n8n/run.ts'];

const parts = [jest, realN8n].map((args) => spawnSync(process.execPath, args, { cwd: checkout, stdio: 'inherit' }).status === 0);
process.exitCode = parts.every(Boolean) ? 0 : 1;
