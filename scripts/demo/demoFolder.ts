import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { Login } from '../n8n/client';
import { Failure } from '../n8n/failure';
import { dataFolder } from '../n8n/folders';

/** Where the demo keeps its n8n, its password and its videos: outside the checkout, from one start to the next. */
export interface DemoFolder {
	path: string;
	/** n8n's user folder. */
	n8n: string;
	videos: string;
	login: Login;
	release: () => Promise<void>;
}

/** @throws Failure when another demo uses the folder: two n8n on one database would spoil it */
export async function openDemoFolder(): Promise<DemoFolder> {
	const path = join(dataFolder(), 'demo');
	const n8n = join(path, 'n8n');
	const videos = join(path, 'videos');
	await mkdir(n8n, { recursive: true });
	await mkdir(videos, { recursive: true });
	const release = await lock(path, { stale: 15_000, update: 5_000 }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ELOCKED') throw error;
		throw new Failure('The demo is running already: stop it with Ctrl+C where it was started (after a crash, wait 15 s).');
	});
	return { path, n8n, videos, login: await readLogin(path), release };
}

/** The password is made once, so that a browser that remembers it goes on working. */
async function readLogin(path: string): Promise<Login> {
	const file = join(path, 'login.json');
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Login;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		const login = { email: 'demo@example.com', password: `${randomBytes(9).toString('base64url')}A1` };
		await writeFile(file, JSON.stringify(login), { mode: 0o600 });
		return login;
	}
}
