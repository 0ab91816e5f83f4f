import type { IExecuteFunctions } from 'n8n-workflow';
import { stopped } from '../../kling/errors';

/**
 * What all items of a run say of something that holds for the run as a whole.
 *
 * @param field its name in the panel
 * @returns nothing if there are no items
 * @throws NodeOperationError if they say different things
 */
export function oneForAll<T>(context: IExecuteFunctions, field: string, items: Array<{ itemIndex: number; value: T }>): T | undefined {
	const [first] = items;
	const other = items.find(({ value }) => value !== first?.value);
	if (!first || !other) return first?.value;
	const said = ({ value, itemIndex }: typeof first) => `${value === undefined ? 'not set' : String(value)} for item ${itemIndex + 1}`;
	throw stopped(
		{ node: context.getNode(), itemIndex: other.itemIndex },
		`${field} holds for the whole run, but is ${said(first)} and ${said(other)}`,
		`Give all items the same ${field}, or let them pass one by one with a Loop Over Items node. Nothing was sent to Kling.`,
	);
}
