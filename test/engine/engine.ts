import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// n8n-core reads its folder when it is loaded
const userFolder = mkdtempSync(path.join(tmpdir(), 'kling-engine-'));
process.env.N8N_USER_FOLDER = userFolder;
// as n8n 2 does by itself
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS = 'true';
// the engine prints every node error that a test provokes
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENCRYPTION_KEY = 'engine-tests';
process.on('exit', () => rmSync(userFolder, { recursive: true, force: true }));

import { Container } from '@n8n/di';
import { BinaryDataService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { registry as credentials } from '../../credentials/registry';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';

/**
 * Whole workflows in n8n-core's own engine: real expressions, item pairing, credentials, HTTP and binary storage.
 * Only what n8n keeps in its database (credentials, executions) is replaced.
 */

/** Gives the items of a test; the engine then runs the node under test on them. */
class Items implements INodeType {
	description = {
		displayName: 'Items',
		name: 'items',
		group: ['input' as const],
		version: 1,
		description: 'Gives the items of a test',
		defaults: { name: 'Items' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Items', name: 'items', type: 'json' as const, default: '[]' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = (JSON.parse(this.getNodeParameter('items', 0) as string) as EngineItem[]).map(async ({ json = {}, files = {} }, item) => {
			const binary = await Promise.all(
				Object.entries(files).map(
					async ([name, { base64, fileName, mimeType }]) =>
						[name, await this.helpers.prepareBinaryData(Buffer.from(base64, 'base64'), fileName, mimeType)] as const,
				),
			);
			return { json, ...(binary.length ? { binary: Object.fromEntries(binary) } : {}), pairedItem: { item } };
		});
		return [await Promise.all(items)];
	}
}

/** Passes items on, as a Code node may: some say that they come from an item that there never was. */
class Between implements INodeType {
	description = {
		displayName: 'Between',
		name: 'between',
		group: ['transform' as const],
		version: 1,
		description: 'Passes items on without their links',
		defaults: { name: 'Between' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Lost', name: 'lost', type: 'json' as const, default: '[]' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const lost = JSON.parse(this.getNodeParameter('lost', 0) as string) as number[];
		return [this.getInputData().map((item, index) => ({ ...item, pairedItem: { item: lost.includes(index) ? 99 : index } }))];
	}
}

export interface EngineItem {
	json?: IDataObject;
	files?: Record<string, { base64: string; fileName?: string; mimeType?: string }>;
}

export interface EngineRun {
	items?: EngineItem[];
	/** Items whose link to where they come from a node in between has lost, by their index. */
	lostLinks?: number[];
	continueOnFail?: boolean;
	/** n8n's On Error. */
	onError?: INode['onError'];
	retryOnFail?: boolean;
	alwaysOutputData?: boolean;
	executionId?: string;
	workflowId?: string;
	/** Where the resume URLs of executions that wait begin. */
	waitingUrl?: string;
	/** Called with the running execution, e.g. to cancel it. */
	onStart?: (execution: { cancel: () => void; signal: AbortSignal }) => void;
}

export interface EngineResult {
	/** The node's output items. */
	items: INodeExecutionData[];
	/** What left by the error output. */
	failed: INodeExecutionData[];
	error?: Error & { description?: string | null; context?: { itemIndex?: number } };
	hints: string[];
	run: IRun;
	workflow: Workflow;
}

const items = new Items();
const between = new Between();
const klingOmni = new KlingOmni();

function nodeTypesWith(nodeType: INodeType): INodeTypes {
	const nodes: Record<string, INodeType> = { items, between, klingOmni: nodeType };
	return { getByName: (name) => nodes[name]!, getByNameAndVersion: (name) => nodes[name]!, getKnownTypes: () => ({}) };
}

const credentialTypes: Record<string, ICredentialType> = Object.fromEntries(
	Object.values(credentials).map((Credential) => {
		const type = new Credential();
		return [type.name, type];
	}),
);

let ready: Promise<void> | undefined;
let executions = 0;

/** Binary storage has to be set up once. */
export const storage = async () => await (ready ??= Container.get(BinaryDataService).init());

/** Runs the node on items with the given parameters and credentials. */
export async function runNode(parameters: INodeParameters, credentials: Credentials, options: EngineRun = {}): Promise<EngineResult> {
	const [result] = await execute([parameters], credentials, options);
	return result!;
}

/**
 * Runs many nodes on the same item in one execution, with Continue On Fail; gives each one's only result.
 *
 * @param nodeType in place of the whole node
 */
export async function runNodes(
	parameters: INodeParameters[],
	credentials: Credentials,
	items?: EngineItem[],
	nodeType?: INodeType,
): Promise<IDataObject[]> {
	const results = await execute(parameters, credentials, { continueOnFail: true, ...(items ? { items } : {}) }, nodeType);
	return results.map(({ items: [result], error }) => result?.json ?? { error: error?.message ?? 'no item' });
}

type Credentials = Record<string, ICredentialDataDecryptedObject>;

async function execute(
	parameters: INodeParameters[],
	credentials: Credentials,
	options: EngineRun,
	nodeType: INodeType = klingOmni,
): Promise<EngineResult[]> {
	const {
		items: given = [{}],
		lostLinks,
		continueOnFail,
		onError,
		retryOnFail,
		alwaysOutputData,
		executionId = String(++executions),
		workflowId = 'engine',
		waitingUrl,
		onStart,
	} = options;
	await (ready ??= Container.get(BinaryDataService).init());
	const nodesUnderTest = parameters.map((own, index): INode => ({
		id: `kling-${index}`,
		name: index ? `Kling Omni ${index}` : 'Kling Omni',
		type: 'klingOmni',
		typeVersion: 1,
		position: [0, 0],
		parameters: own,
		credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])),
		...(continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
		...(onError ? { onError } : {}),
		...(alwaysOutputData ? { alwaysOutputData } : {}),
		...(retryOnFail ? { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } : {}),
	}));
	const start: INode = {
		id: 'items',
		name: 'Items',
		type: 'items',
		typeVersion: 1,
		position: [0, 0],
		parameters: { items: JSON.stringify(given) },
	};
	const passing: INode = {
		...start,
		id: 'between',
		name: 'Between',
		type: 'between',
		parameters: { lost: JSON.stringify(lostLinks) },
	};
	const to = (nodes: INode[]) => ({ main: [nodes.map(({ name }) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 }))] });
	const workflow = new Workflow({
		id: workflowId,
		nodes: [start, ...(lostLinks ? [passing] : []), ...nodesUnderTest],
		connections: lostLinks ? { Items: to([passing]), Between: to(nodesUnderTest) } : { Items: to(nodesUnderTest) },
		active: false,
		nodeTypes: nodeTypesWith(nodeType),
	});
	const mode = 'trigger';
	const additional = additionalData(credentials, executionId, mode);
	if (waitingUrl) additional.webhookWaitingBaseUrl = waitingUrl;
	const engine = new WorkflowExecute(additional, mode, startingAt(start));
	const execution = engine.processRunExecutionData(workflow);
	onStart?.({ cancel: () => execution.cancel(), signal: engine['abortController'].signal });
	const run = await execution;
	return nodesUnderTest.map(({ name }) => ({ ...resultOf(run, name), workflow }));
}

/** An execution before its first node. Written out, because every n8n has another function for it. */
export const startingAt = (node: INode): IRunExecutionData =>
	({
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack: [{ node, data: { main: [[{ json: {} }]] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	}) as unknown as IRunExecutionData;

/** What a node gave out at its last run. */
export function resultOf(run: IRun, name: string): Omit<EngineResult, 'workflow'> {
	const task = run.data.resultData.runData[name]?.at(-1);
	return {
		items: task?.data?.main?.[0] ?? [],
		failed: task?.data?.main?.[1] ?? [],
		...(task?.error ? { error: task.error as NonNullable<EngineResult['error']> } : {}),
		hints: (task?.hints ?? []).map(({ message }) => message),
		run,
	};
}

/** What n8n gives every execution; credentials are the given ones. */
export function additionalData(
	credentials: Record<string, ICredentialDataDecryptedObject>,
	executionId: string,
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const credentialsHelper = {
		getParentTypes: () => [],
		getDecrypted: async (_: unknown, __: unknown, type: string) => credentials[type],
		authenticate: async (held: ICredentialDataDecryptedObject, type: string, request: IHttpRequestOptions) => {
			const { authenticate } = credentialTypes[type]!;
			return typeof authenticate === 'function' ? await authenticate(held, request) : request;
		},
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getCredentialsProperties: (type: string) => credentialTypes[type]!.properties,
	};
	return {
		credentialsHelper,
		executionId,
		hooks: new ExecutionLifecycleHooks(mode, executionId, {
			id: 'engine',
			name: 'engine',
			nodes: [],
			connections: {},
			active: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		} as never),
		restApiUrl: 'http://localhost:5678/rest',
		instanceBaseUrl: 'http://localhost:5678/',
		webhookBaseUrl: 'http://localhost:5678/webhook',
		webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
		formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
		variables: {},
		currentNodeParameters: undefined,
		externalSecretsProxy: { hasProvider: () => false },
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		getRunExecutionData: async () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}
