import type { IDataObject, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { bare } from '../kling/values';

/**
 * What people read in the panels: the names of fields, for errors, and the labels of choices, which may stand in
 * place of their values. The nodes give their panels when they are loaded.
 */

const panels: INodeProperties[] = [];

export function learnPanel(properties: INodeProperties[]): void {
	panels.push(...properties);
}

/** A parameter's value with the values of choices in place of their labels; what an expression left empty is `null`. */
export const withoutLabels = (name: string, value: unknown): unknown => translate(named(panels, name), value);

const named = (fields: INodeProperties[], name: string) => fields.filter((field) => field.name === name);

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param variants the fields of that name, which may differ from operation to operation */
function translate(variants: INodeProperties[], value: unknown): unknown {
	const options = variants.flatMap((field) => field.options ?? []);
	const inside = (fields: INodeProperties[], held: IDataObject) =>
		Object.fromEntries(Object.entries(held).map(([name, each]) => [name, translate(named(fields, name), each)]));
	switch (variants[0]?.type) {
		case 'options':
			return valueOf(options as INodePropertyOptions[], value) ?? null;
		case 'multiOptions':
			return Array.isArray(value)
				? value.map((each) => valueOf(options as INodePropertyOptions[], each))
				: severalValues(options as INodePropertyOptions[], value);
		case 'collection':
			return isRecord(value) ? inside(options as INodeProperties[], value) : (value ?? null);
		case 'fixedCollection': {
			if (!isRecord(value)) return value ?? null;
			const rowsOf = (group: string, rows: unknown) => {
				const fields = (options as INodePropertyCollection[]).filter(({ name }) => name === group).flatMap(({ values }) => values);
				return Array.isArray(rows) ? rows.map((row: unknown) => (isRecord(row) ? inside(fields, row) : row)) : rows;
			};
			return Object.fromEntries(Object.entries(value).map(([group, rows]) => [group, rowsOf(group, rows)]));
		}
		default:
			return value ?? null;
	}
}

function valueOf(options: INodePropertyOptions[], value: unknown): unknown {
	if (typeof value !== 'string' || options.some((option) => option.value === value)) return value;
	return options.find(({ name }) => bare(name) === bare(value))?.value ?? value;
}

/** Labels in a text, with commas or the like between them. */
function severalValues(options: INodePropertyOptions[], value: unknown): unknown {
	if (typeof value !== 'string' || value.trim().startsWith('[')) return value ?? null;
	return value.split(/[,;\n]+/).map((label) => valueOf(options, label.trim()));
}

/**
 * A field's name as the panel shows it, without the unit behind it.
 *
 * @param parameters the node's, for names that differ between operations
 */
export function fieldName(name: string, parameters: IDataObject): string {
	const field = fieldOf(name, parameters);
	return field ? field.displayName.replace(/ \(.*\)$/, '') : titled(name);
}

/** What a choice's values are called in the panel, without what explains them; as they are, where it does not offer them. */
export function labelsOf(name: string, values: string[], parameters: IDataObject): string[] {
	const options = (fieldOf(name, parameters)?.options ?? []) as INodePropertyOptions[];
	const labels = values.map((value) => options.find((option) => option.value === value)?.name.split(' — ')[0] ?? value);
	return labels.map((label) => (/, | or /.test(label) ? `“${label}”` : label));
}

/** A field, or one inside options and filters; of those with the same name, the one that the operation shows. */
function fieldOf(name: string, parameters: IDataObject): INodeProperties | undefined {
	const isShown = ({ displayOptions: { show = {} } = {} }: INodeProperties) =>
		['resource', 'operation'].every((selector) => !show[selector] || show[selector].includes(parameters[selector] as string));
	const shown = panels.filter(isShown);
	const inside = shown.filter(({ type }) => type === 'collection').flatMap(({ options = [] }) => options as INodeProperties[]);
	return [...named(shown, name), ...named(inside, name), ...named(panels, name)][0];
}

/** "binaryProperty" as "Binary Property". */
const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, ' $&');
