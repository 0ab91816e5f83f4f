import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

/** What a panel shows, in words that do not depend on how its properties are cut: the fields and what each offers. */

/** What decides the others, with the values that a person has chosen. */
export type Facts = Record<string, string | boolean>;

/** Fields by name, each with what it offers. */
export type Shown = Record<string, string>;

/** The properties that show, by n8n's own display logic. */
export function shownProperties(description: INodeTypeDescription, parameters: INodeParameters): INodeProperties[] {
	const node: INode = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters };
	return description.properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, description));
}

/** All fields that show, but for texts to read. */
export function shownIn(description: INodeTypeDescription, parameters: INodeParameters): Shown {
	const shown = shownProperties(description, parameters).filter(({ type }) => type !== 'notice' && type !== 'hidden');
	const names = shown.map(({ name }) => name);
	if (new Set(names).size < names.length) throw new Error(`a field shows twice in ${JSON.stringify(parameters)}: ${names.join(', ')}`);
	return Object.fromEntries(shown.map((property) => [property.name, offerOf(property, description, parameters)]));
}

function offerOf(property: INodeProperties, description: INodeTypeDescription, root: INodeParameters): string {
	const { type, options = [], typeOptions } = property;
	const node: INode = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: root };
	const isShown = (option: object) =>
		NodeHelpers.displayParameter(type === 'options' ? root : {}, option as INodeProperties, node, description, root);
	switch (type) {
		case 'options':
		case 'multiOptions': {
			const values = options.filter(isShown).map((option) => String((option as { value: unknown }).value));
			return `${values.join(' | ')}${type === 'options' ? ` (${String(property.default)})` : ''}`;
		}
		case 'number':
			return `${typeOptions?.minValue ?? ''}…${typeOptions?.maxValue ?? ''} (${String(property.default)})`;
		case 'boolean':
			return `switch (${String(property.default)})`;
		case 'collection':
			return (options as INodeProperties[])
				.filter(isShown)
				.map(({ name }) => name)
				.join(', ');
		case 'fixedCollection':
			return (options as Array<{ values: INodeProperties[] }>)
				.flatMap(({ values }) => values)
				.filter(
					(value) =>
						Object.keys({ ...value.displayOptions?.show, ...value.displayOptions?.hide }).every((name) => !name.startsWith('/')) ||
						isShown(value),
				)
				.map((value) => (value.type === 'options' ? `${value.name}: ${offerOf(value, description, root)}` : value.name))
				.join(', ');
		default:
			return type;
	}
}
