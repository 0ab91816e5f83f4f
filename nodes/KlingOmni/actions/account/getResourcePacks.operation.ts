import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { readPacks, type Pack } from '../../../kling/account';
import { text } from '../../../kling/values';
import { dateFilter, filter, filters, periodOf } from '../../filters';
import { readItem } from '../../parameters';
import { runItems } from '../../run/runItems';
import { filled, iso } from '../../toItem';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{ displayName: 'After', name: 'after', type: 'dateTime', default: '', description: 'Begin of the period; a year ago if left out' },
			{ displayName: 'Before', name: 'before', type: 'dateTime', default: '', description: 'End of the period; now if left out' },
			{
				displayName: 'Pack Name',
				name: 'packName',
				type: 'string',
				default: '',
				description: 'The exact name of one pack',
			},
		],
	},
];

const parameters = (context: IExecuteFunctions) =>
	z.object({ filters: filters({ after: dateFilter(context), before: dateFilter(context), packName: filter(text) }) });

const year = 365 * 24 * 3_600_000;

/** The account's packs with what is left in each, an item per pack; Kling's figures may be twelve hours old. */
export const operation: Operation = {
	value: 'getResourcePacks',
	name: 'Get Resource Packs',
	action: 'Get resource packs',
	description: 'List the packs of the account and the units that are left in each',
	fields: () => fields,
	async execute() {
		return await runItems(this, async ({ service, itemIndex }) => {
			const { filters: wanted } = readItem(this, itemIndex, parameters(this));
			const period = periodOf(this, itemIndex, wanted, year);
			const packs = await readPacks(service.client, period, wanted.packName, this.getExecutionCancelSignal());
			return packs.map((pack) => ({ json: packFields(pack), pairedItem: { item: itemIndex } }));
		});
	},
};

export const packFields = (pack: Pack): IDataObject =>
	filled({
		packName: pack.name,
		packId: pack.id,
		type: pack.type,
		status: pack.status,
		totalUnits: pack.totalUnits,
		remainingUnits: pack.remainingUnits,
		purchasedAt: iso(pack.purchasedAt),
		effectiveAt: iso(pack.effectiveAt),
		expiresAt: iso(pack.expiresAt),
	});
