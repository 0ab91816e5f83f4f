import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Workflow } from '../../scripts/n8n/client';
import { node, type Case, type Lab } from './lab';

/** The node as an AI agent's tool, with a chat model whose part a test plays. */

const boat = { prompt: 'A paper boat in a harbour', seconds: 5, aspectRatio: '9:16' };

export const cases: Case[] = [2.2, 3.1].map((version) => ({
	name: `an AI agent (version ${version}) makes a video from a sentence, reads its link, and pays once for a repeated wish`,
	run: async (lab) => {
		const model = await startModel([
			{ tool: 'Make_a_video', input: boat },
			{ tool: 'Make_a_video', input: boat },
			{ tool: 'Make_a_video', input: { ...boat, seconds: 60 } },
			{ tool: 'Look_up_a_video', input: (read: string[]) => ({ taskId: (JSON.parse(read[0]!) as Array<{ taskId: string }>)[0]!.taskId }) },
		]);
		try {
			const { simulator, credential } = await lab.kling({ renderMs: 1_000 });
			const workflow = await agentWorkflow(lab, await lab.example('agent-tool.json', credential), version, model.url);
			const execution = (await lab.run(workflow)).assertSucceeded();

			assert.equal(simulator.created.length, 1, 'the same wish is paid once');
			assert.deepEqual([simulator.created[0]?.body.prompt, simulator.created[0]?.body.duration], [boat.prompt, '5']);
			const { description, parameters } = model.tools.find(({ name }) => name === 'Make_a_video')!;
			assert.match(description, /^Makes one video with Kling/);
			assert.deepEqual(Object.keys(parameters.properties).sort(), ['aspectRatio', 'prompt', 'seconds']);

			const [first, second, refused, looked] = model.read as [string, string, string, string];
			for (const text of [first, second, looked]) assert.match(text, /"videoUrl":"http/);
			assert.doesNotMatch(first, /requestId/);
			assert.match(refused, /Duration is 60 s.*Nothing was sent to Kling/);
			assert.match(String(execution.items('AI Agent')[0]?.json.output), /^Your video: http/);
		} finally {
			model.close();
		}
	},
}));

/** The example with a manual start, the agent's version, and the stand-in for OpenAI. */
async function agentWorkflow(lab: Lab, workflow: Workflow, version: number, url: string): Promise<Workflow> {
	const { id, name } = await lab.client.createCredential('Chat model', 'openAiApi', { apiKey: 'a-key', url });
	const nodes = workflow.nodes.map((each) => {
		if (each.name === 'When chat message received') return { ...node(each.name, 'n8n-nodes-base.manualTrigger', 1), id: each.id! };
		if (each.name === 'OpenAI Chat Model') return { ...each, credentials: { openAiApi: { id, name } } };
		if (each.name !== 'AI Agent') return each;
		return {
			...each,
			typeVersion: version,
			parameters: { ...each.parameters, promptType: 'define', text: 'A video of a paper boat, please' },
		};
	});
	return { ...workflow, nodes };
}

interface ToolCall {
	tool: string;
	/** The arguments, or how they follow from what the tools have answered so far. */
	input: object | ((read: string[]) => object);
}

interface ModelRequest {
	messages: Array<{ role: string; content: string }>;
	tools: Array<{ function: ToolDescription }>;
}

interface ToolDescription {
	name: string;
	description: string;
	parameters: { properties: object };
}

/** A service with OpenAI's interface whose model makes the given calls one after the other, and then answers with the link. */
async function startModel(calls: ToolCall[]) {
	const model = { url: '', tools: [] as ToolDescription[], read: [] as string[], close: () => server.close() };
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const { messages, tools } = JSON.parse(body) as ModelRequest;
			model.tools = tools.map((tool) => tool.function);
			model.read = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
			const call = calls[model.read.length];
			const message = call ? callMessage(call, model.read) : { role: 'assistant', content: `Your video: ${linkIn(model.read[0]!)}` };
			const choice = { index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' };
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ id: 'answer', object: 'chat.completion', created: 0, model: 'test', choices: [choice], usage }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return model;
}

function callMessage({ tool, input }: ToolCall, read: string[]) {
	const given = JSON.stringify(typeof input === 'function' ? input(read) : input);
	const call = { id: `call_${read.length}`, type: 'function', function: { name: tool, arguments: given } };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

const linkIn = (text: string) => /"videoUrl":"([^"]+)"/.exec(text)?.[1];

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = '';
	for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
	return body;
}
