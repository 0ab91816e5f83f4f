import type { INodeProperties } from 'n8n-workflow';
import { simplify } from '../KlingOmni/fields/completion';
import { externalIdPrefix, status, tag } from '../KlingOmniTrigger/shared/fields';
import { practice } from '../KlingOmniTrigger/shared/practice';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Paste the Production URL into Options → Callback URL of the Kling Omni node. Kling has to reach it from the internet, by HTTPS.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Start On',
		name: 'startOn',
		type: 'options',
		options: [
			{ name: 'Every Change', value: 'everyChange', description: 'Also when a task is accepted and when it begins' },
			{ name: 'Final State', value: 'finalState', description: 'Once per task, when it has succeeded or failed' },
		],
		default: 'finalState',
		description: 'Which of Kling’s calls start the workflow; the others are answered and forgotten',
	},
	{ ...status, displayOptions: { show: { startOn: ['finalState'] } } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			externalIdPrefix,
			practice,
			{
				displayName: 'Require Signature',
				name: 'requireSignature',
				type: 'boolean',
				default: false,
				description:
					'Whether to refuse calls that are not signed with the Webhook Secret of the credential. Without this, unsigned calls are checked by reading the task at Kling.',
			},
			simplify,
			tag,
		],
	},
];
