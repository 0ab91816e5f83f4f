import type { INodeProperties } from 'n8n-workflow';

/** An operation as a panel: its resource, its name, and its fields from top to bottom. */
interface OperationPanel {
	resource: string;
	operation: string;
	fields: INodeProperties[];
}

/** A field with the operations that have it. */
interface Shared {
	field: INodeProperties;
	/** What it is made of, to compare by. */
	content: string;
	panels: OperationPanel[];
}

/**
 * The fields of all operations as one list of properties, each with the operations it is displayed for.
 *
 * n8n's editor looks at every property of a node at every change, so a field that several operations have in the same
 * form is one property for all of them. Each operation's fields keep their order.
 */
export function sharedFields(panels: OperationPanel[]): INodeProperties[] {
	const all: Shared[] = [];
	for (const panel of panels) {
		let next = 0;
		for (const field of panel.fields) {
			const content = JSON.stringify(field);
			const place = all.findIndex(
				(other, index) => index >= next && other.content === content && isExact([...other.panels, panel], panels),
			);
			if (place < 0) all.splice(next, 0, { field, content, panels: [panel] });
			else all[place]!.panels.push(panel);
			next = (place < 0 ? next : place) + 1;
		}
	}
	return all.map(({ field, panels: those }) => ({
		...field,
		displayOptions: { ...field.displayOptions, show: { ...namesOf(those), ...field.displayOptions?.show } },
	}));
}

const namesOf = (panels: OperationPanel[]) => ({
	resource: [...new Set(panels.map(({ resource }) => resource))],
	operation: [...new Set(panels.map(({ operation }) => operation))],
});

/** Whether panels can be named by their resources and operations, without naming another one. */
function isExact(panels: OperationPanel[], all: OperationPanel[]): boolean {
	const named = namesOf(panels);
	return all.every(
		(panel) => panels.includes(panel) || !named.resource.includes(panel.resource) || !named.operation.includes(panel.operation),
	);
}
