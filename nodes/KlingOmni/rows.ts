import { bare } from '../kling/values';

/** Values as the panel nests them, in the flat form that the schemas of jobs know. What is of another shape stays for them to refuse. */

type Row = Record<string, unknown>;

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of a fixed collection. */
export function rows(value: unknown, group: string, toEntry: (row: Row) => Row): unknown {
	if (!isRecord(value)) return value;
	const held = value[group] ?? [];
	return (Array.isArray(held) ? (held as unknown[]) : [held]).map((row) => (isRecord(row) ? toEntry(row) : row));
}

export const mediaRow = ({ role, source, url, binaryProperty, name }: Row): Row => ({
	role,
	source,
	name,
	...(source === 'binary' ? { binaryProperty } : { url }),
});

export const elementRow = ({ kind, element, name }: Row): Row => ({
	id: located(element),
	kind,
	name,
});

export const voiceRow = ({ voice }: Row): Row => ({ id: located(voice) });

/** What a resource locator holds. */
export const located = (value: unknown) => (isRecord(value) && ('__rl' in value || 'mode' in value) ? value.value : value);

/** A picture or video that stands in a field of its own; `undefined` where that is hidden or empty. */
export function placed(value: unknown): Row | undefined {
	const given = located(value);
	if (value === undefined || given === '') return undefined;
	return isRecord(value) && value.mode === 'binary' ? { binaryProperty: given } : { url: given };
}

/** Takes a list from its expression where there is one, also one that gives nothing, and else from its rows. */
export function listOrRows(lists: unknown) {
	return (name: string, fromRows: unknown): unknown => (isRecord(lists) && name in lists ? lists[name] : fromRows);
}

/** The id of the model, which may be given by the model's name, or be one that the list does not have. */
export function modelOf(models: Record<string, { label: string }>, read: (name: string) => unknown): unknown {
	const typed = located(read('model'));
	if (typed === 'other') return read('modelId');
	if (typeof typed !== 'string') return typed;
	return Object.entries(models).find(([id, { label }]) => [id, label].some((name) => bare(name) === bare(typed)))?.[0] ?? typed;
}
