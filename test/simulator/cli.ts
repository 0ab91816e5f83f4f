import { parseArgs } from 'node:util';
import { startSimulator } from './index';

/**
 * A Kling service for people without a key:
 * `npx tsx test/simulator/cli.ts --port 4010 --render 20`
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '4010' }, render: { type: 'string', default: '20' } },
	});
	const port = Number(values.port);
	const renderMs = Number(values.render) * 1000;
	if (!Number.isInteger(port) || !(renderMs >= 0)) throw new Error('usage: --port <number> --render <seconds>');
	const simulator = await startSimulator({ port, renderMs });
	console.log(`Kling simulator: ${simulator.url} (a video takes ${values.render} s; Ctrl+C ends it)

  In n8n, choose the region "Custom" in the Kling credential and enter the address above, and either
    API key      ${simulator.apiKey}
  or
    Access key   ${simulator.accessKey}
    Secret key   ${simulator.secretKey}

  Model Studio
    Address      ${simulator.modelStudioUrl}
    API key      ${simulator.modelStudioKey}

  A prompt with [[refuse]] is refused, with [[fail]] the task fails, with [[slow]] it takes 20 times as long.`);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
