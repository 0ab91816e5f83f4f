import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEYS } from '../simulator/auth';
import type { Case, Lab } from './lab';

/** What each way of signing in to Kling, and each link that n8n signs for it, looks like. */
const traces: Record<string, RegExp> = {
	...Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, new RegExp(key)])),
	'a token': /eyJ[\w-]{8,}\.eyJ/,
	'a signed resume link': /webhook-waiting\/[^\s"]*signature=[0-9a-f]/,
};

/** Makes a video with a pair of keys, and fails to with a wrong one, then looks at everything that all cases have left in n8n. */
export const noSecretIsLeft: Case = {
	name: 'no key, token or signed link is in n8n’s log or in the data of its executions',
	run: async (lab) => {
		for (const secretKey of [KEYS.secretKey, `${KEYS.secretKey}-wrong`]) await runWithKeyPair(lab, secretKey);
		const places = await left(lab);
		for (const [place, text] of Object.entries(places)) {
			for (const [name, pattern] of Object.entries(traces)) assert.ok(!pattern.test(text), `${name} is in ${place}`);
		}
		assert.ok(
			Object.values(places).some((text) => text.includes('kling-v3-omni')),
			'the database holds executions',
		);
	},
};

async function runWithKeyPair(lab: Lab, secretKey: string): Promise<void> {
	const { simulator, credential } = await lab.kling();
	const data = { authType: 'accessKey', accessKey: KEYS.accessKey, secretKey, region: 'custom', baseUrl: simulator.url };
	await lab.client.updateCredential(credential.id, credential.name, credential.type, data);
	const execution = await lab.run(await lab.example('first-video.json', credential));
	assert.equal(execution.status, secretKey === KEYS.secretKey ? 'success' : 'error');
}

/** n8n's log and its database, with what has not been merged into it yet. */
async function left(lab: Lab): Promise<Record<string, string>> {
	const folder = join(lab.userFolder, '.n8n');
	const files = (await readdir(folder)).filter((name) => name.startsWith('database.sqlite'));
	const texts = await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name), 'latin1')] as const));
	return { ...Object.fromEntries(texts), 'n8n.log': await lab.server.log() };
}
