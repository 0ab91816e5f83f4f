/**
 * `npm run dev`: a real n8n next to the simulator that shows every change of the code. After a change the package is built
 * and installed anew and n8n is started again; workflows and login stay.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { openAccount } from './demo/account';
import { openDemoFolder } from './demo/demoFolder';
import { provideCredential, provideWorkflow } from './demo/firstVideo';
import { N8nClient } from './n8n/client';
import { describeFailure } from './n8n/failure';
import { checkout } from './n8n/folders';
import { ensureInstalled } from './n8n/install';
import { buildAndPack, installPackage } from './n8n/package';
import { say, showProgress } from './n8n/progress';
import { N8nServer } from './n8n/server';

const PORT = 5678;
const WATCHED = ['nodes', 'credentials', 'icons'];
/** An editor writes several files at once. */
const SETTLED_MS = 300;

async function main(): Promise<void> {
	const account = await openAccount({}); // never a real one: what is tried out here is unfinished
	const folder = await openDemoFolder();
	const install = async () => await installPackage(await buildAndPack(folder.path), folder.n8n);
	const server = new N8nServer({ installation: await ensureInstalled(), userFolder: folder.n8n, port: PORT });
	process.once(
		'SIGINT',
		() =>
			void server
				.stop()
				.then(folder.release)
				.then(account.close)
				.then(() => process.exit(0)),
	);

	await install();
	await showProgress('Starting n8n', () => server.start());
	const client = await N8nClient.signIn(server.url, folder.login);
	const { id } = await provideWorkflow(client, await provideCredential(client, account));
	say(`Editor  ${server.url}/workflow/${id}\nLogin   ${folder.login.email}   Password ${folder.login.password}\nLog     ${server.logFile}`);

	for (;;) {
		await change();
		try {
			await showProgress('Building', install);
			await server.stop();
			await showProgress('Starting n8n again (reload the editor then)', () => server.start());
		} catch (error) {
			say(describeFailure(error)); // the next change may mend it
		}
	}
}

/** Resolves a moment after the last of a series of changes. */
async function change(): Promise<void> {
	await new Promise<void>((resolve) => {
		let timer: NodeJS.Timeout | undefined;
		const watchers = WATCHED.map((name) =>
			watch(join(checkout, name), { recursive: true }, () => {
				clearTimeout(timer);
				timer = setTimeout(() => {
					for (const each of watchers) each.close();
					resolve();
				}, SETTLED_MS);
			}),
		);
	});
}

main().catch((error: unknown) => {
	say(describeFailure(error));
	process.exit(1);
});
