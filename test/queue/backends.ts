import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, chmod, chown, mkdir, readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand } from '../../scripts/n8n/commands';
import { Failure } from '../../scripts/n8n/failure';
import { freePort, LOOPBACK } from '../../scripts/n8n/ports';

/** Redis and PostgreSQL, which n8n's queue mode needs: programs of this machine on ports of their own, or given ones. */

/** A program that can go away and come back on the same port. */
export interface Backend {
	/** n8n's settings for it. */
	environment: Record<string, string>;
	/** Ends it as a crash does; a given one cannot be ended. */
	kill?: () => Promise<void>;
	start: () => Promise<void>;
}

const WITHIN_MS = 20_000;

/** @throws Failure that names the packages of Debian, where a program is missing */
export async function findBackends(folder: string): Promise<{ redis: Backend; postgres: Backend; close: () => Promise<void> }> {
	const { REDIS_URL, POSTGRES_URL } = process.env;
	const [server, initdb] = await Promise.all([findProgram('redis-server'), findProgram('initdb')]);
	if ((!REDIS_URL && !server) || (!POSTGRES_URL && !initdb)) {
		throw new Failure(
			'The queue test needs Redis and PostgreSQL: install them (Debian and Ubuntu: apt-get install redis-server postgresql), or give REDIS_URL and POSTGRES_URL.',
		);
	}
	const redis = REDIS_URL ? givenRedis(new URL(REDIS_URL)) : await ownRedis(server!);
	const postgres = POSTGRES_URL ? givenPostgres(new URL(POSTGRES_URL)) : await ownPostgres(initdb!, join(folder, 'postgres'));
	await Promise.all([redis.start(), postgres.start()]);
	return { redis, postgres, close: async () => void (await Promise.all([redis.kill?.(), postgres.kill?.()])) };
}

const redisSettings = (host: string, port: string) => ({ QUEUE_BULL_REDIS_HOST: host, QUEUE_BULL_REDIS_PORT: port });

const givenRedis = ({ hostname, port, username, password, pathname }: URL): Backend => ({
	environment: {
		...redisSettings(hostname, port || '6379'),
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(password),
		QUEUE_BULL_REDIS_DB: pathname.slice(1) || '0',
	},
	start: async () => undefined,
});

async function ownRedis(program: string): Promise<Backend> {
	const port = await freePort();
	const args = ['--port', String(port), '--bind', LOOPBACK, '--save', '', '--appendonly', 'no'];
	return { environment: redisSettings(LOOPBACK, String(port)), ...ownProgram(port, () => [program, args]) };
}

const postgresSettings = (host: string, port: string, user: string, password: string, database: string) => ({
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: host,
	DB_POSTGRESDB_PORT: port,
	DB_POSTGRESDB_USER: user,
	DB_POSTGRESDB_PASSWORD: password,
	DB_POSTGRESDB_DATABASE: database,
});

const givenPostgres = ({ hostname, port, username, password, pathname }: URL): Backend => ({
	environment: postgresSettings(hostname, port || '5432', decodeURIComponent(username), decodeURIComponent(password), pathname.slice(1)),
	start: async () => undefined,
});

/** PostgreSQL refuses to run as root: then it runs as nobody. */
async function ownPostgres(initdb: string, folder: string): Promise<Backend> {
	const isRoot = process.getuid?.() === 0;
	const nobody = 65_534;
	const asOther = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
	await mkdir(folder, { recursive: true });
	if (isRoot) {
		await chmod(join(folder, '..'), 0o755);
		await chown(folder, nobody, nobody);
	}
	const [first, ...rest] = [...asOther, initdb, '-D', folder, '-U', 'postgres', '-A', 'trust', '--no-sync'];
	const { code, output } = await runCommand(first!, rest, { cwd: folder });
	if (code !== 0) throw new Failure(`PostgreSQL could not be set up: ${output.trim().split('\n').at(-1)}`);
	const port = await freePort();
	const args = ['-D', folder, '-p', String(port), '-h', LOOPBACK, '-k', '', '-F', '-c', 'max_connections=200'];
	const [program, ...before] = [...asOther, join(initdb, '..', 'postgres')];
	const environment = postgresSettings(LOOPBACK, String(port), 'postgres', 'unused', 'postgres');
	return { environment, ...ownProgram(port, () => [program!, [...before, ...args]]) };
}

/** A program on a port; it ends with this process. */
function ownProgram(port: number, command: () => [string, string[]]): Required<Pick<Backend, 'kill' | 'start'>> {
	let child: ChildProcess | undefined;
	const killNow = () => child?.kill('SIGKILL');
	process.once('exit', killNow);
	return {
		start: async () => {
			const [file, args] = command();
			child = spawn(file, args, { stdio: 'ignore', cwd: '/' });
			const deadline = Date.now() + WITHIN_MS;
			while (!(await listens(port))) {
				if (Date.now() > deadline || child.exitCode !== null) throw new Failure(`${file} did not start on port ${port}`);
				await pause(100);
			}
		},
		kill: async () => {
			if (!child || child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'exit');
			// PostgreSQL's own children end with it
			child.kill('SIGQUIT');
			const inTime = await Promise.race([ended.then(() => true), pause(3_000, false, { ref: false })]);
			if (!inTime) {
				child.kill('SIGKILL');
				await ended;
			}
		},
	};
}

async function listens(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, LOOPBACK);
		socket.once('connect', () => resolve(true));
		socket.once('error', () => resolve(false));
		socket.once('close', () => socket.destroy());
		socket.once('connect', () => socket.end());
	});
}

/** On PATH, or where Debian keeps PostgreSQL's programs. */
async function findProgram(name: string): Promise<string | undefined> {
	const versions = await readdir('/usr/lib/postgresql').catch(() => []);
	const folders = [...versions.map((version) => `/usr/lib/postgresql/${version}/bin`), ...(process.env.PATH ?? '').split(delimiter)];
	for (const folder of folders) {
		const file = join(folder, name);
		if (
			await access(file, constants.X_OK).then(
				() => true,
				() => false,
			)
		)
			return file;
	}
	return undefined;
}
