import { runCommand } from './commands';

/** What compiling a native module takes, and the programs that can do each part. */
const TOOLS: Record<string, string[]> = {
	'Python 3': ['python3', 'python'],
	make: ['make'],
	'a C++ compiler': ['g++', 'clang++', 'c++'],
};

/** Names what is missing for compiling native modules; empty if nothing is. */
export async function missingBuildTools(): Promise<string[]> {
	if (process.platform === 'win32') return []; // found by node-gyp in the registry, not on PATH
	const missing: string[] = [];
	for (const [name, programs] of Object.entries(TOOLS)) {
		if (!(await anyWorks(programs))) missing.push(name);
	}
	return missing;
}

async function anyWorks(programs: string[]): Promise<boolean> {
	for (const program of programs) {
		const { code } = await runCommand(program, ['--version'], { cwd: process.cwd() });
		if (code === 0) return true;
	}
	return false;
}
