import { ServiceRefusal } from '../kling/client';
import { now } from '../kling/clock';
import type { Look } from './look';
import type { Source } from './sources';

/** How much one tick may do. All lists of a trigger share it. */
export class Allowance {
	/** @param until ms since the epoch, by the node's clock */
	constructor(
		public reads: number,
		readonly until: number,
	) {}

	get isSpent(): boolean {
		return this.reads <= 0 || now() >= this.until;
	}

	/** How long one read may go on through passing faults, ms; a single fault must not use up the tick. */
	get patience(): number {
		return Math.max(0, Math.min(10_000, (this.until - now()) / 4));
	}
}

/** A list that is being looked at. */
export interface Watched extends Source {
	look: Look;
}

/**
 * Reads a list as far as it is of interest.
 *
 * @param mostPages what this list may use of the allowance
 * @throws ServiceRefusal when a page cannot be read; the look keeps what it has seen
 */
export async function readPages({ service, product, look }: Watched, allowance: Allowance, mostPages: number): Promise<void> {
	const { client, dialect } = service;
	const { createdAfter } = look;
	const query = { product, ...(createdAfter === undefined ? {} : { createdAfter }) };
	let { from } = look;
	for (let pages = 0; !look.isCrowded; pages++) {
		// one page in any case, or a slow service would never be looked at
		if (pages >= mostPages || (pages > 0 && allowance.isSpent)) return look.stop();
		allowance.reads--;
		const page = await dialect.listPage(client, query, from, allowance.patience).catch((error: unknown) => {
			look.abandon();
			throw asRefusal(error);
		});
		if (look.take(page)) return;
		from = page.next;
	}
}

/**
 * Asks for the open tasks that the list did not show: they are older than a quick look reaches.
 *
 * @param onForgotten told of a task that the service does not know any more; it is given up
 * @throws ServiceRefusal if one of them could not be read; the others have been
 */
export async function askForOpen(
	{ service, product, look }: Watched,
	allowance: Allowance,
	onForgotten: (taskId: string) => void,
): Promise<void> {
	const { client, dialect } = service;
	const ids = look.unseen();
	let trouble: ServiceRefusal | undefined;
	for (let first = 0; first < ids.length && !allowance.isSpent; first += dialect.idsPerRead) {
		const asked = ids.slice(first, first + dialect.idsPerRead);
		allowance.reads--;
		const refs = asked.map((taskId) => ({ taskId, product }));
		const found = await dialect.readTasks(client, refs, allowance.patience);
		for (const taskId of asked) {
			const read = found.get(taskId);
			if (read instanceof ServiceRefusal) {
				trouble ??= read;
				look.postpone(taskId);
			} else if (!look.asked(taskId, read)) onForgotten(taskId);
		}
	}
	if (trouble) throw trouble;
}

/** An answer that no dialect can read is a fault of the service too. */
const asRefusal = (error: unknown) =>
	error instanceof ServiceRefusal ? error : new ServiceRefusal({ outcome: 'unknown', message: (error as Error).message });
