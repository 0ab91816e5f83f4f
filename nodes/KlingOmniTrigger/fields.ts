import type { INodeProperties } from 'n8n-workflow';
import { taskKinds } from '../KlingOmni/actions';
import { download, simplify } from '../KlingOmni/fields/completion';
import { withOwnIds } from '../KlingOmni/fields/options';
import { placesOf, service } from '../KlingOmni/fields/service';
import { dialects } from '../kling/dialects';
import { defined } from '../kling/values';
import { externalIdPrefix, status, tag } from './shared/fields';
import { practice } from './shared/practice';

const watchable = taskKinds.filter(({ canBeWatched }) => canBeWatched);

/**
 * What each service's lists can tell apart. The value of all videos is the same everywhere, so
 * that a change of the service keeps the choice.
 */
const watch = dialects.flatMap(({ lists = watchable, listsHint, id }) =>
	placesOf((dialect) => dialect.id === id).map((show): INodeProperties => ({
		displayName: 'Watch',
		name: 'watch',
		type: 'multiOptions',
		options: lists.map(({ product, name, description }) => ({ name, value: product, ...defined({ description }) })),
		default: ['omniVideo'],
		description: listsHint,
		displayOptions: { show },
	})),
);

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{ ...externalIdPrefix, displayOptions: { show: { '/service': withOwnIds } } },
		practice,
		simplify,
		{ ...tag, displayOptions: { show: { '/service': withOwnIds } } },
	],
};

export const properties: INodeProperties[] = [...service, ...watch, status, { ...download, default: false }, options];
