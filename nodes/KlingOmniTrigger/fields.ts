import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { taskKinds } from '../KlingOmni/actions';
import { download, simplify } from '../KlingOmni/fields/completion';
import { service } from '../KlingOmni/fields/service';
import { externalIdPrefix, status, tag } from './shared/fields';

/**
 * What each service's lists can tell apart. The value of all videos is the same everywhere, so that a change of the
 * service keeps the choice.
 */
const watch = (show: IDisplayOptions['show'], options: INodePropertyOptions[], description: string): INodeProperties => ({
	displayName: 'Watch',
	name: 'watch',
	type: 'multiOptions',
	options,
	default: ['omniVideo'],
	description,
	displayOptions: { show },
});

const watchClassic = watch(
	{ service: ['kling'], apiVersion: ['classic'] },
	taskKinds.filter(({ canBeWatched }) => canBeWatched).map(({ product: value, name, description }) => ({ name, value, description })),
	'Kinds of tasks; each is a list of its own, which takes a request at every poll',
);

const watchCurrent = watch(
	{ service: ['kling'], apiVersion: ['current'] },
	[
		{ name: 'Image', value: 'image' },
		{ name: 'Video', value: 'omniVideo' },
	],
	'Kinds of results. This API does not tell which model a task used, or what a video was made from.',
);

const watchModelStudio = watch(
	{ service: ['modelStudio'] },
	[
		{ name: 'Omni Video', value: 'omniVideo' },
		{ name: 'Text or Image to Video', value: 'textToVideo' },
	],
	'Kinds of tasks, by the model that they used',
);

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		// Model Studio has no ids of one's own
		{ ...externalIdPrefix, displayOptions: { show: { '/service': ['kling'] } } },
		simplify,
		{ ...tag, displayOptions: { show: { '/service': ['kling'] } } },
	],
};

export const properties: INodeProperties[] = [...service, watchClassic, watchCurrent, watchModelStudio, status, download, options];
