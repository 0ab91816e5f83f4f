import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readDeductions, type Deduction, type DeductionQuery, type PaidWith } from '../../../kling/account';
import { dialectWhere } from '../../../kling/dialects';
import { simplify } from '../../fields/completion';
import { limitFields, readLimit } from '../../fields/limit';
import { readPeriod } from '../../readPeriod';
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
			{ displayName: 'After', name: 'after', type: 'dateTime', default: '', description: 'Thirty days ago if left out' },
			{
				displayName: 'API Key Names',
				name: 'keyNames',
				type: 'string',
				default: '',
				description: 'One or more names from the API Keys page, separated by commas',
			},
			{ displayName: 'Before', name: 'before', type: 'dateTime', default: '', description: 'Now if left out' },
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
export const getDeductions: Operation = {
	value: 'getDeductions',
	name: 'Get Deductions',
	action: 'Get deductions',
	description: 'List what each task took from the account; needs a credential with an API key',
	fields: () => fields,
	async execute() {
		return await runItems(
			this,
			async ({ service, itemIndex }) => {
				const paidWith = this.getNodeParameter('paidWith', itemIndex) as PaidWith;
				const most = readLimit(this, itemIndex);
				const rows: Deduction[] = [];
				for await (const page of readDeductions(service.client, paidWith, readQuery(this, itemIndex))) {
					rows.push(...page);
					if (rows.length >= most) break;
				}
				const isSimple = this.getNodeParameter('simplify', itemIndex, true) as boolean;
				return rows.slice(0, most).map((row) => ({
					json: isSimple ? simplified(row) : (row as IDataObject),
					pairedItem: { item: itemIndex },
				}));
			},
			dialectWhere(({ apiKeyOnly }) => apiKeyOnly === true),
		);
	},
};

function readQuery(context: IExecuteFunctions, itemIndex: number): DeductionQuery {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
	const packFilter = read('packFilter') as '' | 'all' | 'package_id' | 'package_name';
	const filters = [
		{ key: 'api_key_name' as const, values: listOf(read('filters.keyNames')) },
		{ key: 'product_type' as const, values: listOf(read('filters.products')) },
		...(packFilter && packFilter !== 'all' ? [{ key: packFilter, values: listOf(read('packs')) }] : []),
	];
	return { ...readPeriod(context, itemIndex, month), filters: filters.filter(({ values }) => values.length > 0) };
}

const listOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : String(value ?? '').split(',')).map((entry) => String(entry).trim()).filter(Boolean);

/** A row in the node's words, whichever of the two lists it is from. */
const simplified = (row: Deduction): IDataObject =>
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
