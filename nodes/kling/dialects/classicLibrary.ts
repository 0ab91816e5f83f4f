import { ServiceRefusal, type Client, type WireRequest } from '../client';
import { isNotFound } from '../errors';
import type { ElementOutput, Task, VoiceOutput } from '../task';
import { decodeList } from './classicDecode';
import { path } from './classicEncode';

/** The library of elements and voices, which only the classic API has (contract §13). */

/** Which of the two; each is a product with tasks of its own. */
export type Shelf = 'element' | 'voice';

/** The account's own entries, or Kling's official gallery. */
export const owners = ['own', 'presets'] as const;
export type Owner = (typeof owners)[number];

/** An element or voice, with the time of the task that made it (ms). */
export interface Entry {
	content: ElementOutput | VoiceOutput;
	createdAt?: number;
}

export interface LibraryPage {
	entries: Entry[];
	/** Where the next page begins; absent on the last one. */
	next?: string;
}

const presets: Record<Shelf, string> = { element: '/v1/general/advanced-presets-elements', voice: '/v1/general/presets-voices' };
const deletes: Record<Shelf, string> = { element: '/v1/general/delete-advanced-elements', voice: '/v1/general/delete-voices' };

const pageSize = 500;
const lastPage = 1000;

/**
 * One page of a shelf; entries that were deleted are left out.
 *
 * @param from `next` of the page before
 * @throws ServiceRefusal
 */
export async function libraryPage(client: Client, shelf: Shelf, owner: Owner, from = '1'): Promise<LibraryPage> {
	const pageNum = Number(from);
	const listPath = owner === 'own' ? path(shelf) : presets[shelf];
	const data = await client.read({ method: 'GET', path: listPath, query: { pageNum, pageSize } });
	const count = Array.isArray(data) ? data.length : 0;
	return {
		entries: decodeList(data, shelf).flatMap((task) => entriesOf(task, shelf)),
		...(count === pageSize && pageNum < lastPage ? { next: String(pageNum + 1) } : {}),
	};
}

/** All pages of a shelf. @throws ServiceRefusal */
export async function* libraryPages(client: Client, shelf: Shelf, owner: Owner): AsyncGenerator<Entry[]> {
	for (let from: string | undefined; ;) {
		const { entries, next } = await libraryPage(client, shelf, owner, from);
		yield entries;
		if (next === undefined) return;
		from = next;
	}
}

/** The entry with an id, among one's own and Kling's; there is no call that asks for it. @throws ServiceRefusal */
export async function findEntry(client: Client, shelf: Shelf, id: string): Promise<Entry | undefined> {
	for (const owner of owners) {
		for await (const page of libraryPages(client, shelf, owner)) {
			const found = page.find(({ content }) => content.id === id);
			if (found) return found;
		}
	}
	return undefined;
}

/**
 * Deletes one of the account's own entries; ids are text here (R69).
 *
 * @throws ServiceRefusal
 */
export async function deleteEntry(client: Client, shelf: Shelf, id: string): Promise<void> {
	const request: WireRequest = { method: 'POST', path: deletes[shelf], body: { [`${shelf}_id`]: id } };
	const reply = await client.send(request);
	if (reply.outcome === 'ok') return;
	if (reply.outcome === 'refused') throw new ServiceRefusal(reply);
	await client.read(request).catch((error: unknown) => {
		// the first one, whose answer got lost, has done it
		if (reply.outcome === 'unknown' && error instanceof ServiceRefusal && isNotFound(error.refusal)) return;
		throw error;
	});
}

function entriesOf({ outputs, createdAt }: Task, shelf: Shelf): Entry[] {
	return outputs.flatMap((output) => {
		if ((output.type !== 'element' && output.type !== 'voice') || output.type !== shelf || output.status === 'deleted') return [];
		return [{ content: output, ...(createdAt === undefined ? {} : { createdAt }) }];
	});
}
