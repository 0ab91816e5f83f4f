import { createHash } from 'node:crypto';
import type { Account } from './account';
import type { Context } from './context';
import type { Faults } from './orderedFaults';
import type { Links } from './links';
import type { Task, Tasks } from './tasks';
import type { Uploads } from './uploads';
import type { RecordedDownload, RecordedRequest, SimulatorOptions } from './types';

/** Everything that the routes share. */
export interface Service extends Context {
	options: SimulatorOptions;
	/** Unix milliseconds. */
	startedAt: number;
	account: Account;
	tasks: Tasks;
	links: Links;
	uploads: Uploads;
	faults: Faults;
	requests: RecordedRequest[];
	downloads: RecordedDownload[];
	/** Read at each list call: a test may switch it at any time. */
	isShuffled: () => boolean;
	/** Aborts waits and deliveries when the simulator closes. */
	closing: AbortSignal;
}

/** Tasks in the order of a list: newest first, or arbitrary but the same on every page. */
export function inListOrder({ tasks, isShuffled }: Service, belongs: (task: Task) => boolean): Task[] {
	const found = tasks.all.filter(belongs).reverse();
	if (!isShuffled()) return found;
	return found
		.map((task) => ({ task, key: createHash('sha1').update(task.taskId).digest('hex') }))
		.sort((a, b) => (a.key < b.key ? -1 : 1))
		.map(({ task }) => task);
}
