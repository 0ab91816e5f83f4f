import type { INodeProperties } from 'n8n-workflow';
import { elementTags } from '../../../kling/libraryJobs';
import { checkElementRules } from '../../../kling/rules/checkLibraryRules';
import { completionChoice } from '../../fields/completion';
import { voiceLocator } from '../../fields/library';
import { video } from '../../fields/media';
import { elementOptions } from '../../fields/options';
import { imagesField, pictureRows } from '../../fields/pictures';
import { readElementJob } from '../../readLibraryJobs';
import { runJobs } from '../../run/runJobs';
import { whereOffered } from '../../run/whereOffered';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Captain Ada',
		description: 'At most 20 characters',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 2 },
		required: true,
		default: '',
		placeholder: 'e.g. An old captain in a yellow coat',
		description: 'Who or what it is, at most 100 characters',
	},
	{
		displayName: 'Made From',
		name: 'elementKind',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Images', value: 'multiImage', description: 'A person, thing or scene from two to four pictures' },
			{ name: 'Video', value: 'videoCharacter', description: 'A real person from a clip; speech in it becomes a voice' },
		],
		default: 'multiImage',
	},
	{
		...imagesField,
		...pictureRows({
			role: {
				displayName: 'Role',
				name: 'role',
				type: 'options',
				options: [
					{ name: 'Frontal View', value: 'frontal' },
					{ name: 'Other View', value: 'other' },
				],
				default: 'other',
				description: 'What the picture is for',
			},
			initial: [{ role: 'frontal' }, { role: 'other' }],
		}),
		description: 'One frontal view and one to three others. JPG or PNG, at most 10 MB, 300 pixels or more per side.',
		displayOptions: { show: { elementKind: ['multiImage'] } },
	},
	{
		...video('Video', 'MP4 or MOV at a public address: 3 to 8 seconds, 1080p, 16:9 or 9:16, at most 200 MB'),
		required: true,
		displayOptions: { show: { elementKind: ['videoCharacter'] } },
	},
	{ ...voiceLocator('searchVoices'), description: 'How it speaks; for people and human-like figures only. Leave empty for none.' },
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'multiOptions',
		options: Object.entries(elementTags).map(([value, name]) => ({ name, value })),
		default: [],
		description: 'Under which headings the element stands in the library',
	},
	...completionChoice,
	elementOptions,
];

/** Adds an element to the account's library and waits until it can be used (contract §13, R69). */
export const operation: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an element',
	description: 'Make a person, thing or scene from pictures or a clip, to be used in videos and images',
	fields: () => fields,
	makes: [{ product: 'element', name: 'Element', description: 'A new entry of the element library' }],
	async execute() {
		return await runJobs(
			this,
			whereOffered((context, itemIndex, { dialect }, options) => {
				const read = readElementJob(context, itemIndex, options);
				return read.problems ? read : { job: read.values, problems: checkElementRules(read.values, dialect) };
			}),
		);
	},
};
