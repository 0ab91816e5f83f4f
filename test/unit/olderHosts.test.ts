import * as newest from 'n8n-workflow';
import type { INode, INodeParameters, INodeType } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { KlingOmniCallbackTrigger } from '../../nodes/KlingOmniCallbackTrigger/KlingOmniCallbackTrigger.node';
import { KlingOmniTrigger } from '../../nodes/KlingOmniTrigger/KlingOmniTrigger.node';

/**
 * What each n8n that people run makes of our panels: it resolves which fields show, and with which defaults, whenever a
 * workflow is opened, switched on or run. A panel that it cannot resolve makes the node useless there.
 */

const hosts = ['1.123', '2.0', '2.23', '2.35'];
const nodes: INodeType[] = [new KlingOmni(), new KlingOmniTrigger(), new KlingOmniCallbackTrigger()];

/** The values of a selector, wherever the panel shows it. */
const valuesOf = ({ description }: INodeType, name: string): string[] => [
	...new Set(
		description.properties
			.filter((property) => property.name === name)
			.flatMap(({ options = [] }) => options.flatMap((option) => ('value' in option ? [String(option.value)] : []))),
	),
];

/** A panel as it was saved: each combination of what everything else depends on, offered together or not. */
function savedPanels(node: INodeType): INodeParameters[] {
	return ['service', 'apiVersion', 'resource', 'operation'].reduce<INodeParameters[]>(
		(panels, name) => {
			const values = valuesOf(node, name);
			return values.length ? panels.flatMap((panel) => values.map((value) => ({ ...panel, [name]: value }))) : panels;
		},
		[{}],
	);
}

const resolved = ({ NodeHelpers }: typeof newest, { description }: INodeType, parameters: INodeParameters) => {
	const node: INode = { id: '1', name: 'Kling', type: description.name, typeVersion: 1, position: [0, 0], parameters };
	return NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description);
};

describe.each(hosts)('n8n %s', (host) => {
	const older = jest.requireActual<typeof newest>(`n8n-workflow-${host}`);

	test.each(nodes)('resolves the panel of $description.displayName as the newest n8n does', (node) => {
		const panels = [{}, ...savedPanels(node)];
		expect(panels.map((panel) => resolved(older, node, panel))).toEqual(panels.map((panel) => resolved(newest, node, panel)));
	});
});
