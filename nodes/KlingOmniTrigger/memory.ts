import type { IPollFunctions } from 'n8n-workflow';
import { now } from '../kling/clock';
import type { ListState } from './listState';

/**
 * Where the trigger's state is kept: in the node's static data, which n8n saves together with the items of a poll.
 *
 * With durable poll cursors n8n drops what the poll at activation has written there. Until the first poll that counts,
 * the state of the first look is therefore kept beside it, in the workflow's own static data, which n8n does save at
 * activation; otherwise a video that is finished in the first minute would count as old.
 *
 * With them, n8n also saves only after the poll has ended, and may begin the next one before, with the state that the
 * first began with. That one would hand over the same items again; the number of the state tells.
 */

export type Lists = Record<string, ListState>;

interface State {
	/** Absent before the first look. */
	lists?: Lists;
	/** Counts the ticks that have saved. */
	number?: number;
}

interface Memory extends Pick<State, 'lists'> {
	/** n8n has not saved yet what the last poll handed over; nothing may be done with a state that is behind. */
	isBehind: boolean;
	/** @param handsOver whether items go with it */
	save: (lists: Lists, handsOver: boolean) => void;
}

/** How long n8n may take to save, ms; a state that is behind for longer means that the items have got lost, too. */
const savedWithin = 30_000;

/** The states with which this process has handed items over last, by trigger node. */
const handedOver = new Map<string, { number: number; at: number }>();

export function memoryOf(context: IPollFunctions): Memory {
	const node = context.getWorkflowStaticData('node') as State;
	const workflow = context.getWorkflowStaticData('global') as Record<string, State | undefined>;
	const key = `klingOmniTrigger ${context.getNode().id}`;
	const { lists, number = 0 } = node.lists ? node : (workflow[key] ?? {});
	const place = `${context.getWorkflow().id}/${context.getNode().id}`;
	const last = handedOver.get(place);
	return {
		...(lists ? { lists } : {}),
		isBehind: last !== undefined && number < last.number && now() - last.at < savedWithin,
		save: (next, handsOver) => {
			const state = { lists: next, number: number + 1 };
			Object.assign(node, state);
			// the second time at the latest: what is handed over then is saved together with this
			if (lists) delete workflow[key];
			else workflow[key] = state;
			if (handsOver) handedOver.set(place, { number: state.number, at: now() });
		},
	};
}
