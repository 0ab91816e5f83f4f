/** The browser that opens n8n's editor: the machine's own, else one that comes inside an npm package. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Failure } from './failure';
import { cacheFolder } from './folders';
import { showProgress } from './progress';

export interface FoundBrowser {
	executablePath: string;
	env: NodeJS.ProcessEnv;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @throws Failure where there is neither a browser nor one that could be unpacked (all but Linux on x64) */
export async function findBrowser(): Promise<FoundBrowser> {
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const candidates = [process.env.CHROMIUM_PATH, ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), MAC];
	for (const path of candidates) {
		if (path !== undefined && (await exists(path))) return { executablePath: path, env: process.env };
	}
	if (process.platform === 'linux' && process.arch === 'x64') return await unpackBrowser();
	throw new Failure('No Chromium or Chrome was found: install one, or set CHROMIUM_PATH to it.');
}

/**
 * `@sparticuz/chromium` unpacks into the system's temporary folder, where anybody could put a program of that name; here it
 * is the cache, where it also stays. The libraries of Amazon's Linux come along because a bare machine lacks them.
 */
async function unpackBrowser(): Promise<FoundBrowser> {
	const folder = join(cacheFolder(), 'chromium');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const before = { ...process.env };
	Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
	try {
		const { default: packed } = await import('@sparticuz/chromium');
		const unpack = async () => await packed.executablePath();
		const executablePath = (await exists(join(folder, 'chromium'))) ? await unpack() : await showProgress('Unpacking a browser', unpack);
		const { LD_LIBRARY_PATH } = process.env;
		return { executablePath, env: { ...before, LD_LIBRARY_PATH, FONTCONFIG_FILE: await fontsIn(folder) } };
	} finally {
		for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
		Object.assign(process.env, before);
	}
}

/**
 * Tells the browser where its own fonts are: the file that comes with it names other folders. Without any font it dies when
 * a page shows a text before the page's font has come.
 */
async function fontsIn(folder: string): Promise<string> {
	const file = join(folder, 'fonts.conf');
	const folders = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
	await writeFile(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}</fontconfig>\n`);
	return file;
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
