/**
 * `npm run test:queue [-- --short]`: n8n's queue mode (main, two workers, two webhook processors, Redis, PostgreSQL) on this
 * machine, with each of its parts dying while videos are made. Prints what was ordered, paid and delivered; ends with 1 if
 * anything was paid twice, delivered twice or lost for good.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { describeFailure } from '../../scripts/n8n/failure';
import type { N8nServer } from '../../scripts/n8n/server';
import { Cluster, type FileStore } from './cluster';
import { Load, type Way } from './load';

const SECONDS = 1_000;

interface Scenario {
	name: string;
	way: Way;
	orders: number;
	renderMs: number;
	/** The pause between two executions; none unless said otherwise. */
	gapMs?: number;
	/** Files are fetched, and n8n keeps them there. */
	files?: FileStore;
	/** What dies when half of the videos are ordered: some executions are ordering, others wait. */
	fault?: (cluster: Cluster) => Promise<void>;
	/** It dies when all are ordered. */
	afterOrders?: boolean;
	/** What is lost without it, a person has to run again. */
	mayNeedRerun?: boolean;
	/** How long the videos may take to come out after the fault. */
	withinMs?: number;
}

const crash = (server: N8nServer, awayMs = 5 * SECONDS) => away([server], awayMs, async (each) => await each.kill());

async function away(servers: N8nServer[], ms: number, end: (server: N8nServer) => Promise<void>): Promise<void> {
	await Promise.all(servers.map(end));
	await pause(ms);
	await Promise.all(servers.map(async (server) => await server.start()));
}

async function backendAway(cluster: Cluster, name: 'redis' | 'postgres', ms: number): Promise<void> {
	const backend = cluster[name];
	if (!backend.kill) return console.log(`  ${name} was given from outside and stays`);
	await backend.kill();
	await pause(ms);
	await backend.start();
	// n8n's processes end themselves when Redis is away for long; whoever runs them starts them again
	for (const server of [cluster.main, ...cluster.workers, ...cluster.webhooks]) await server.startIfEnded();
}

const faults: Record<string, Pick<Scenario, 'fault' | 'afterOrders' | 'mayNeedRerun'>> = {
	'a worker is killed': { fault: async ({ workers }) => await crash(workers[0]!), mayNeedRerun: true },
	'a worker is killed after the orders': {
		fault: async ({ workers }) => await crash(workers[0]!),
		afterOrders: true,
		mayNeedRerun: true,
	},
	'a worker is stopped within 10 s': {
		fault: async ({ workers }) => await away([workers[0]!], 5 * SECONDS, async (each) => await each.stop(10 * SECONDS)),
		mayNeedRerun: true,
	},
	'a worker is stopped and may finish': {
		fault: async ({ workers }) => await away([workers[0]!], 5 * SECONDS, async (each) => await each.stop(120 * SECONDS)),
	},
	'main is killed': { fault: async ({ main }) => await crash(main) },
	'both webhook processors are away for 40 s': {
		fault: async ({ webhooks }) => await away(webhooks, 40 * SECONDS, async (each) => await each.kill()),
	},
	'Redis is away for 5 s': { fault: async (cluster) => await backendAway(cluster, 'redis', 5 * SECONDS), mayNeedRerun: true },
	'Redis is away for 25 s': { fault: async (cluster) => await backendAway(cluster, 'redis', 25 * SECONDS), mayNeedRerun: true },
	'PostgreSQL is away for 5 s': { fault: async (cluster) => await backendAway(cluster, 'postgres', 5 * SECONDS), mayNeedRerun: true },
};

const faulty = (way: Way, orders: number, names = Object.keys(faults)) =>
	names.map((name): Scenario => ({ name: `fault: ${name}`, way, orders, renderMs: 30 * SECONDS, ...faults[name]! }));

const ways: Way[] = ['aside', 'here', 'polling', 'calls'];

/** From finished at Kling to the next node, while n8n has little else to do. */
const latencies = ways.map((way): Scenario => ({
	name: 'one after the other',
	way,
	orders: 16,
	renderMs: 60 * SECONDS,
	gapMs: 4 * SECONDS,
}));

const withFiles = (files: FileStore) =>
	(['aside', 'here', 'polling'] as const).map((way): Scenario => ({
		name: `files are kept in the ${files}`,
		way,
		orders: 24,
		renderMs: 20 * SECONDS,
		files,
	}));

const long: Scenario[] = [
	...latencies,
	{ name: 'nothing breaks', way: 'aside', orders: 60, renderMs: 60 * SECONDS },
	{ name: 'nothing breaks', way: 'here', orders: 60, renderMs: 60 * SECONDS },
	{ name: 'nothing breaks', way: 'polling', orders: 200, renderMs: 60 * SECONDS },
	{ name: 'nothing breaks', way: 'calls', orders: 60, renderMs: 60 * SECONDS },
	...faulty('aside', 36),
	...faulty('here', 36),
	...faulty('polling', 36, ['a worker is killed', 'main is killed', 'PostgreSQL is away for 5 s']),
	...withFiles('database'),
	...withFiles('filesystem'),
];

const short: Scenario[] = [
	...faulty('aside', 8, ['a worker is killed', 'both webhook processors are away for 40 s']),
	{ name: 'nothing breaks', way: 'polling', orders: 8, renderMs: 10 * SECONDS },
];

async function play(cluster: Cluster, scenario: Scenario) {
	const { name, way, orders, renderMs, gapMs, files, fault, afterOrders, mayNeedRerun, withinMs = 180 * SECONDS } = scenario;
	console.log(`${way}: ${name}`);
	const load = await Load.open(cluster, way, { renderMs, download: files !== undefined });
	try {
		await load.order(orders, gapMs);
		const submittedBy = Date.now() + 60 * SECONDS;
		const enough = afterOrders ? orders : orders / 2;
		while (load.service.created.length < enough && Date.now() < submittedBy) await pause(250);
		await fault?.(cluster);
		if (fault) await cluster.signIn();
		await allDelivered(load, orders, mayNeedRerun ? withinMs / 2 : withinMs);
		const lost = orders - load.delivered;
		for (const trouble of await load.troubles()) console.log(`  n8n lists ${trouble}`);
		if (lost > 0 && mayNeedRerun) {
			await load.orderMissingAgain();
			await allDelivered(load, orders, withinMs);
		}
		const counts = load.count();
		const latencies = load.latencies();
		const at = (share: number) => Number((latencies[Math.floor(share * (latencies.length - 1))] ?? NaN).toFixed(1));
		return {
			way,
			what: name,
			...counts,
			'by a re-run': lost - (orders - counts.delivered),
			lost: orders - counts.delivered,
			'p50 s': at(0.5),
			'p90 s': at(0.9),
			'reads per task': Number(load.readsPerTask.toFixed(1)),
		};
	} finally {
		await load.close();
	}
}

/** Waits until all have come out, or nothing has come out for long. */
async function allDelivered(load: Load, orders: number, quietMs: number): Promise<void> {
	let last = { delivered: -1, at: Date.now() };
	while (load.delivered < orders && Date.now() - last.at < quietMs) {
		if (load.delivered !== last.delivered) last = { delivered: load.delivered, at: Date.now() };
		await pause(500);
	}
	// what comes out a second time comes soon after
	await pause(5 * SECONDS);
}

async function playAll(scenarios: Scenario[], files: FileStore) {
	const cluster = await Cluster.open(files);
	const stop = () => void cluster.close().finally(() => process.exit(130));
	const signals = ['SIGINT', 'SIGTERM'];
	for (const signal of signals) process.once(signal, stop);
	try {
		const rows: Array<Awaited<ReturnType<typeof play>>> = [];
		for (const scenario of scenarios) {
			const row = await play(cluster, scenario);
			console.log(
				`  ${Object.entries(row)
					.map(([name, value]) => `${name} ${value}`)
					.join(', ')}`,
			);
			rows.push(row);
		}
		return rows;
	} finally {
		for (const signal of signals) process.off(signal, stop);
		await cluster.close();
	}
}

async function main(words: string[]): Promise<boolean> {
	const isShort = words.includes('--short');
	const wanted = words.filter((word) => word !== '--short');
	const scenarios = (isShort ? short : long).filter(({ name, way }) => wanted.every((word) => `${way} ${name}`.includes(word)));
	const rows: Array<Awaited<ReturnType<typeof play>>> = [];
	for (const files of ['database', 'filesystem'] as const) {
		const here = scenarios.filter((scenario) => (scenario.files ?? 'database') === files);
		if (here.length) rows.push(...(await playAll(here, files)));
	}
	console.table(rows);
	const failed = rows.filter(
		({ paidTwice, deliveredTwice, withoutFile, unmarked, lost }) => paidTwice + deliveredTwice + withoutFile + unmarked + lost > 0,
	);
	console.log(`queue mode: ${rows.length - failed.length} passed, ${failed.length} failed`);
	return failed.length === 0;
}

main(process.argv.slice(2)).then(
	(green) => process.exit(green ? 0 : 1),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
