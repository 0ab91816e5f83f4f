/**
 * What the polling trigger remembers of one list of tasks between two ticks. It is JSON: n8n keeps it with the workflow.
 *
 * n8n saves it together with a hand-over of items, so after a crash it is that of the last hand-over, or of the
 * activation. Nothing in it may therefore depend on ticks that found nothing having been saved.
 */
export interface ListState {
	/** Whatever ended until here has been dealt with; ms on the service's clock. Absent until the first look is over. */
	since?: number;
	/** The latest end that was known some looks ago; `since` moves there when it is old enough. */
	mark?: Mark;
	/** Tasks that have been dealt with although they ended after `since`, or shortly before: id and end, ms. */
	done: Array<[taskId: string, endedAt: number]>;
	/** Tasks that are asked for, however old, until they have ended and were handed over. */
	open: OpenTask[];
	/** When the latest task that was seen was made, ms on the service's clock. */
	newest: number;
	/** When the whole list was last read, ms on this machine's clock. */
	completeAt: number;
	/** Where a look that took longer than a tick goes on. */
	pause?: Pause;
}

export interface Mark {
	/** ms on the service's clock. */
	end: number;
	/** When it was set, ms on this machine's clock. */
	setAt: number;
	/** How many looks were complete since then. */
	looks: number;
}

/** `attempts`: how often its file could not be fetched. */
export type OpenTask = [taskId: string, createdAt: number, attempts: number];

interface Pause {
	/** The next page. */
	from: string;
	isFull: boolean;
	/** What the pages before it held, see `Look`. */
	newest: number;
	lastEnd: number;
	isOrdered: boolean;
	lastCreated: number;
}

const minute = 60_000;
const hour = 60 * minute;

export const spans = {
	/** A quick look begins this long before the newest task that was seen: lists may lag behind creates. */
	lookBack: hour,
	/** After this time the whole list is read again, whatever order it seems to have. */
	fullLook: hour,
	/** A mark is believed after this time, which holds two full looks, and after that many complete looks of any kind. */
	overlap: 2 * hour,
	looks: 10,
	/** How far this machine's clock may be ahead of the service's when a trigger is first switched on. */
	clockSkew: 5 * minute,
	/** A task that the service does not know is given up when it is older than this. */
	unknownTask: 24 * hour,
	/** Times that lie further ahead than this are mistakes. */
	future: 24 * hour,
};

/** Bounds of the state: ids that are remembered as done, and as open. */
export const bounds = { done: 10_000, open: 10_000 };
