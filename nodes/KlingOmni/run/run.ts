import type { LimitFunction } from 'p-limit';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Service } from '../../kling/service';
import type { Task } from '../../kling/task';
import type { TaskWatch } from '../../kling/wait';
import type { Options } from '../readOptions';
import type { Budget } from './budget';
import type { Orders } from './orders';
import type { Slots } from './slots';

/** What the items of one run share. */
export interface Run {
	context: IExecuteFunctions;
	service: Service;
	watch: TaskWatch;
	slots: Slots;
	/** Creates that have to be sent one after the other. */
	inTurn: LimitFunction;
	budget: Budget;
	completion: Options['completion'];
	/** Where Kling reports, if the execution is put aside and Kling can reach this n8n. */
	callbackUrl?: string;
	/** The longest Time Limit, ms. */
	limit: number;
	/** Every task that this run created or found, by item, as last seen. */
	tasks: Map<number, Task>;
	/** What this execution has ordered, in earlier tries too. */
	orders: Orders;
	/** Items whose task was there before the execution. */
	found: Set<number>;
	/** The account's tasks by their keys, where they had to be listed: of a product's list. */
	listed: Map<string, Promise<Map<string, Task[]>>>;
	/** Items whose answer got lost, and that were given the one task that had appeared. */
	inferred: Set<number>;
	/** What was made first for an item. */
	first: Map<number, Task[]>;
	/** Creates that have been sent and not been answered, by item: the client's own id of the task, empty if there is none. */
	underWay: Map<number, string>;
	/** Items whose create is still due. */
	due: Set<number>;
	/** Aborted when no create is due any more. */
	allSubmitted: AbortController;
	/** Stops submitting and waiting, but not the creates that are under way. */
	stop: AbortController;
	/** Aborted by `stop`, or when the execution is cancelled. */
	signal: AbortSignal;
	/** What ended the run; nothing is submitted after it. */
	halted?: { itemIndex: number; error: unknown };
}
