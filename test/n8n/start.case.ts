import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { provideCredential } from '../../scripts/demo/firstVideo';
import { runCommand, type CommandResult } from '../../scripts/n8n/commands';
import { checkout } from '../../scripts/n8n/folders';
import { assertWholeMp4 } from '../../scripts/n8n/mp4';
import { freePort, LOOPBACK } from '../../scripts/n8n/ports';
import type { Case, Lab } from './lab';

export const cases: Case[] = [
	{
		name: 'npm start -- --once ends with one JSON line about a video that is on the disk',
		run: async (lab) => {
			const { code, stdout, output } = await start(lab, ['--once', '--port', String(await freePort())]);
			assert.equal(code, 0, output);
			const video = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
			assert.deepEqual(Object.keys(video), ['taskId', 'videoUrl', 'file', 'bytes', 'seconds']);
			const file = await readFile(String(video.file));
			assertWholeMp4(file);
			assert.equal(file.length, video.bytes);
		},
	},
	{
		name: 'npm start names a used port in one sentence',
		run: async (lab) => {
			const server = createServer().listen(0, LOOPBACK);
			try {
				await new Promise((resolve) => server.once('listening', resolve));
				const { port } = server.address() as { port: number };
				const { code, output } = await start(lab, ['--once', '--port', String(port)]);
				assert.equal(code, 1);
				assert.match(output, new RegExp(`^Port ${port} is in use[^\\n]*--port\\.$`, 'm'));
			} finally {
				server.close();
			}
		},
	},
	{
		name: 'npm start stops before the run when Kling refuses the key',
		run: async (lab) => {
			const { simulator } = await lab.kling();
			const credential = { authType: 'apiKey', apiKey: 'not-a-key', region: 'custom', baseUrl: simulator.url };
			const account = { name: 'Refused account', credential, isReal: true, close: async () => undefined };
			await assert.rejects(provideCredential(lab.client, account), /^Failure: Kling does not accept the key: .+/);
			assert.equal(simulator.created.length, 0);
		},
	},
];

/** Runs the demo with a data folder of its own and without the person's keys. */
async function start(lab: Lab, options: string[]): Promise<CommandResult> {
	const env = { ...process.env, XDG_DATA_HOME: join(lab.userFolder, 'demo') };
	for (const name of Object.keys(env)) if (name.startsWith('KLING_')) delete (env as NodeJS.ProcessEnv)[name];
	return await runCommand(process.execPath, ['--import', 'tsx', join(checkout, 'scripts', 'start.ts'), ...options], { cwd: checkout, env });
}
