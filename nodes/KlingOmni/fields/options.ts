import type { INodeProperties } from 'n8n-workflow';
import { videoOperations } from '../../kling/models';
import { usdPerImageUnit, usdPerVideoUnit } from '../../kling/pricing';
import { defined } from '../../kling/values';
import { sharedFields } from '../sharedFields';
import { whereChosen } from './choices';
import { calling, simplify, timeLimit } from './completion';
import { practice } from './practice';
import { rooted } from './rooted';
import { servicesWhere } from './service';

/** The Options of operations that create something at Kling. */

/** The services that take ids of one's own, by which a task is found again. */
export const withOwnIds = servicesWhere(({ findByExternalId }) => findByExternalId !== undefined);

const common: INodeProperties[] = [
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/kling',
		description: 'Address that Kling tells about every change of the task',
		displayOptions: { show: { '/service': calling }, hide: { '/completion': ['callback'] } },
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to only check the job and show the request and its price; nothing is sent',
	},
	{
		displayName: 'Idempotency',
		name: 'idempotency',
		type: 'options',
		options: [
			{ name: 'Own Key', value: 'ownKey', description: 'One video per key that you give, whenever and wherever it runs again' },
			{
				name: 'Per Execution',
				value: 'perExecution',
				description: 'A retry within this execution finds the first video; a new execution makes and pays a new one',
			},
			{
				name: 'Same Input, Same Video',
				value: 'sameInput',
				description: 'Whenever this node gets the same job again, it finds the first video and pays nothing',
			},
		],
		default: 'perExecution',
		displayOptions: { show: { '/service': withOwnIds } },
		description:
			'When a video counts as the same, so that it is found instead of paid again. After a change of this or of the key, what was made before is not found any more.',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.rowId }}',
		description: 'An ID of your own that this video has to itself in the whole Kling account, such as plan-7 for row 7 of a content plan',
		displayOptions: { show: { idempotency: ['ownKey'] } },
	},
	{
		displayName: 'Max Concurrent Tasks',
		name: 'maxConcurrentTasks',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 5,
		description: 'How many tasks of this node may run at Kling at the same time',
	},
	{
		displayName: 'On Existing',
		name: 'onExisting',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse', description: 'Stop with an error that names its task' },
			{ name: 'Return', value: 'return', description: 'Give out what is there' },
		],
		default: 'return',
		description: 'What to do when the video is there already; it is never paid twice',
		displayOptions: { show: { '/service': withOwnIds } },
	},
	practice,
	{
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		default: '',
		placeholder: 'e.g. row-42',
		description:
			'An ID of your own that comes back with the finished video, also from the triggers. You may change it: the same video is found. But once both Tag and Reference are taken away, videos ordered with them are not found and are paid again.',
	},
	simplify,
	{
		displayName: 'Skip Media Checks',
		name: 'skipMediaChecks',
		type: 'boolean',
		default: false,
		description:
			'Whether to send pictures, videos and recordings without opening them first. Format, size in bytes and pixels, and length are not checked then, and a price that follows the length of a video is not known before.',
	},
	{
		displayName: 'Tag',
		name: 'tag',
		type: 'string',
		default: '',
		placeholder: 'e.g. campaign-7',
		description:
			'A word that the triggers can filter by. You may change it: the same video is found. But once both Tag and Reference are taken away, videos ordered with them are not found and are paid again.',
	},
	timeLimit,
];

/** The ceiling of a run, and a person's own prices, in the units that the product is paid with. */
const money = (unit: 'video' | 'image', usd: number): INodeProperties[] => [
	{
		displayName: 'Max Cost per Run (Units)',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 50,
		description: `Stop before a task that would bring this run above this many units; one ${unit} unit is about US$ ${usd}`,
	},
	{
		displayName: 'Price per Unit (US$)',
		name: 'usdPerUnit',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: usd,
		description: `What you pay for a unit of your ${unit} pack; used for the cost in the output. Kling’s list of September 2026 says ${usd}.`,
	},
];

/** For models whose price is not known here, or has changed. */
const unitsEach = (what: 'Second' | 'Image', usual: number): INodeProperties => ({
	displayName: `Units per ${what}`,
	name: 'unitsEach',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 4 },
	default: usual,
	description: `Units that the model takes per ${what.toLowerCase()}, where Kling’s price list of September 2026 does not fit; used for the expected cost and for Max Cost per Run`,
});

export const watermark: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermark',
	type: 'boolean',
	default: false,
	description: 'Whether to also return a version with Kling’s watermark',
};

export const imageItems: INodeProperties = {
	displayName: 'Put Images In',
	name: 'imageItems',
	type: 'options',
	options: [
		{ name: 'One Item', value: 'one', description: 'All links in imageUrls, all files in image1, image2 …' },
		{ name: 'One Item per Image', value: 'each', description: 'Each with its link in imageUrl and its file in data' },
	],
	default: 'one',
	description: 'How the images of one task are given out',
};

/** CFG Scale stands among the options, because what Kling takes without it is not known. */
const cfgScaleField: INodeProperties = {
	displayName: 'CFG Scale',
	name: 'cfgScale',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
	default: 0.5,
	description: 'How closely the video follows the prompt: 0 is freest, 1 is closest',
};

/** Offered alike by all operations that have it, so that all have the same options. */
const cfgScale = inCollection(
	sharedFields(
		videoOperations.map((operation) => ({
			resource: 'video',
			operation,
			fields: whereChosen(operation, 'cfgScale', ['dialect', 'model'], cfgScaleField),
		})),
	),
);

function inCollection(fields: INodeProperties[]): INodeProperties[] {
	return fields.map(({ displayOptions: { show, hide } = {}, ...field }) => ({
		...field,
		displayOptions: defined({ show: show && rooted(show), hide: hide && rooted(hide) }),
	}));
}

const collection = (fields: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [...common, ...fields].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
});

/** R100: for tests, and only where a person asks for it. */
const temporaryUpload: INodeProperties = {
	displayName: 'Temporary Upload',
	name: 'temporaryUpload',
	type: 'boolean',
	default: false,
	description:
		'Whether files from binary fields are put into Alibaba Cloud’s storage, instead of leaving as a link to this n8n. For tests: they stay there for 48 hours, and nobody can delete them before.',
	displayOptions: { show: { '/service': servicesWhere(({ uploadForm }) => uploadForm !== undefined) } },
};

export const videoOptions = collection([
	...money('video', usdPerVideoUnit),
	unitsEach('Second', 0.8),
	watermark,
	temporaryUpload,
	...cfgScale,
]);

export const imageOptions = collection([...money('image', usdPerImageUnit), unitsEach('Image', 8), watermark, imageItems]);

/** @param unit which units the product is paid with */
export const studioOptions = (unit: 'video' | 'image', others: INodeProperties[] = []) =>
	collection([...money(unit, unit === 'image' ? usdPerImageUnit : usdPerVideoUnit), ...others]);

/** Of a call that answers at once: there is no task to wait for, to look up, or to hear of. */
export const atOnceOptions: INodeProperties = {
	...collection([]),
	options: [
		...common.filter(({ name }) => ['dryRun', 'maxConcurrentTasks', 'practice', 'simplify'].includes(name)),
		...money('video', usdPerVideoUnit),
	].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
};

export const elementOptions = collection([]);

export const voiceOptions = collection(money('video', usdPerVideoUnit));
