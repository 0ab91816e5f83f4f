import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { npmCommand } from '../../scripts/n8n/commands';
import { freePort } from '../../scripts/n8n/ports';

/** compose.yaml, as far as it can be tried where there is no Docker. */

interface Compose {
	services: Record<
		'kling' | 'n8n',
		{ image: string; command?: string; volumes: string[]; ports?: string[]; network_mode?: string; healthcheck?: { test: string[] } }
	>;
	volumes: Record<string, null>;
}

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { services, volumes } = parse(read('compose.yaml')) as Compose;
const manifest = JSON.parse(read('package.json')) as { name: string; scripts: Record<string, string> };

test('n8n is the one that the tests run', () => {
	const { dependencies } = JSON.parse(read('scripts/n8n/server/package.json')) as { dependencies: { n8n: string } };
	expect(services.n8n.image).toBe(`docker.n8n.io/n8nio/n8n:${dependencies.n8n}`);
});

test('what is mounted is there, and the package where n8n looks for it', () => {
	const mounts = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(':')));
	for (const [source] of mounts) expect(source!.startsWith('.') ? existsSync(join(root, source!)) : source! in volumes).toBe(true);
	expect(mounts).toContainEqual(['package', `/home/node/.n8n/nodes/node_modules/${manifest.name}`, 'ro']);
});

test('n8n and the simulator share a network, where a key may travel without TLS', () => {
	expect(services.n8n.network_mode).toBe('service:kling');
	expect(services.kling.ports).toEqual(['127.0.0.1:5678:5678']);
});

test('its commands are there, and the simulator is seen to be well', async () => {
	const { command = '', healthcheck } = services.kling;
	const scripts = [...command.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
	expect(scripts).toEqual(['build', 'simulator']);
	for (const name of scripts) expect(manifest.scripts).toHaveProperty(name);

	const port = String(await freePort());
	const isWell = async () => {
		const [, file, ...args] = healthcheck!.test.map((part) => part.replace('4010', port));
		return (await once(spawn(file!, args), 'exit'))[0] === 0;
	};
	expect(await isWell()).toBe(false);
	const [, options] = /npm run simulator (.+)"/.exec(command)!;
	const { file, args } = npmCommand(['run', 'simulator', ...options!.replace('4010', port).split(' ')]);
	const simulator = spawn(file, args, { cwd: root, detached: true, stdio: 'ignore' });
	try {
		for (let tries = 0; tries < 100 && !(await isWell()); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
		expect(await isWell()).toBe(true);
	} finally {
		process.kill(-simulator.pid!);
	}
});
