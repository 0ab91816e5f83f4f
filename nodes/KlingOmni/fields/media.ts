import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { allowed, type Situation } from '../../kling/rules/choices';
import type { ImageRole } from '../../kling/job';
import type { ElementKind, VideoOperation } from '../../kling/models';
import { variants, type Selector } from '../panels';

/** Pictures, elements and videos that a job is given. */

const source: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'URL', value: 'url' },
		{ name: 'Binary Field', value: 'binary' },
	],
	default: 'url',
};

const roleTexts: Record<ImageRole, INodePropertyOptions> = {
	firstFrame: { name: 'First Frame', value: 'firstFrame' },
	lastFrame: { name: 'Last Frame', value: 'lastFrame' },
	reference: { name: 'Reference', value: 'reference' },
};

/** The roles that a picture can have in a situation. */
export function rolesIn(situation: Situation): ImageRole[] {
	const reference =
		situation.operation !== 'textToVideo' && situation.operation !== 'motionControl' && allowed('reference', situation).includes(true);
	return [
		...(situation.frames === 'none' ? [] : (['firstFrame'] as const)),
		...(situation.frames === 'firstAndLast' ? (['lastFrame'] as const) : []),
		...(reference ? (['reference'] as const) : []),
	];
}

const mediaSelectors: readonly Selector[] = ['dialect', 'model', 'frames', 'referenceVideo'];

export const images = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		{
			displayName: 'Images',
			name: 'images',
			type: 'fixedCollection',
			placeholder: 'Add Image',
			default: {},
			description: 'JPG or PNG, at most 10 MB, 300 pixels or more per side. Mention the second row in the prompt as @image2.',
		},
		mediaSelectors,
		(situation) => {
			const roles = rolesIn(situation);
			return roles.length ? roles : undefined;
		},
		(roles) => {
			const [first = 'reference'] = roles;
			const frames = roles.filter((role) => role !== 'reference');
			return {
				typeOptions: { multipleValues: true, sortable: true, fixedCollection: { itemTitle: `={{ "@image" + ($index + 1) }}` } },
				...(frames.length ? { default: { image: frames.map((role) => ({ role })) } } : {}),
				options: [
					{
						displayName: 'Image',
						name: 'image',
						values: [
							{
								displayName: 'Role',
								name: 'role',
								type: 'options',
								options: roles.map((role) => roleTexts[role]),
								default: first,
								description: 'What the picture is for',
							},
							source,
							{
								displayName: 'URL',
								name: 'url',
								type: 'string',
								default: '',
								placeholder: 'e.g. https://example.com/picture.jpg',
								description: 'A public address that Kling can fetch',
								displayOptions: { show: { source: ['url'] } },
							},
							{
								displayName: 'Binary Field',
								name: 'binaryProperty',
								type: 'string',
								default: 'data',
								hint: 'Name of the input item’s binary field with the picture',
								displayOptions: { show: { source: ['binary'] } },
							},
						],
					},
				],
			};
		},
	);

const kindTexts: Record<ElementKind, INodePropertyOptions> = {
	multiImage: { name: 'Multi-Image', value: 'multiImage', description: 'Made from pictures' },
	videoCharacter: { name: 'Video Character', value: 'videoCharacter', description: 'Made from a clip of a person' },
};

export const elements = (operation: VideoOperation): INodeProperties[] =>
	variants(
		operation,
		{
			displayName: 'Elements',
			name: 'elements',
			type: 'fixedCollection',
			placeholder: 'Add Element',
			default: {},
			description: 'Characters, things and scenes from the account’s element library. Mention the first row in the prompt as @element1.',
		},
		mediaSelectors,
		(situation) => {
			const kinds = allowed('elementKind', situation);
			return kinds.length ? kinds : undefined;
		},
		(kinds) => ({
			typeOptions: { multipleValues: true, sortable: true, fixedCollection: { itemTitle: `={{ "@element" + ($index + 1) }}` } },
			options: [
				{
					displayName: 'Element',
					name: 'element',
					values: [
						{ displayName: 'Kind', name: 'kind', type: 'options', options: kinds.map((kind) => kindTexts[kind]), default: 'multiImage' },
						{
							displayName: 'Element',
							name: 'element',
							type: 'resourceLocator',
							default: { mode: 'list', value: '' },
							modes: [
								{
									displayName: 'From List',
									name: 'list',
									type: 'list',
									typeOptions: { searchListMethod: 'searchElements', searchable: true },
								},
								{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 829836802793406551' },
							],
						},
					],
				},
			],
		}),
	);

/** The one video of a job: to edit, to imitate, or to take the movement from. */
export const video = (displayName: string, description: string, show?: Record<string, string[]>): INodeProperties[] => [
	{ ...source, displayName: `${displayName} Source`, name: 'videoSource', ...(show ? { displayOptions: { show } } : {}) },
	{
		displayName: `${displayName} URL`,
		name: 'videoUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/clip.mp4',
		description,
		displayOptions: { show: { ...show, videoSource: ['url'] } },
	},
	{
		displayName: `${displayName} Binary Field`,
		name: 'videoBinaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Kling fetches videos from the web: the file leaves as a signed link to this n8n, which must be reachable from outside',
		displayOptions: { show: { ...show, videoSource: ['binary'] } },
	},
];
