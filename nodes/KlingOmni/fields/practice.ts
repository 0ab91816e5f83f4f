import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Trying a workflow out without a credential and without paying. */

export const practice: INodeProperties = {
	displayName: 'Practice',
	name: 'practice',
	type: 'boolean',
	default: false,
	description:
		'Whether to try the workflow out: it runs as usual and gives out a sample within seconds, but nothing is sent to Kling, nothing is paid, and no credential is needed',
};

/** The Options of operations that have no others. */
export const practiceOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [practice],
};

/**
 * Credentials that may be left out for practice. They stay in sight, because n8n forgets a chosen one that it does not
 * show. It takes the first entry of a name when it runs.
 */
export const optionalForPractice = (credentials: INodeCredentialDescription[]): INodeCredentialDescription[] => [
	...credentials.map(({ displayOptions, ...one }) => ({ ...one, displayOptions: { ...displayOptions, hide: practising } })),
	...credentials.map(({ displayOptions, ...one }) => ({
		...one,
		required: false,
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...practising } },
	})),
];

const practising = { 'options.practice': [true] };
