import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The workflows of .github: what they run is there. GitHub itself is not asked. */

interface Workflow {
	name: string;
	on: object;
	permissions: object;
	jobs: Record<string, { 'runs-on': string; 'timeout-minutes': number; steps: Array<{ run?: string; uses?: string }> }>;
}

const root = join(__dirname, '../..');
const folder = join(root, '.github', 'workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const workflows = readdirSync(folder).map((name) => [name, parse(readFileSync(join(folder, name), 'utf8')) as Workflow] as const);

/** What npm and npx know without this project. */
const npmOwn = ['ci', 'audit', 'publish', 'run'];

test('CI and publishing are there', () => {
	expect(workflows.map(([name]) => name).sort()).toEqual(['ci.yml', 'publish.yml']);
});

describe.each(workflows)('%s', (_, { jobs, on, permissions }) => {
	const steps = Object.values(jobs).flatMap((job) => job.steps);

	test('starts by itself, may do no more than it says, and ends', () => {
		expect(Object.keys(on).length).toBeGreaterThan(0);
		expect(permissions).toHaveProperty('contents', 'read');
		for (const job of Object.values(jobs)) {
			expect(job['runs-on']).toBe('ubuntu-latest');
			expect(job['timeout-minutes']).toBeGreaterThan(0);
		}
	});

	test('each step is one of GitHub’s own actions, by its version, or a command', () => {
		for (const { uses, run } of steps) expect(uses === undefined ? typeof run : uses).toMatch(/^(string|actions\/[\w-]+@v\d+)$/);
	});

	test('each command is there', () => {
		const commands = steps
			.flatMap(({ run }) => run?.split(/&&|\n/).map((line) => line.trim().split(/\s+/)) ?? [])
			.filter(([first]) => first);
		expect(commands.length).toBeGreaterThan(0);
		for (const [command, first = '', second = ''] of commands) {
			if (command === 'npm') {
				expect(npmOwn).toContain(first);
				if (first === 'run') expect(scripts).toHaveProperty([second]);
			} else if (command === 'npx' && first === '--yes') expect(second).toMatch(/^@n8n\/node-cli@\d+\.\d+\.\d+$/);
			else if (command === 'npx') accessSync(join(root, 'node_modules', '.bin', first));
			else if (command!.startsWith('.')) accessSync(join(root, command!), constants.X_OK);
			else expect(command).toBe('sudo');
		}
	});
});
