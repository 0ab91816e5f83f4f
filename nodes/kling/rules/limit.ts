/** What narrows a choice: the shape that the rules of every kind of job share. */

/** One of the contract's rules, as the values that it leaves a field in some situations. */
export interface LimitIn<Situation, Value> {
	/** The contract's rule, or its section where no rule has a number; some subjects have a rule of their own on each API. */
	id: string | ((situation: Situation) => string);
	/**
	 * - `error`: another value is refused before anything is sent; the default
	 * - `warning`: another value is sent, with a hint
	 * - `adjust`: the field is decided by the others; another value is replaced or left out silently
	 */
	severity?: 'error' | 'warning' | 'adjust';
	/** Always, if absent. */
	when?: (situation: Situation) => boolean;
	/** Nothing is left where the field does not apply. */
	allow: readonly Value[] | ((situation: Situation) => readonly Value[]);
	/** The reason in a person's words; a clause that follows "but". */
	why: string | ((situation: Situation) => string);
}

/** A limit that applies, worked out for a situation. */
interface Ruling<Value> {
	id: string;
	severity: 'error' | 'warning' | 'adjust';
	left: readonly Value[];
	why: string;
}

/** Per field: every value there is, and what narrows them. */
interface ChoiceTable<Choices, Situation> {
	everything: { [C in keyof Choices]: ReadonlyArray<Choices[C]> };
	limits: { [C in keyof Choices]: ReadonlyArray<LimitIn<Situation, Choices[C]>> };
}

export interface Chooser<Choices, Situation> {
	/** The limits on a field that apply in a situation, with the values that each leaves, in the table's order. */
	limitsOn: <C extends keyof Choices>(field: C, situation: Situation) => Array<Ruling<Choices[C]>>;
	/**
	 * The values of a field that a situation leaves.
	 *
	 * @returns an empty list where the field does not apply
	 */
	allowed: <C extends keyof Choices>(field: C, situation: Situation) => Array<Choices[C]>;
}

/** A value, or what a function of the situation says. */
const given = <Situation, Value extends string | readonly unknown[]>(
	value: Value | ((situation: Situation) => Value),
	situation: Situation,
): Value => (typeof value === 'function' ? value(situation) : value);

/** Answers what may be chosen; panels and checks ask the same table. */
export function chooser<Choices, Situation>({ everything, limits }: ChoiceTable<Choices, Situation>): Chooser<Choices, Situation> {
	const limitsOn = <C extends keyof Choices>(field: C, situation: Situation): Array<Ruling<Choices[C]>> =>
		limits[field]
			.filter(({ when }) => when?.(situation) ?? true)
			.map(({ id, severity = 'error', allow, why }) => ({
				id: given(id, situation),
				severity,
				left: given(allow, situation),
				why: given(why, situation),
			}));
	// asked thousands of times while the panels are built, so no reasons are worked out
	const allowed = <C extends keyof Choices>(field: C, situation: Situation): Array<Choices[C]> => {
		const all: ReadonlyArray<Choices[C]> = everything[field];
		const rules: ReadonlyArray<LimitIn<Situation, Choices[C]>> = limits[field];
		return rules
			.filter(({ severity, when }) => severity !== 'warning' && (!when || when(situation)))
			.map(({ allow }) => given(allow, situation))
			.reduce<Array<Choices[C]>>((left, values) => left.filter((value) => values.includes(value)), [...all]);
	};
	return { limitsOn, allowed };
}

/**
 * The value of a field that other fields decide (rules of severity `adjust`).
 *
 * @returns the value itself where nothing decides it, `undefined` where the field does not apply
 */
export function decided<Value>(rulings: Array<Ruling<Value>>, value: Value): Value | undefined {
	const ruling = rulings.find(({ severity, left }) => severity === 'adjust' && !left.includes(value));
	return ruling ? ruling.left[0] : value;
}
