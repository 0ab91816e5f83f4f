import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';

const { description } = new KlingOmni();

/** What n8n itself misses in a panel before it runs the node: `Parameter "Prompt" is required.` */
export function panelIssues(parameters: INodeParameters): Record<string, string[]> {
	const node = { name: 'Kling Omni', type: 'klingOmni', typeVersion: 1, position: [0, 0], parameters } as unknown as INode;
	const filled = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ?? {};
	return NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: filled }, description)?.parameters ?? {};
}
