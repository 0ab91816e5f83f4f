import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { n8nEnvironment } from './environment';
import { Failure } from './failure';
import type { Installation } from './install';
import { assertPortIsFree, freePort, LOOPBACK } from './ports';

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 15_000;

export interface ServerOptions {
	installation: Installation;
	/** n8n keeps everything below `<userFolder>/.n8n`; starting again on the same folder goes on where it was. */
	userFolder: string;
	port: number;
	environment?: Record<string, string>;
	/** What this process of n8n is; the whole of it, unless said otherwise. */
	command?: string[];
}

/** One n8n process after another on the same user folder and port. */
export class N8nServer {
	readonly url: string;
	readonly logFile: string;
	readonly #options: ServerOptions;
	#process: ChildProcess | undefined;

	constructor(options: ServerOptions) {
		this.#options = options;
		this.url = `http://${LOOPBACK}:${options.port}`;
		this.logFile = join(options.userFolder, 'n8n.log');
	}

	/**
	 * Starts n8n and waits until it answers.
	 *
	 * @throws Failure when the port is used, when n8n ends by itself, or when it does not answer in time
	 */
	async start(): Promise<void> {
		const { installation, userFolder, port, environment, command = ['start'] } = this.#options;
		await assertPortIsFree(port);
		await mkdir(userFolder, { recursive: true });
		const log = openSync(this.logFile, 'a');
		this.#process = spawn(installation.node, [installation.script, ...command], {
			cwd: userFolder, // n8n reads a .env file where it is started; there is none here
			env: n8nEnvironment({ userFolder, port, runnerPort: await freePort(), extra: environment }),
			stdio: ['ignore', log, log],
			detached: process.platform !== 'win32', // a group of its own, so that its task runner ends with it
			windowsHide: true,
		});
		closeSync(log);
		process.once('exit', this.#killNow);
		await this.#untilReady(this.#process);
	}

	/** Waits until n8n answers again, and starts it anew where it has ended itself, as it does without its Redis. */
	async startIfEnded(): Promise<void> {
		const answersAgain = this.#process
			? await this.#untilReady(this.#process).then(
					() => true,
					() => false,
				)
			: false;
		if (answersAgain) return;
		await this.kill();
		await this.start();
	}

	/** Asks n8n to end, and ends it if it has not by then: running executions get a few seconds to finish, or more. */
	async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
		await this.#end('SIGTERM', withinMs);
	}

	/**
	 * Ends n8n as a crash or a power cut does.
	 * n8n would wait 10 s at its next start, to slow down crash loops; without its crash mark it does not.
	 */
	async kill(): Promise<void> {
		await this.#end('SIGKILL', STOP_WITHIN_MS);
		await rm(join(this.#options.userFolder, '.n8n', 'crash.journal'), { force: true });
	}

	/** Resolves when the running n8n ends, for whatever reason. */
	async ended(): Promise<void> {
		if (this.#process !== undefined && !hasEnded(this.#process)) await once(this.#process, 'exit');
	}

	/** Everything that n8n has printed since the user folder was made. */
	async log(): Promise<string> {
		return await readFile(this.logFile, 'utf8').catch(() => '');
	}

	/** The id of the running process, for measuring its memory. */
	get pid(): number | undefined {
		return this.#process?.pid;
	}

	async #untilReady(child: ChildProcess): Promise<void> {
		const deadline = Date.now() + READY_WITHIN_MS;
		while (Date.now() < deadline) {
			if (hasEnded(child)) throw await this.#failure('n8n ended while it was starting');
			if (await answers(`${this.url}/healthz/readiness`)) return;
			await pause(200);
		}
		await this.kill();
		throw await this.#failure(`n8n did not answer within ${READY_WITHIN_MS / 1000} s`);
	}

	async #failure(what: string): Promise<Failure> {
		const lastLine = (await this.log()).trim().split('\n').at(-1) ?? '';
		return new Failure(`${what}${lastLine === '' ? '' : `: ${lastLine}`}. The full log is ${this.logFile}`);
	}

	async #end(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
		const child = this.#process;
		this.#process = undefined;
		process.off('exit', this.#killNow);
		if (child === undefined || hasEnded(child)) return;
		const ended = once(child, 'exit');
		signalGroup(child, signal);
		const inTime = await Promise.race([ended.then(() => true), pause(patienceMs, false, { ref: false })]);
		signalGroup(child, 'SIGKILL'); // whatever of the group is still there
		if (!inTime) await ended;
	}

	readonly #killNow = () => {
		if (this.#process !== undefined) signalGroup(this.#process, 'SIGKILL');
	};
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // gone already
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		return false; // not listening yet
	}
}
