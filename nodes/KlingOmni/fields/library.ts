import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ElementKind } from '../../kling/models';
import type { Shape } from '../displayVariants';
import { limitFields } from './limit';
import { rowTitle } from './pictures';

/** Elements and voices, picked from the account's library and Kling's gallery. */

const searchable = (searchListMethod: string) => ({ searchListMethod, searchable: true });

/** @param search `searchElements` goes by the Kind beside it; `searchAllElements` and `searchOwnElements` do not */
export const elementLocator = (search: 'searchElements' | 'searchAllElements' | 'searchOwnElements'): INodeProperties => ({
	displayName: 'Element',
	name: 'element',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: searchable(search) },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 829836802793406551' },
	],
});

/** @param vendor who has no call that lists elements */
const elementById = (vendor: string): INodeProperties => ({
	displayName: 'Element',
	name: 'element',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 829836802793406551',
			hint: `${vendor} has no list of elements: take the ID from its table of Kling’s official elements`,
		},
	],
});

export const voiceLocator = (search: 'searchVoices' | 'searchOwnVoices'): INodeProperties => ({
	displayName: 'Voice',
	name: 'voice',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: searchable(search) },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 850000000000000001' },
	],
});

export const elementsField: INodeProperties = {
	displayName: 'Elements',
	name: 'elements',
	type: 'fixedCollection',
	placeholder: 'Add Element',
	default: {},
	description: 'Characters, things and scenes from the account’s element library. Mention the first row in the prompt as @element1.',
};

const kindTexts: Record<ElementKind, INodePropertyOptions> = {
	multiImage: { name: 'Multi-Image', value: 'multiImage', description: 'Made from pictures' },
	videoCharacter: { name: 'Video Character', value: 'videoCharacter', description: 'Made from a clip of a person' },
};

interface ElementRows {
	/** The kind is not asked where only multi-image elements are taken. */
	kinds: readonly ElementKind[];
	/** Who has no list of elements, if that is so. */
	withoutList?: string | undefined;
	/** The row's own name, where it can have one. */
	name?: INodeProperties;
}

/** What rows of elements look like. */
export function elementRows({ kinds, withoutList, name }: ElementRows): Shape {
	const kind: INodeProperties = {
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: kinds.map((one) => kindTexts[one]),
		default: 'multiImage',
	};
	return {
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: rowTitle('element'),
		},
		options: [
			{
				displayName: 'Element',
				name: 'element',
				values: [
					...(kinds.includes('videoCharacter') ? [kind] : []),
					withoutList ? elementById(withoutList) : elementLocator('searchElements'),
					...(name ? [name] : []),
				],
			},
		],
	};
}

export const voicesField: INodeProperties = {
	displayName: 'Voices',
	name: 'voices',
	type: 'fixedCollection',
	placeholder: 'Add Voice',
	default: {},
	description: 'Who speaks, at most two; costs more. Mention the first row in the prompt as @voice1.',
};

export const voiceRows: Shape = {
	typeOptions: {
		multipleValues: true,
		sortable: true,
		fixedCollection: rowTitle('voice'),
	},
	options: [{ displayName: 'Voice', name: 'voice', values: [voiceLocator('searchVoices')] }],
};

/** Whose entries are listed, and how many. */
export const manyFields: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'owner',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Kling’s Gallery', value: 'presets' },
			{ name: 'Own Library', value: 'own' },
		],
		default: 'own',
	},
	...limitFields,
];
