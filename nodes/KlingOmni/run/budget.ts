import type { Cost } from '../../kling/pricing';

/** Thrown instead of a create that the person's Max Cost per Run does not cover. */
export class OverBudget extends Error {
	constructor(
		/** Units. */
		readonly most: number,
		readonly spent: number,
		/** Absent where the price is not known beforehand. */
		readonly wanted?: number,
	) {
		super('over budget');
	}
}

/** What a run may spend, in units of credit; found tasks cost nothing. */
export interface Budget {
	/** Sets an item's cost aside right before its create. @returns how to give it back @throws OverBudget */
	reserve: (itemIndex: number, cost: Cost | undefined) => () => void;
	/** What an earlier try of the run has spent for an item. */
	count: (itemIndex: number, cost: Cost | undefined) => void;
}

/** @param most the person's Max Cost per Run in units; no limit if absent */
export function createBudget(most = Infinity): Budget {
	const shares = new Map<number, number>();
	return {
		reserve: (itemIndex, cost) => {
			shares.delete(itemIndex);
			const spent = [...shares.values()].reduce((sum, units) => sum + units, 0);
			const units = cost?.units ?? (most === Infinity ? 0 : undefined);
			if (units === undefined || spent + units > most + 1e-9) throw new OverBudget(most, spent, units);
			shares.set(itemIndex, units);
			return () => shares.delete(itemIndex);
		},
		count: (itemIndex, cost) => shares.set(itemIndex, cost?.units ?? 0),
	};
}
