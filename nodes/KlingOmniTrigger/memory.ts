import type { IPollFunctions } from 'n8n-workflow';
import type { ListState } from './listState';

/**
 * Where the trigger's state is kept: in the node's static data, which n8n saves together with the items of a poll.
 *
 * With durable poll cursors n8n drops what the poll at activation has written there. Until the first poll that counts,
 * the state of the first look is therefore kept beside it, in the workflow's own static data, which n8n does save at
 * activation; otherwise a video that is finished in the first minute would count as old.
 */

export type Lists = Record<string, ListState>;

export interface Memory {
	/** Absent before the first look. */
	lists?: Lists;
	save: (lists: Lists) => void;
}

export function memoryOf(context: IPollFunctions): Memory {
	const node = context.getWorkflowStaticData('node') as { lists?: Lists };
	const workflow = context.getWorkflowStaticData('global') as Record<string, { lists: Lists } | undefined>;
	const key = `klingOmniTrigger ${context.getNode().id}`;
	const lists = node.lists ?? workflow[key]?.lists;
	return {
		...(lists ? { lists } : {}),
		save: (next) => {
			node.lists = next;
			// the second time at the latest: what is handed over then is saved together with this
			if (lists) delete workflow[key];
			else workflow[key] = { lists: next };
		},
	};
}
