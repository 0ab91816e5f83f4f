import { bottom, captain, modelStudio, picture, top, type Panel } from './panel';

const ofImages = (model: string, parameters: Record<string, unknown>) => ({
	resource: 'image',
	operation: 'generate',
	model,
	...parameters,
});

const omniPrice = 'Price of an image: US$ 0.028, US$ 0.056 in 4K';

export const otherPanels: Panel[] = [
	{
		picture: 'images',
		parameters: ofImages('kling-v3-omni', {
			prompt: 'A paper boat on a calm harbour at dusk, watercolour',
			resolution: '4k',
		}),
		shows: `${top} · Prompt · Made From · Model · Result · Number of Images · Resolution · Aspect Ratio · ${bottom}`,
		says: [omniPrice],
	},
	{
		picture: 'images-from-references',
		parameters: ofImages('kling-v3-omni', {
			imageInput: 'references',
			images: { image: [picture('harbour')] },
			elements: { element: [{ element: captain }] },
			prompt: 'Four pages of a picture book: @element1 sails out of @image1',
			resultType: 'series',
		}),
		shows: `${top} · Prompt · Made From · Images (Source, URL) · Elements (Element) · Model · Result · Images in the Series · Resolution · Aspect Ratio · Lists From Expressions · ${bottom}`,
		says: [omniPrice],
	},
	{
		picture: 'images-2-1',
		parameters: ofImages('kling-v2-1', {
			imageInput: 'references',
			images: { image: [picture('captain')] },
			pictureUse: 'subject',
			prompt: 'The captain as a bronze statue',
		}),
		shows: `${top} · Prompt · Made From · Images (Source, URL) · Use of the Picture · Picture Fidelity · Face Fidelity · Model · Number of Images · Resolution · Aspect Ratio · Lists From Expressions · ${bottom}`,
		says: ['Price of an image: US$ 0.014, US$ 0.028 with a reference picture'],
		offers: { resolution: ['1K', '2K'] },
	},
	{
		picture: 'element-create',
		parameters: {
			resource: 'element',
			operation: 'create',
			name: 'Captain Ada',
			description: 'An old captain in a yellow coat',
			images: { image: [picture('captain', { role: 'frontal' }), picture('captain-side', { role: 'other' })] },
			tags: ['o_102'],
		},
		shows: `${top} · Name · Description · Made From · Images (Role, Source, URL, Role, Source, URL) · Voice · Tags · How to Wait · Options`,
	},
	{
		picture: 'element-create-from-video',
		parameters: { resource: 'element', operation: 'create', elementKind: 'videoCharacter', name: 'Dancer', description: 'A dancer in red' },
		shows: `${top} · Name · Description · Made From · Video · Voice · Tags · How to Wait · Options`,
	},
	{ picture: 'element-get', parameters: { resource: 'element', operation: 'get', element: captain }, shows: `${top} · Element` },
	{
		picture: 'element-get-many',
		parameters: { resource: 'element', operation: 'getMany' },
		shows: `${top} · From · Return All · Limit`,
	},
	{
		picture: 'element-delete',
		parameters: { resource: 'element', operation: 'delete', element: captain },
		shows: `${top} · Element`,
	},
	{
		picture: 'voice-create',
		parameters: { resource: 'voice', operation: 'create', name: 'Nora' },
		shows: `${top} · Name · Made From · Recording URL · How to Wait · Options`,
	},
	{ picture: 'voice-get', parameters: { resource: 'voice', operation: 'get' }, shows: `${top} · Voice` },
	{
		picture: 'voice-get-many',
		parameters: { resource: 'voice', operation: 'getMany' },
		shows: `${top} · From · Return All · Limit`,
	},
	{ picture: 'voice-delete', parameters: { resource: 'voice', operation: 'delete' }, shows: `${top} · Voice` },
	{
		picture: 'task-get',
		parameters: { resource: 'task', operation: 'get' },
		shows: `Resource · Operation · Task Type · Task IDs · Simplify · Options · API Version`,
	},
	{
		picture: 'task-get-many',
		parameters: { resource: 'task', operation: 'getMany' },
		shows: `Resource · Operation · Task Type · Return All · Limit · Filters · Simplify · Options · API Version`,
	},
	{
		picture: 'task-wait',
		parameters: { resource: 'task', operation: 'wait' },
		shows: `Resource · Operation · Task Type · Task IDs · How to Wait · Time Limit (Minutes) · Download · Simplify · Options · API Version`,
	},
	{
		picture: 'task-download',
		parameters: { resource: 'task', operation: 'download' },
		shows: `Resource · Operation · Task Type · Task IDs · Simplify · Options · API Version`,
	},
	{
		picture: 'task-cancel',
		parameters: { ...modelStudio, resource: 'task', operation: 'cancel' },
		shows: `${top} · Task IDs · Simplify`,
	},
	{ picture: 'account-packs', parameters: { resource: 'account', operation: 'getResourcePacks' }, shows: `${top} · Filters` },
	{
		picture: 'account-deductions',
		parameters: { resource: 'account', operation: 'getDeductions' },
		shows: `${top} · Paid With · Packs · Return All · Limit · Filters · Simplify`,
	},
	{
		picture: 'trigger',
		node: 'klingOmniTrigger',
		parameters: { options: { tag: 'spring' } },
		shows: 'Poll Times (Mode) · API Version · Watch · Status · Download · Options (Tag)',
	},
	{
		picture: 'trigger-model-studio',
		node: 'klingOmniTrigger',
		parameters: modelStudio,
		shows: `Poll Times (Mode) · Watch · Status · Download · Options`,
	},
	{
		picture: 'callback-trigger',
		node: 'klingOmniCallbackTrigger',
		parameters: {},
		shows: `Start On · Status · Options`,
		says: [
			'Paste the Production URL into Options → Callback URL of the Kling Omni node. Kling has to reach it from the internet, by HTTPS.',
		],
	},
];
