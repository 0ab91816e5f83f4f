import type { Shelf } from '../../kling/dialects/library';
import { elementLocator, manyFields, voiceLocator } from '../fields/library';
import { deleteEntries, getEntries, getManyEntries } from '../run/libraryItems';
import type { Operation } from './operation';

const texts = {
	element: { one: 'an element', many: 'elements', any: elementLocator('searchAllElements'), own: elementLocator('searchOwnElements') },
	voice: { one: 'a voice', many: 'voices', any: voiceLocator('searchVoices'), own: voiceLocator('searchOwnVoices') },
};

/** What can be done with the entries of a library, elements and voices alike; the gallery is Kling's and cannot be changed. */
export function libraryOperations(shelf: Shelf): Operation[] {
	const { one, many, any, own } = texts[shelf];
	return [
		{
			value: 'delete',
			name: 'Delete',
			action: `Delete ${one}`,
			description: `Delete ${one} of your own`,
			fields: () => [{ ...own, required: true }],
			async execute() {
				return await deleteEntries(this, shelf);
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: `Get ${one}`,
			description: `Get ${one} by ID`,
			fields: () => [{ ...any, required: true }],
			async execute() {
				return await getEntries(this, shelf);
			},
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: `Get many ${many}`,
			description: `List your own ${many}, or those of Kling’s gallery`,
			fields: () => manyFields,
			async execute() {
				return await getManyEntries(this, shelf);
			},
		},
	];
}
