import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { readPacks } from '../../../kling/account';
import { forOperation } from '../../fields/forOperation';
import { readPeriod } from '../../readPeriod';
import { runItems } from '../../run/runItems';
import { filled, iso } from '../../toItem';

const fields: INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{ displayName: 'After', name: 'after', type: 'dateTime', default: '', description: 'A year ago if left out' },
			{ displayName: 'Before', name: 'before', type: 'dateTime', default: '', description: 'Now if left out' },
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

export const description = () => forOperation('account', 'getResourcePacks', fields);

const year = 365 * 24 * 3_600_000;

/** The account's packs with what is left in each, an item per pack; Kling's figures may be twelve hours old. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await runItems(this, async ({ service, itemIndex }) => {
		const period = readPeriod(this, itemIndex, year);
		const name = String(this.getNodeParameter('filters.packName', itemIndex, '')).trim();
		const packs = await readPacks(service.client, period, name || undefined, this.getExecutionCancelSignal());
		return packs.map((pack) => ({
			json: filled({
				packName: pack.name,
				packId: pack.id,
				type: pack.type,
				status: pack.status,
				totalUnits: pack.totalUnits,
				remainingUnits: pack.remainingUnits,
				purchasedAt: iso(pack.purchasedAt),
				effectiveAt: iso(pack.effectiveAt),
				expiresAt: iso(pack.expiresAt),
			}),
			pairedItem: { item: itemIndex },
		}));
	});
}
