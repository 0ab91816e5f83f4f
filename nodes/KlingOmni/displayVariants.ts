import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { placesOf } from './fields/service';

/**
 * Turns "what is offered where" into n8n's `displayOptions`.
 *
 * A field is described by a function of the situation that gives what it offers, or nothing. All situations of a panel
 * are walked, those of the same offer are joined into boxes (sets of values per selector), and each box becomes one
 * property of the same name: exactly one of them is displayed in any situation.
 */

/** Stands for any model id typed by hand. */
export const anyOther = 'other';

/** What the fields of a panel may depend on. A selector `dialect` or `model` is written in n8n's words for it. */
export interface Panel<Selection, Situation> {
	/** Every value that a selector can have anywhere. */
	domains: { [S in keyof Selection]: ReadonlyArray<Selection[S]> };
	/** What selectors that a field does not depend on are taken for; restricts nothing. */
	neutral: Selection;
	/** The values of a selector that the panel offers, given those above it. */
	reachable: <S extends keyof Selection>(selection: Selection, selector: S) => ReadonlyArray<Selection[S]>;
	situationOf: (selection: Selection) => Situation;
	/** How n8n's conditions call a value, where that is not the value itself. */
	written?: (selector: keyof Selection, value: unknown) => unknown;
}

/** Everything that a field's variants may differ in. */
export type Shape = Partial<INodeProperties>;

/**
 * All variants of a field.
 *
 * @param base what all variants share
 * @param by the selectors that the field depends on; they stand above it in the panel
 * @param offer what the field offers in a situation, in short (a list of values), or `undefined` where it is hidden
 * @param shape what an offer looks like in the panel
 */
export function displayVariants<Selection extends object, Situation, Offer>(
	panel: Panel<Selection, Situation>,
	base: INodeProperties,
	by: ReadonlyArray<keyof Selection & string>,
	offer: (situation: Situation) => Offer | undefined,
	shape: (offer: Offer) => Shape,
): INodeProperties[] {
	const boxes = selections(panel, by).flatMap((selection): Array<Box<Offer>> => {
		const offered = offer(panel.situationOf(selection));
		if (offered === undefined) return [];
		return [{ offered, key: JSON.stringify(offered), values: Object.fromEntries(by.map((selector) => [selector, [selection[selector]]])) }];
	});
	// in which order boxes are joined decides how many are left
	const ways = orders(by).map((order) =>
		joined(boxes, order).flatMap((box) =>
			conditions(panel, box.values).map((displayOptions) => ({
				...base,
				...shape(box.offered),
				...(Object.keys(displayOptions).length ? { displayOptions } : {}),
			})),
		),
	);
	return ways.reduce((fewest, way) => (way.length < fewest.length ? way : fewest));
}

/** Every order of few things; of many, each thing last once. */
function orders<T>(things: readonly T[]): T[][] {
	if (things.length < 2) return [[...things]];
	const endings = things.map((last) => ({ last, rest: things.filter((thing) => thing !== last) }));
	return endings.flatMap(({ last, rest }) =>
		things.length > 4
			? [
					[...rest, last],
					[...rest.reverse(), last],
				]
			: orders(rest).map((order) => [...order, last]),
	);
}

type Values = Record<string, readonly unknown[]>;

interface Box<Offer> {
	offered: Offer;
	/** The offer as text, to compare by. */
	key: string;
	values: Values;
}

/** Every reachable combination of the given selectors. */
function selections<Selection extends object>(
	{ neutral, reachable }: Panel<Selection, unknown>,
	by: ReadonlyArray<keyof Selection>,
): Selection[] {
	return by.reduce<Selection[]>(
		(found, selector) => found.flatMap((selection) => reachable(selection, selector).map((value) => ({ ...selection, [selector]: value }))),
		[neutral],
	);
}

/** Joins boxes of one offer that differ in one selector only, selector by selector. */
function joined<Offer>(boxes: Array<Box<Offer>>, by: readonly string[]): Array<Box<Offer>> {
	return by.reduce((current, selector) => {
		const others = by.filter((other) => other !== selector);
		const groups = new Map<string, Box<Offer>>();
		for (const box of current) {
			const key = `${box.key} ${others.map((other) => String(box.values[other])).join(' ')}`;
			const group = groups.get(key);
			if (group) group.values[selector] = [...(group.values[selector] ?? []), ...(box.values[selector] ?? [])];
			else groups.set(key, { ...box, values: { ...box.values } });
		}
		return [...groups.values()];
	}, boxes);
}

/**
 * A box as display conditions; more than one where n8n cannot say it at once.
 *
 * Selectors are written as `hide` conditions on the values outside the box. A selector that is hidden itself has only
 * one value left and meets none of them; nor does an expression, whose value is not known in the editor: for it the
 * least restricted variant is the one that shows.
 */
function conditions<Selection, Situation>(
	{ domains, written }: Panel<Selection, Situation>,
	{ dialect, model, ...others }: Values,
): IDisplayOptions[] {
	const outside = (selector: string, values: readonly unknown[]) =>
		domains[selector as keyof Selection].filter((value) => !values.includes(value as never));
	const hide = Object.entries(others).map(([selector, values]): Condition => [
		selector,
		outside(selector, values).map((value) => written?.(selector as keyof Selection, value) ?? value),
	]);
	const models = model && withoutOther(outside('model', model));
	// where the panel is not offered at all, it does not matter
	const known = (domains as Values).dialect ?? [];
	const ways = [true, false].map((elsewhere) =>
		placesOf(({ id }) => !dialect || dialect.includes(id) || (elsewhere && !known.includes(id))),
	);
	const places = ways.reduce((short, way) => (JSON.stringify(way).length < JSON.stringify(short).length ? way : short));
	return places.map((show) => ({
		...named('show', Object.entries(show)),
		...named('hide', [...(models ? [['model', models] satisfies Condition] : []), ...hide]),
	}));
}

/** Models that a field is hidden for: with any other one, expressions, too. */
export const withoutOther = <T>(models: T[]) => (models.includes(anyOther as T) ? [...models, { _cnd: { startsWith: '=' } }] : models);

type Condition = [string, unknown[]];

function named(kind: 'show' | 'hide', conditions: Condition[]): IDisplayOptions {
	const telling = conditions.filter(([, values]) => values.length > 0);
	return telling.length ? { [kind]: Object.fromEntries(telling) } : {};
}
