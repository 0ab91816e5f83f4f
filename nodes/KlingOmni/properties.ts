import type { INodeProperties } from 'n8n-workflow';
import * as account from './actions/account';
import * as element from './actions/element';
import * as image from './actions/image';
import * as task from './actions/task';
import * as video from './actions/video';
import * as voice from './actions/voice';
import { serviceOfOperation } from './fields/service';

/** Model Studio sells videos only. */
const onKling = { show: { service: ['kling'] } };

/** The whole panel. It is plain data, which the build works out once, so that n8n need not do it at every start. */
export const properties: INodeProperties[] = [
	...serviceOfOperation,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Account', value: 'account', displayOptions: onKling },
			{ name: 'Element', value: 'element', displayOptions: onKling },
			{ name: 'Image', value: 'image', displayOptions: onKling },
			{ name: 'Task', value: 'task' },
			{ name: 'Video', value: 'video' },
			{ name: 'Voice', value: 'voice', displayOptions: onKling },
		],
		default: 'video',
	},
	...video.description(),
	...image.description(),
	...element.description(),
	...voice.description(),
	...task.description(),
	...account.description(),
];
