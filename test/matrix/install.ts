/**
 * `tsx test/matrix/install.ts 2.41 1.123`: installs these n8n, one after the other. Tests do it by themselves; this is for
 * doing it beside other tests, as it is waiting more than work.
 */
import { describeFailure } from '../../scripts/n8n/failure';
import { ensureInstalled } from '../../scripts/n8n/install';
import { releaseOf } from './releases';

async function main(wanted: string[]): Promise<void> {
	for (const release of wanted.map(releaseOf)) await ensureInstalled(release);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(describeFailure(error));
	process.exitCode = 1;
});
