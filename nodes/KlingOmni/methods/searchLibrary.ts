import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { dialectWhere } from '../../kling/dialects';
import type { DialectApi } from '../../kling/dialects/dialect';
import { owners, type Entry, type Owner, type Shelf } from '../../kling/dialects/library';
import { openService } from '../../kling/service';
import { dialectOf } from '../fields/service';
import type { ElementOutput, VoiceOutput } from '../../kling/outputs';

/** List searches for elements and voices: the account's own first, then Kling's gallery, a page at a time; ids as text (R30). */

type Search = (this: ILoadOptionsFunctions, filter?: string, from?: string) => Promise<INodeListSearchResult>;

const kindNames = { multiImage: 'multi-image', videoCharacter: 'video character' };

/** For rows of elements: only those of the row's Kind. */
export const searchElements: Search = async function (filter, from) {
	const kind = this.getCurrentNodeParameter('&kind') ?? 'multiImage';
	return await search(
		this,
		{ shelf: 'element', of: owners, fits: (content) => content.type === 'element' && content.kind === kind },
		filter,
		from,
	);
};

export const searchAllElements: Search = async function (filter, from) {
	return await search(this, { shelf: 'element', of: owners }, filter, from);
};

/** For deleting. */
export const searchOwnElements: Search = async function (filter, from) {
	return await search(this, { shelf: 'element', of: ['own'] }, filter, from);
};

export const searchVoices: Search = async function (filter, from) {
	return await search(this, { shelf: 'voice', of: owners }, filter, from);
};

export const searchOwnVoices: Search = async function (filter, from) {
	return await search(this, { shelf: 'voice', of: ['own'] }, filter, from);
};

interface Wanted {
	shelf: Shelf;
	of: readonly Owner[];
	fits?: (content: ElementOutput | VoiceOutput) => boolean;
}

/** @param from where to go on: an owner and a page, `own:2` */
async function search(
	context: ILoadOptionsFunctions,
	{ shelf, of, fits = () => true }: Wanted,
	filter = '',
	from = `${of[0]}:1`,
): Promise<INodeListSearchResult> {
	// of a service with several dialects, one has the library
	const { credential } = readCurrentDialect(context);
	const { client, dialect } = await openService(
		context,
		dialectWhere((other) => other.library !== undefined && other.credential === credential),
	);
	const wanted = filter.toLowerCase();
	for (let place: string | undefined = from; place !== undefined;) {
		const [owner, pageNum] = place.split(':') as [Owner, string];
		const { entries, next } = await dialect.library!.page(client, shelf, owner, pageNum);
		const nextOwner = of[of.indexOf(owner) + 1];
		place = next ? `${owner}:${next}` : nextOwner && `${nextOwner}:1`;
		const results = entries
			.filter(({ content }) => fits(content))
			.map(listed)
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		// the editor asks for more only while it has something to show
		if (results.length > 0) return { results, ...(place === undefined ? {} : { paginationToken: place }) };
	}
	return { results: [] };
}

function listed({ content }: Entry) {
	const owner = content.ownedBy === 'kling' ? 'Kling’s gallery' : 'own';
	const kind = content.type === 'element' && content.kind ? `${kindNames[content.kind]}, ` : '';
	return { name: `${content.name} (${kind}${owner})`, value: content.id };
}

/** The dialect that the open panel shows. */
function readCurrentDialect(context: ILoadOptionsFunctions): DialectApi {
	const read = (name: string) => context.getCurrentNodeParameter(name);
	return dialectOf({ service: read('service'), apiVersion: read('apiVersion'), resource: read('resource'), operation: read('operation') });
}
