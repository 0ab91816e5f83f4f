/**
 * `npm start`: a real n8n with this package in it makes one video and stays open.
 * `npm start -- --once`: the same, ends with one JSON line (see `FirstVideo`) and exits.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { openAccount } from './demo/account';
import { openDemoFolder } from './demo/demoFolder';
import { makeVideo, provideCredential, provideWorkflow } from './demo/firstVideo';
import { N8nClient } from './n8n/client';
import { describeFailure, Failure } from './n8n/failure';
import { ensureInstalled } from './n8n/install';
import { buildAndPack, installPackage } from './n8n/package';
import { assertPortIsFree } from './n8n/ports';
import { say, showProgress } from './n8n/progress';
import { N8nServer } from './n8n/server';

const DEFAULT_PORT = 5678;

interface Options {
	once: boolean;
	port: number;
}

/** What has to be undone at the end, the last first. */
const cleanups: Array<() => Promise<void>> = [];

async function main({ once: justOnce, port }: Options): Promise<void> {
	await assertPortIsFree(port);
	const account = await openAccount(process.env);
	cleanups.push(account.close);
	const folder = await openDemoFolder();
	cleanups.push(folder.release);

	const installation = await ensureInstalled();
	await showProgress('Building and packing this package', async () => {
		await installPackage(await buildAndPack(folder.path), folder.n8n);
	});
	const server = new N8nServer({ installation, userFolder: folder.n8n, port });
	cleanups.push(() => server.stop());
	await showProgress('Starting n8n', () => server.start());

	const client = await N8nClient.signIn(server.url, folder.login);
	const workflow = await provideWorkflow(client, await provideCredential(client, account));
	const cost = account.isReal ? 'with your Kling account, which pays for it' : 'with the Kling simulator';
	const video = await showProgress(`Making one video of 5 s ${cost}`, () => makeVideo(client, workflow.id, folder.videos));

	console.log(`
Video   ${video.videoUrl}
File    ${video.file} (${video.bytes} bytes)
Editor  ${server.url}/workflow/${workflow.id}
Login   ${folder.login.email}   Password ${folder.login.password}
`);
	if (justOnce) {
		console.log(JSON.stringify(video));
		return;
	}
	console.log('n8n stays open; Ctrl+C ends it.');
	await server.ended();
	throw new Failure(`n8n has ended by itself. The full log is ${server.logFile}`);
}

async function cleanUp(): Promise<void> {
	for (const undo of cleanups.splice(0).reverse()) await undo();
}

function readOptions(): Options {
	try {
		const { values } = parseArgs({ options: { once: { type: 'boolean', default: false }, port: { type: 'string' } } });
		const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
		if (Number.isInteger(port) && port > 0 && port < 65_536) return { once: values.once, port };
	} catch {
		// said below
	}
	throw new Failure('Usage: npm start -- [--once] [--port 5678]');
}

/** Ctrl+C, `kill` and a closed terminal all end the demo in order; a second one at once. */
async function untilAskedToStop(): Promise<void> {
	await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
	say('\nStopping n8n …');
}

async function run(): Promise<number> {
	try {
		await Promise.race([main(readOptions()), untilAskedToStop()]);
		return 0;
	} catch (error) {
		say(`\n${describeFailure(error)}`);
		return 1;
	} finally {
		await cleanUp();
	}
}

void run().then((code) => process.exit(code));
