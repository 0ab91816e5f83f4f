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
	/** Sets an item's cost aside before its create, what is paid for it included; again where it has changed. @returns how to give it back @throws OverBudget */
	reserve: (itemIndex: number, cost: Cost | undefined) => () => void;
	/** What was made first for an item is spent, in units, whatever becomes of the rest. */
	paid: (itemIndex: number, units: number) => void;
	/** What an earlier try of the run has spent for an item. */
	count: (itemIndex: number, cost: Cost | undefined) => void;
}

/** @param most the person's Max Cost per Run in units; no limit if absent */
export function createBudget(most = Infinity): Budget {
	const shares = new Map<number, number>();
	const gone = new Map<number, number>();
	const overBudget = (spent: number, units?: number, ownGone = 0) =>
		new OverBudget(most, spent + ownGone, units === undefined ? undefined : units - ownGone);
	const shareOf = (itemIndex: number) => Math.max(shares.get(itemIndex) ?? 0, gone.get(itemIndex) ?? 0);
	return {
		reserve: (itemIndex, cost) => {
			shares.delete(itemIndex);
			const others = [...new Set([...shares.keys(), ...gone.keys()])].filter((index) => index !== itemIndex);
			const spent = others.reduce((sum, index) => sum + shareOf(index), 0);
			const units = cost?.units ?? (most === Infinity ? 0 : undefined);
			if (units === undefined || spent + units > most + 1e-9) throw overBudget(spent, units, gone.get(itemIndex));
			shares.set(itemIndex, units);
			return () => shares.delete(itemIndex);
		},
		paid: (itemIndex, units) => gone.set(itemIndex, units),
		count: (itemIndex, cost) => shares.set(itemIndex, cost?.units ?? 0),
	};
}
