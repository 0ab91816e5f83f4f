import { readFile } from 'node:fs/promises';
import type { SavedCredential, Workflow } from './client';

/** Reads a workflow as n8n's editor exports it. */
export async function readWorkflow(file: string): Promise<Workflow> {
	return JSON.parse(await readFile(file, 'utf8')) as Workflow;
}

/** Gives every Kling node the credential, as choosing it in the panels does. */
export function withCredential(workflow: Workflow, { id, name, type }: SavedCredential): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith('n8n-nodes-kling-omni.') ? { ...node, credentials: { ...node.credentials, [type]: { id, name } } } : node,
		),
	};
}
