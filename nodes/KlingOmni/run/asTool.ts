import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** The node as a tool of an AI agent: nobody looks at a panel, and a model reads what comes back. */

/**
 * Agents up to version 2 and MCP servers say that they call a tool; newer agents let the engine run the node like any
 * other, and only its type tells, to which n8n adds "Tool".
 */
export const isTool = (context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> & Pick<IExecuteFunctions, 'getNode'>): boolean =>
	// n8n before 2.2 has no such method, and its agents run the type with "Tool"
	context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');

/** What only other nodes need. */
const forNodes = ['taskType', 'externalTaskId', 'updatedAt', 'requestId'];

/** An item as a model reads it; as it is where Simplify is off. */
export function itemForModel(item: INodeExecutionData): INodeExecutionData {
	if ('raw' in item.json) return item;
	return { ...item, json: Object.fromEntries(Object.entries(item.json).filter(([name]) => !forNodes.includes(name))) };
}
