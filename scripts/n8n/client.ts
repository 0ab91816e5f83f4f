/** What a person does in n8n's editor, done through its REST interface. */
import { setTimeout as pause } from 'node:timers/promises';
import { ended, Execution, type BinaryReference, type ExecutionStatus, type RawExecution } from './execution';
import { Failure } from './failure';
import { RestSession } from './rest';

export interface Login {
	email: string;
	password: string;
}

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	/** Webhook nodes only: n8n registers their path under it. */
	webhookId?: string;
}

export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
	active: boolean;
}

export interface SavedCredential {
	id: string;
	name: string;
	type: string;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

const POLL_MS = 250;
const SAVED_WITHIN_MS = 50;
const PUBLISH_WITHIN_MS = 60_000;

export class N8nClient {
	readonly #rest: RestSession;

	private constructor(rest: RestSession) {
		this.#rest = rest;
	}

	/** Makes the first account on a new user folder, or signs in to the one that is there. */
	static async signIn(url: string, { email, password }: Login): Promise<N8nClient> {
		const rest = new RestSession(url);
		// n8n 1 says that it is ready before it answers here
		const deadline = Date.now() + PUBLISH_WITHIN_MS;
		while ((await rest.fetch('GET', 'settings')).status === 404 && Date.now() < deadline) await pause(POLL_MS);
		const settings = await rest.request<{ userManagement: { showSetupOnFirstLoad?: boolean } }>('GET', 'settings');
		if (settings.userManagement.showSetupOnFirstLoad === true) {
			await rest.request('POST', 'owner/setup', { email, password, firstName: 'Kling', lastName: 'Omni' });
		} else {
			await rest.request('POST', 'login', { emailOrLdapLoginId: email, password });
		}
		return new N8nClient(rest);
	}

	get url(): string {
		return this.#rest.url;
	}

	/** Whether n8n has loaded a node type, by its full name. It answers 400 to names that it does not know. */
	async knowsNodeType(name: string): Promise<boolean> {
		const response = await this.#rest.fetch('POST', 'node-types', { nodeInfos: [{ name, version: 1 }] });
		return response.ok;
	}

	async createCredential(name: string, type: string, data: Record<string, unknown>): Promise<SavedCredential> {
		return await this.#rest.request('POST', 'credentials', { name, type, data });
	}

	async credentials(): Promise<SavedCredential[]> {
		return await this.#rest.request('GET', 'credentials');
	}

	async updateCredential(id: string, name: string, type: string, data: Record<string, unknown>): Promise<void> {
		await this.#rest.request('PATCH', `credentials/${id}`, { name, type, data });
	}

	async deleteCredential(id: string): Promise<void> {
		await this.#rest.request('DELETE', `credentials/${id}`);
	}

	/** What the editor's credential window says after "Save". */
	async testCredential(
		id: string,
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.#rest.request('POST', 'credentials/test', { credentials: { id, name, type, data } });
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		return await this.#rest.request('POST', 'workflows', { active: false, settings: {}, ...workflow });
	}

	async workflows(): Promise<Array<{ id: string; name: string }>> {
		return await this.#rest.request('GET', 'workflows');
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.#rest.request('GET', `workflows/${id}`);
	}

	async updateWorkflow(id: string, workflow: Workflow): Promise<SavedWorkflow> {
		return await this.#rest.request('PATCH', `workflows/${id}`, { ...workflow });
	}

	/** Publishes a workflow and waits until its triggers are in place. */
	async activate({ id, versionId }: Pick<SavedWorkflow, 'id' | 'versionId'>): Promise<void> {
		await this.#rest.request('POST', `workflows/${id}/activate`, { versionId });
		await this.waitUntilPublished(id);
	}

	/** After a restart, too, an active workflow takes a moment until its triggers are in place again. */
	async waitUntilPublished(id: string): Promise<void> {
		const deadline = Date.now() + PUBLISH_WITHIN_MS;
		for (;;) {
			const response = await this.#rest.fetch('GET', `workflows/${id}/publication-status`);
			// n8n before 2.30 says nothing of it, and answers when it has activated a workflow
			if (response.status === 404) return;
			const { data } = (await response.json()) as { data: PublicationStatus };
			const { status, triggers } = data;
			if (status === 'published') return;
			if (status === 'partial' || status === 'failed') {
				throw new Failure(`A trigger did not start: ${triggers.map(({ errorMessage }) => errorMessage ?? '').join(' ')}`);
			}
			if (Date.now() > deadline) throw new Failure(`The workflow was not active after ${PUBLISH_WITHIN_MS / 1000} s (${status})`);
			await pause(POLL_MS);
		}
	}

	async deactivate(id: string): Promise<void> {
		await this.#rest.request('POST', `workflows/${id}/deactivate`, {});
	}

	/** "Execute workflow" in the editor. Returns the execution's id at once. */
	async run(workflowId: string, triggerNode: string): Promise<string> {
		const executionId = await this.listen(workflowId, triggerNode);
		if (executionId === undefined) {
			throw new Failure(`"${triggerNode}" waits for a call from outside; start the workflow with a manual trigger, or activate it`);
		}
		return executionId;
	}

	/** The same for a trigger that may wait for a call: then there is no execution before the call comes. */
	async listen(workflowId: string, triggerNode: string): Promise<string | undefined> {
		const { executionId } = await this.#rest.request<{ executionId?: string }>('POST', `workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: triggerNode },
			// n8n before 2.20 runs what it is sent
			workflowData: await this.workflow(workflowId),
		});
		return executionId;
	}

	async execution(id: string): Promise<Execution> {
		return new Execution(await this.#rest.request<RawExecution>('GET', `executions/${id}`));
	}

	/** Executions of one workflow, newest first, without their data. At most 100. */
	async executions(
		workflowId: string,
		status?: ExecutionStatus[],
	): Promise<Array<{ id: string; status: ExecutionStatus; waitTill?: string | null }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, ...(status && { status }) }));
		const { results } = await this.#rest.request<{ results: Array<{ id: string; status: ExecutionStatus }> }>(
			'GET',
			`executions?limit=100&filter=${filter}`,
		);
		return results;
	}

	/**
	 * Waits until an execution is over, or has reached one of the given states.
	 *
	 * @throws Failure when it takes longer than `withinMs`; the execution goes on
	 */
	async waitForExecution(id: string, withinMs: number, until: readonly ExecutionStatus[] = ended): Promise<Execution> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const execution = await this.execution(id);
			if (until.includes(execution.status) || ended.includes(execution.status)) {
				// n8n 1 with SQLite saves the status first, and what happened a moment later
				await pause(SAVED_WITHIN_MS);
				return await this.execution(id);
			}
			if (Date.now() > deadline) throw new Failure(`Execution ${id} is still "${execution.status}" after ${withinMs / 1000} s`);
			await pause(POLL_MS);
		}
	}

	/** Waits until a workflow that starts by itself has at least `count` finished executions. Oldest first. */
	async waitForExecutions(workflowId: string, count: number, withinMs: number): Promise<Execution[]> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const finished = (await this.executions(workflowId)).filter(({ status }) => ended.includes(status));
			if (finished.length >= count) return await Promise.all(finished.reverse().map(({ id }) => this.execution(id)));
			if (Date.now() > deadline) {
				throw new Failure(`${finished.length} of ${count} executions were finished after ${withinMs / 1000} s`);
			}
			await pause(POLL_MS);
		}
	}

	async stopExecution(id: string): Promise<void> {
		await this.#rest.request('POST', `executions/${id}/stop`);
	}

	/** "Retry with currently saved workflow". n8n answers when the retry is over or parked; returns its id. */
	async retryExecution(id: string, withinMs: number): Promise<string> {
		const body = { loadWorkflow: true };
		return (await this.#rest.request<{ id: string }>('POST', `executions/${id}/retry`, body, withinMs)).id;
	}

	/** A table of n8n's own, all of whose columns are text. */
	async createDataTable(name: string, columns: string[], rows: Array<Record<string, string>>): Promise<void> {
		const { id: projectId } = await this.#rest.request<{ id: string }>('GET', 'projects/personal');
		const table = { name, columns: columns.map((column) => ({ name: column, type: 'string' })) };
		const { id } = await this.#rest.request<{ id: string }>('POST', `projects/${projectId}/data-tables`, table);
		await this.#rest.request('POST', `projects/${projectId}/data-tables/${id}/insert`, { data: rows, returnType: 'count' });
	}

	/** Its rows, the oldest first. */
	async dataTableRows(name: string): Promise<Array<Record<string, unknown>>> {
		const { id: projectId } = await this.#rest.request<{ id: string }>('GET', 'projects/personal');
		const path = `projects/${projectId}/data-tables`;
		const { data: tables } = await this.#rest.request<{ data: Array<{ id: string; name: string }> }>('GET', path);
		const { id } = tables.find((table) => table.name === name)!;
		return (await this.#rest.request<{ data: Array<Record<string, unknown>> }>('GET', `${path}/${id}/rows`)).data;
	}

	/** The bytes of a file that a node gave out. */
	async download({ id }: BinaryReference): Promise<Buffer> {
		const response = await this.#rest.fetch('GET', `binary-data?id=${encodeURIComponent(id)}&action=download`);
		if (!response.ok) throw new Failure(`n8n did not give out the file of the execution (${response.status})`);
		return Buffer.from(await response.arrayBuffer());
	}
}
