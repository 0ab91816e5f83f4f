import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { finished } from 'node:stream/promises';

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Everything that the command prints is appended here. */
	logFile?: string;
}

export interface CommandResult {
	code: number;
	stdout: string;
	output: string;
}

/** Runs a program to its end without a shell. A program that cannot be started counts as exit code 127. */
export async function runCommand(file: string, args: string[], options: CommandOptions): Promise<CommandResult> {
	const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: 'a' });
	log?.write(`> ${[file, ...args].join(' ')}\n`);
	let stdout = '';
	let output = '';
	const child = spawn(file, args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		windowsHide: true,
	});
	const endWithUs = () => child.kill();
	process.once('exit', endWithUs);
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();
		output += chunk.toString();
		log?.write(chunk);
	});
	child.stderr.on('data', (chunk: Buffer) => {
		output += chunk.toString();
		log?.write(chunk);
	});
	const code = await new Promise<number>((resolve) => {
		child.on('error', (error) => {
			output += error.message;
			resolve(127);
		});
		child.on('close', (exitCode) => resolve(exitCode ?? 1));
	});
	process.off('exit', endWithUs);
	if (log !== undefined) {
		log.end();
		await finished(log);
	}
	return { code, stdout, output };
}

/** How to call npm: the one that started this process if there is one, else the one on PATH. */
export function npmCommand(args: string[], node = process.execPath): { file: string; args: string[] } {
	const script = process.env.npm_execpath;
	if (script !== undefined && basename(script) === 'npm-cli.js') return { file: node, args: [script, ...args] };
	return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args };
}
