import { ServiceRefusal, type Client, type WireRequest } from '../client';
import { isAbout } from '../errors';
import type { Task } from '../task';
import { decodeList } from './classicDecode';
import { path } from './classicEncode';
import type { Entry, Library, LibraryPage, Owner, Shelf } from './library';

/** The library of the classic API (contract §13). */

const presets: Record<Shelf, string> = { element: '/v1/general/advanced-presets-elements', voice: '/v1/general/presets-voices' };
const deletes: Record<Shelf, string> = { element: '/v1/general/delete-advanced-elements', voice: '/v1/general/delete-voices' };

const pageSize = 500;
const lastPage = 1000;

async function page(client: Client, shelf: Shelf, owner: Owner, from = '1'): Promise<LibraryPage> {
	const pageNum = Number(from);
	const listPath = owner === 'own' ? path(shelf) : presets[shelf];
	const data = await client.read({ method: 'GET', path: listPath, query: { pageNum, pageSize } });
	const count = Array.isArray(data) ? data.length : 0;
	return {
		entries: decodeList(data, shelf).flatMap((task) => entriesOf(task, shelf)),
		...(count === pageSize && pageNum < lastPage ? { next: String(pageNum + 1) } : {}),
	};
}

/** Ids are text here (R69). */
async function remove(client: Client, shelf: Shelf, id: string): Promise<void> {
	const request: WireRequest = { method: 'POST', path: deletes[shelf], body: { [`${shelf}_id`]: id } };
	const reply = await client.send(request);
	if (reply.outcome === 'ok') return;
	if (reply.outcome === 'refused') throw new ServiceRefusal(reply);
	await client.read(request).catch((error: unknown) => {
		// the first one, whose answer got lost, has done it
		if (reply.outcome === 'unknown' && error instanceof ServiceRefusal && isAbout('not found', error.refusal)) return;
		throw error;
	});
}

function entriesOf({ outputs, createdAt }: Task, shelf: Shelf): Entry[] {
	return outputs.flatMap((output) => {
		if ((output.type !== 'element' && output.type !== 'voice') || output.type !== shelf || output.status === 'deleted') return [];
		return [{ content: output, ...(createdAt === undefined ? {} : { createdAt }) }];
	});
}

export const library: Library = { page, remove };
