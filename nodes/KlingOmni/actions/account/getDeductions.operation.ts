import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { readDeductions, type Deduction, type DeductionQuery } from '../../../kling/account';
import { dialectWhere } from '../../../kling/dialects';
import { stopped } from '../../../kling/errors';
import { flagOn, oneOf, someOf, texts } from '../../../kling/values';
import { simplify } from '../../fields/completion';
import { limitFields, limitParameters, mostOf } from '../../fields/limit';
import { dateFilter, filters, filter, periodOf } from '../../filters';
import { readItem } from '../../parameters';
import { runItems } from '../../run/runItems';
import { filled, iso } from '../../toItem';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Paid With',
		name: 'paidWith',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Balance', value: 'balance', description: 'Money of the account' },
			{ name: 'Units', value: 'package', description: 'Units of resource packs' },
		],
		default: 'package',
	},
	{
		displayName: 'Packs',
		name: 'packFilter',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'By ID', value: 'package_id' },
			{ name: 'By Name', value: 'package_name' },
		],
		default: 'all',
		displayOptions: { show: { paidWith: ['package'] } },
	},
	{
		displayName: 'Pack IDs or Names',
		name: 'packs',
		type: 'string',
		required: true,
		default: '',
		description: 'One or more, separated by commas, as Get Resource Packs gives them',
		displayOptions: { show: { paidWith: ['package'] }, hide: { packFilter: ['all'] } },
	},
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'After',
				name: 'after',
				type: 'dateTime',
				default: '',
				description: 'Begin of the period; thirty days ago if left out',
			},
			{
				displayName: 'API Key Names',
				name: 'keyNames',
				type: 'string',
				default: '',
				description: 'One or more names from the API Keys page, separated by commas',
			},
			{ displayName: 'Before', name: 'before', type: 'dateTime', default: '', description: 'End of the period; now if left out' },
			{
				displayName: 'Products',
				name: 'products',
				type: 'multiOptions',
				options: [
					{ name: 'Image', value: 'image' },
					{ name: 'Try-On', value: 'try-on' },
					{ name: 'Video', value: 'video' },
				],
				default: [],
				displayOptions: { show: { '/paidWith': ['package'] } },
			},
		],
	},
	simplify,
];

const month = 30 * 24 * 3_600_000;

/** What was taken from the account, an item per deduction; needs an API key (R38). */
export const operation: Operation = {
	value: 'getDeductions',
	name: 'Get Deductions',
	action: 'Get deductions',
	description: 'List what each task took from the account; needs a credential with an API key',
	fields: () => fields,
	async execute() {
		return await runItems(
			this,
			async ({ service, itemIndex }) => {
				const read = readItem(this, itemIndex, parameters(this));
				const most = mostOf(read);
				const rows: Deduction[] = [];
				for await (const page of readDeductions(service.client, read.paidWith, queryOf(this, itemIndex, read))) {
					rows.push(...page);
					if (rows.length >= most) break;
				}
				return rows.slice(0, most).map((row) => ({
					json: read.simplify ? deductionFields(row) : (row as IDataObject),
					pairedItem: { item: itemIndex },
				}));
			},
			dialectWhere(({ apiKeyOnly }) => apiKeyOnly !== undefined),
		);
	},
};

const parameters = (context: IExecuteFunctions) =>
	z.object({
		paidWith: z._default(oneOf(['balance', 'package']), 'package'),
		packFilter: z._default(oneOf(['all', 'package_id', 'package_name']), 'all'),
		packs: z.optional(texts),
		...limitParameters,
		filters: filters({
			after: dateFilter(context),
			before: dateFilter(context),
			keyNames: filter(texts),
			products: filter(someOf(['image', 'try-on', 'video'])),
		}),
		simplify: flagOn,
	});

type Parameters = z.output<ReturnType<typeof parameters>>;

function queryOf(context: IExecuteFunctions, itemIndex: number, { packFilter, packs = [], filters: wanted }: Parameters): DeductionQuery {
	if (packFilter !== 'all' && packs.length === 0) {
		const scene = { node: context.getNode(), itemIndex };
		throw stopped(scene, 'Pack IDs or Names is empty', 'Give at least one, or set Packs to All.');
	}
	const given = [
		{ key: 'api_key_name' as const, values: wanted.keyNames ?? [] },
		{ key: 'product_type' as const, values: wanted.products ?? [] },
		...(packFilter === 'all' ? [] : [{ key: packFilter, values: packs }]),
	];
	return { ...periodOf(context, itemIndex, wanted, month), filters: given.filter(({ values }) => values.length > 0) };
}

/** A row in the node's words, whichever of the two lists it is from. */
export const deductionFields = (row: Deduction): IDataObject =>
	filled({
		taskId: row.task_id,
		deductedAt: iso(row.deduction_time === undefined ? undefined : Number(row.deduction_time)),
		...(row.currency === undefined ? { units: row.deduction_amount } : { amount: row.deduction_amount, currency: row.currency }),
		model: row.model_name,
		product: row.product_function,
		productType: row.product_type,
		resolution: row.resolution,
		durationSeconds: row.duration === undefined ? undefined : Number(row.duration),
		sound: row.video_sound,
		videoInput: row.refer_video_input,
		voiceControl: row.voice_control,
		packId: row.package_id,
		unitsBefore: row.unit_before_deduction,
		unitsAfter: row.unit_after_deduction,
		cashType: row.cash_type,
		listPrice: row.list_price,
		balanceBefore: row.balance_before_deduction,
		balanceAfter: row.balance_after_deduction,
		apiKeyName: row.api_key_name,
	} as IDataObject);
