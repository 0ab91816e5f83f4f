import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { findEntry, libraryPages, owners, type Entry, type Library, type Shelf } from '../../kling/dialects/library';
import { stopped } from '../../kling/errors';
import type { Service } from '../../kling/service';
import { id, oneOf, prepared } from '../../kling/values';
import { limitParameters, mostOf } from '../fields/limit';
import { readItem } from '../parameters';
import { located } from '../rows';
import { filled, iso, libraryFields } from '../toItem';
import { notThere } from './whereOffered';
import { runItems } from './runItems';

/** What Element and Voice have in common: getting, listing and deleting entries of the library. */

/** Gives out one entry, own or Kling's. */
export async function getEntries(context: IExecuteFunctions, shelf: Shelf): Promise<INodeExecutionData[]> {
	return await runItems(context, async ({ service, itemIndex }) => {
		const wanted = readId(context, shelf, itemIndex);
		const entry = await findEntry(libraryOf(context, service), service.client, shelf, wanted);
		if (!entry) throw unknownEntry(context, shelf, itemIndex, wanted);
		return [itemOf(entry, itemIndex)];
	});
}

/** Gives out a shelf, in the service's order. */
export async function getManyEntries(context: IExecuteFunctions, shelf: Shelf): Promise<INodeExecutionData[]> {
	return await runItems(context, async ({ service, itemIndex }) => {
		const { owner, ...limit } = readItem(context, itemIndex, listParameters);
		const most = mostOf(limit);
		const entries: Entry[] = [];
		for await (const page of libraryPages(libraryOf(context, service), service.client, shelf, owner)) {
			entries.push(...page);
			if (entries.length >= most) break;
		}
		return entries.slice(0, most).map((entry) => itemOf(entry, itemIndex));
	});
}

/** Deletes an own entry. */
export async function deleteEntries(context: IExecuteFunctions, shelf: Shelf): Promise<INodeExecutionData[]> {
	return await runItems(context, async ({ service, itemIndex }) => {
		await libraryOf(context, service).remove(service.client, shelf, readId(context, shelf, itemIndex));
		return [{ json: { deleted: true }, pairedItem: { item: itemIndex } }];
	});
}

/** @throws NodeOperationError if the service has none */
function libraryOf(context: IExecuteFunctions, { dialect }: Service): Library {
	if (dialect.library) return dialect.library;
	const { message, remedy } = notThere(dialect);
	throw stopped({ node: context.getNode() }, message, remedy);
}

const readId = (context: IExecuteFunctions, shelf: Shelf, itemIndex: number): string =>
	readItem(context, itemIndex, z.object({ [shelf]: prepared(located, id.check(z.refine(Boolean, { error: 'is empty' }))) }))[shelf]!;

const listParameters = z.object({ owner: z._default(oneOf(owners), 'own'), ...limitParameters });

const names: Record<Shelf, string> = { element: 'Element', voice: 'Voice' };

function unknownEntry(context: IExecuteFunctions, shelf: Shelf, itemIndex: number, id: string) {
	return stopped(
		{ node: context.getNode(), itemIndex },
		`Kling does not know ${names[shelf]} ${id}`,
		'Check the ID, and that the credential is of the account and region that it belongs to. It may have been deleted.',
	);
}

const itemOf = (entry: Entry, itemIndex: number): INodeExecutionData => ({ json: entryFields(entry), pairedItem: { item: itemIndex } });

export const entryFields = ({ content, createdAt }: Entry): IDataObject => filled({ ...libraryFields(content), createdAt: iso(createdAt) });
