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
	/** Sets a job's cost aside right before its create. @returns how to give it back @throws OverBudget */
	reserve: (cost: Cost | undefined) => () => void;
}

/** @param most the person's Max Cost per Run in units; no limit if absent */
export function createBudget(most = Infinity): Budget {
	let spent = 0;
	return {
		reserve: (cost) => {
			const units = cost?.units ?? (most === Infinity ? 0 : undefined);
			if (units === undefined || spent + units > most + 1e-9) throw new OverBudget(most, spent, units);
			spent += units;
			return () => {
				spent -= units;
			};
		},
	};
}
