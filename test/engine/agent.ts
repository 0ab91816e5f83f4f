import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import type { Simulator } from '../simulator';
import { additionalData, startingAt, storage } from './engine';
import { credentials } from './kling';

/**
 * The node as a tool of an AI agent, in n8n-core's engine. The agent has no model: a test says which calls it makes and
 * sees what a model would read.
 */

/** Agents up to version 2 and MCP servers call a tool themselves; newer agents ask the engine to run it as a node. */
export const agents = ['callsItself', 'asksTheEngine'] as const;
export type Agent = (typeof agents)[number];

const agentDescription = {
	displayName: 'Agent',
	name: 'agent',
	group: ['transform' as const],
	version: 1,
	description: 'Calls its tool',
	defaults: { name: 'Agent' },
	inputs: [{ type: NodeConnectionTypes.Main }, { type: NodeConnectionTypes.AiTool }],
	outputs: [NodeConnectionTypes.Main],
	properties: [{ displayName: 'Calls', name: 'calls', type: 'json' as const, default: '[]' }],
};

interface Tool {
	description: string;
	invoke: (input: IDataObject) => Promise<string>;
}

const callsOf = (context: IExecuteFunctions) => JSON.parse(context.getNodeParameter('calls', 0) as string) as IDataObject[];
const itemsOf = (read: string[]): INodeExecutionData[][] => [read.map((text) => ({ json: { text } }))];

class AgentThatCallsItself implements INodeType {
	description = agentDescription;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		const read: string[] = [];
		for (const call of callsOf(this)) read.push(await tool!.invoke(call).catch((error: Error) => error.message));
		return itemsOf(read);
	}
}

class AgentThatAsksTheEngine implements INodeType {
	description = agentDescription;

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<INodeExecutionData[][] | EngineRequest> {
		const { read = [] } = (response?.metadata ?? {}) as { read?: string[] };
		for (const { data } of response?.actionResponses ?? []) {
			const items = data.data?.ai_tool?.[0]?.map(({ json }) => json);
			read.push(JSON.stringify(items?.length ? items : { error: data.error?.message }));
		}
		const input = callsOf(this)[read.length];
		if (!input) return itemsOf(read);
		const action = { actionType: 'ExecutionNodeAction' as const, nodeName: 'Kling Omni', input, type: NodeConnectionTypes.AiTool };
		return { actions: [{ ...action, id: `call-${read.length}`, metadata: { itemIndex: 0 } }], metadata: { read } };
	}
}

/** Something has to come before an agent. */
class Chat implements INodeType {
	description = { ...agentDescription, displayName: 'Chat', name: 'chat', inputs: [], properties: [] };

	async execute(): Promise<INodeExecutionData[][]> {
		return [[{ json: { chatInput: 'Make me a video' } }]];
	}
}

/** What n8n makes of a node with `usableAsTool`. */
function asTool(node: INodeType): INodeType {
	const description = { ...node.description, name: `${node.description.name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] };
	return Object.create(node, { description: { value: description } }) as INodeType;
}

const nodes: Record<string, INodeType> = {
	chat: new Chat(),
	callsItself: new AgentThatCallsItself(),
	asksTheEngine: new AgentThatAsksTheEngine(),
	'n8n-nodes-kling-omni.klingOmniTool': asTool(new KlingOmni()),
};
const nodeTypes = {
	getByName: (name: string) => nodes[name]!,
	getByNameAndVersion: (name: string) => nodes[name]!,
	getKnownTypes: () => ({}),
};

export interface AgentRun {
	/** What the model reads after each call: the tool's answer, or why there is none. */
	read: string[];
	run: IRun;
}

let executions = 0;

/**
 * Lets an agent call the node.
 *
 * @param calls the arguments of each call, for the node's `$fromAI` expressions
 */
export async function runAgent(
	agent: Agent,
	service: Simulator,
	parameters: INodeParameters,
	calls: IDataObject[],
	{ mode = 'trigger', ...settings }: Partial<INode> & { mode?: WorkflowExecuteMode } = {},
): Promise<AgentRun> {
	await storage();
	const node = (name: string, type: string, own: INodeParameters): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: own,
	});
	const chat = node('Chat', 'chat', {});
	const tool: INode = {
		...node('Kling Omni', 'n8n-nodes-kling-omni.klingOmniTool', parameters),
		credentials: { klingApi: { id: 'klingApi', name: 'klingApi' } },
		...settings,
	};
	const workflow = new Workflow({
		id: 'agent',
		nodes: [chat, node('Agent', agent, { calls: JSON.stringify(calls) }), tool],
		connections: {
			Chat: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
			'Kling Omni': { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] },
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const data = additionalData(credentials(service), `agent-${++executions}`, mode);
	const run = await new WorkflowExecute(data, mode, startingAt(chat)).processRunExecutionData(workflow);
	const items = run.data.resultData.runData.Agent?.at(-1)?.data?.main?.[0] ?? [];
	return { read: items.map(({ json }) => String(json.text)), run };
}
