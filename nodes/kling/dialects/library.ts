import type { Client } from '../client';
import type { ElementOutput, VoiceOutput } from '../outputs';

/** An account's library of elements and voices (contract §13), on the dialects that have one. */

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

export interface Library {
	/**
	 * One page of a shelf; entries that were deleted are left out.
	 *
	 * @param from `next` of the page before
	 * @throws ServiceRefusal
	 */
	page: (client: Client, shelf: Shelf, owner: Owner, from?: string) => Promise<LibraryPage>;
	/** Deletes one of the account's own entries. @throws ServiceRefusal */
	remove: (client: Client, shelf: Shelf, id: string) => Promise<void>;
}

/** All pages of a shelf. @throws ServiceRefusal */
export async function* libraryPages({ page }: Library, client: Client, shelf: Shelf, owner: Owner): AsyncGenerator<Entry[]> {
	for (let from: string | undefined; ;) {
		const { entries, next } = await page(client, shelf, owner, from);
		yield entries;
		if (next === undefined) return;
		from = next;
	}
}

/** The entry with an id, among one's own and Kling's; there is no call that asks for it. @throws ServiceRefusal */
export async function findEntry(library: Library, client: Client, shelf: Shelf, id: string): Promise<Entry | undefined> {
	for (const owner of owners) {
		for await (const page of libraryPages(library, client, shelf, owner)) {
			const found = page.find(({ content }) => content.id === id);
			if (found) return found;
		}
	}
	return undefined;
}
